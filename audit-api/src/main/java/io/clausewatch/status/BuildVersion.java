package io.clausewatch.status;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this build. */
public final class BuildVersion {

  private BuildVersion() {}

  /** As the build wrote it down. */
  public static String current() {
    Properties properties = new Properties();
    try (InputStream resource = BuildVersion.class.getResourceAsStream("version.properties")) {
      properties.load(resource);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
