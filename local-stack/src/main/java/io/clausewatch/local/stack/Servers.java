package io.clausewatch.local.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the programs' recipes share. */
final class Servers {

  /**
   * What every program may know of the person's environment: where things are, language and time
   * zone, nothing that configures it.
   */
  private static final Set<String> PASSED_ON =
      Set.of(
          "PATH",
          "HOME",
          "USER",
          "LOGNAME",
          "LANG",
          "LC_ALL",
          "LC_CTYPE",
          "TZ",
          "TMPDIR",
          "LD_LIBRARY_PATH");

  private Servers() {}

  /** The environment that every program starts from; may be added to. */
  static Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>(System.getenv());
    environment.keySet().retainAll(PASSED_ON);
    return environment;
  }

  /** A text that lies beside this class. */
  static String resource(String name) {
    try (InputStream stream = Servers.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("The jar lacks " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot read " + name + " of the jar", e);
    }
  }

  /** Writes a server's configuration file. */
  static void write(Path file, String content) throws StackException {
    try {
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new StackException("Cannot write " + file + ": " + Causes.of(e) + ".", e);
    }
  }
}
