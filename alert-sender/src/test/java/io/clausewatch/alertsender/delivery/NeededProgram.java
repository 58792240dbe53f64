package io.clausewatch.alertsender.delivery;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program of others by which ours is tested. Where it is not installed, the test says so loudly
 * and is skipped; where the variable {@code CI} is set, it fails.
 */
final class NeededProgram {
  private NeededProgram() {}

  static Path onThePath(String name) {
    Optional<Path> found =
        Pattern.compile(Pattern.quote(File.pathSeparator))
            .splitAsStream(System.getenv().getOrDefault("PATH", ""))
            .filter(folder -> !folder.isEmpty())
            .map(folder -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .findFirst();
    need(found.isPresent(), name + " is not installed");
    return found.orElseThrow();
  }

  /** Ends the test unless something holds. */
  static void need(boolean holds, String otherwise) {
    if (holds) {
      return;
    }
    if (System.getenv("CI") != null) {
      throw new AssertionError(otherwise);
    }
    System.err.println(
        Stream.of("#".repeat(100), otherwise + ": NOT tested by it", "#".repeat(100))
            .reduce("", (all, line) -> all + line + System.lineSeparator()));
    assumeTrue(false, otherwise);
  }
}
