package io.clausewatch.page;

import io.clausewatch.contract.Sha256Digest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/**
 * The files that the page's HTML refers to. The name of each has a hash of what is in it, so that
 * browsers may keep it for ever: another version has another name.
 */
public final class StaticAssets {
  private final Asset css = Asset.read("clausewatch", "css", "text/css; charset=utf-8");
  private final Asset icon = Asset.read("clausewatch", "svg", "image/svg+xml");
  private final Map<String, Asset> byName = Map.of(css.name(), css, icon.name(), icon);

  /** A file. */
  static final class Asset {
    private final String name;
    private final String type;
    private final byte[] bytes;

    private Asset(String name, String type, byte[] bytes) {
      this.name = name;
      this.type = type;
      this.bytes = bytes;
    }

    private static Asset read(String name, String extension, String type) {
      String file = name + "." + extension;
      try (InputStream in = StaticAssets.class.getResourceAsStream(file)) {
        if (in == null) {
          throw new IllegalStateException(file + " is missing in this build");
        }
        byte[] bytes = in.readAllBytes();
        return new Asset(name + "-" + hash(bytes) + "." + extension, type, bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static String hash(byte[] bytes) {
      return HexFormat.of().formatHex(Sha256Digest.of(bytes), 0, 6);
    }

    /** Its name in URLs. */
    String name() {
      return name;
    }

    /** Its media type. */
    String type() {
      return type;
    }

    /** What is in it; not to be changed. */
    byte[] bytes() {
      return bytes;
    }
  }

  /** The file of this name; empty when there is none. */
  Optional<Asset> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The URL of the style sheet. */
  public String cssUrl() {
    return "/assets/" + css.name();
  }

  /** The URL of the icon. */
  public String iconUrl() {
    return "/assets/" + icon.name();
  }
}
