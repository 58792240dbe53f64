package io.clausewatch.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, which every Java has, so that nobody has to expect that it is missing. */
public final class Sha256Digest {
  private Sha256Digest() {}

  /**
   * A digest that is fed piece by piece.
   *
   * @return a new one, not thread-safe
   */
  public static MessageDigest create() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * The hash of some bytes.
   *
   * @return 32 bytes
   */
  public static byte[] of(byte[] bytes) {
    return create().digest(bytes);
  }

  /**
   * The hash of a text in UTF-8.
   *
   * @return 64 lower-case hexadecimal digits
   */
  public static String hex(String text) {
    return HexFormat.of().formatHex(of(text.getBytes(UTF_8)));
  }
}
