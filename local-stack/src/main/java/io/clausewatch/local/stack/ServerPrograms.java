package io.clausewatch.local.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the programs' recipes share. */
final class ServerPrograms {

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

  /**
   * What every child's JVM is told: one machine runs six of them beside other work. The serial
   * collector needs the least memory.
   */
  static final List<String> SMALL_JVM =
      List.of("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError", "-Djava.awt.headless=true");

  /**
   * What the servers' JVMs are told besides. The first compiler alone halves the work of starting;
   * what the second one gains counts in our apps, which do most of the work of an event.
   */
  static final String FIRST_COMPILER = "-XX:TieredStopAtLevel=1";

  private ServerPrograms() {}

  /** The environment that every program starts from; may be added to. */
  static Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>(System.getenv());
    environment.keySet().retainAll(PASSED_ON);
    return environment;
  }

  /** A text that lies beside this class. */
  static String resource(String name) {
    try (InputStream stream = ServerPrograms.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("The jar lacks " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("Cannot read " + name + " of the jar", e);
    }
  }
}
