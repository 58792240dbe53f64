package io.clausewatch.local.e2e;

import io.clausewatch.local.stack.StackException;
import io.clausewatch.local.stack.StackOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders of the tests. */
final class Folders {

  private Folders() {}

  /** The checkout. */
  static Path home() {
    try {
      return StackOptions.findHome();
    } catch (StackException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A copy of the policies that the project ships, and a sixth. */
  static Path copyPolicies(Path to) throws IOException {
    Path shipped = home().resolve("policies");
    for (Path from : files(shipped)) {
      Path copy = to.resolve(shipped.relativize(from).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(from, copy);
    }
    Path sixth = home().resolve("local-stack/src/test/resources/sixth-policy");
    for (Path from : files(sixth)) {
      Files.copy(from, to.resolve(sixth.relativize(from).toString()));
    }
    return to;
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }
}
