package io.clausewatch.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

  private static final Map<String, String> VERSIONS =
      Map.of("kafka", "4.3.1", "elasticsearch", "9.5.3");

  @TempDir Path temporary;

  private Path root() {
    return temporary.resolve("a").resolve("data");
  }

  @Test
  void secretsAreTheOwnersAlone() throws Exception {
    try (DataFolder data = DataFolder.open(root(), VERSIONS)) {
      assertThat(permissions(root())).isEqualTo("rwx--x--x");
      assertThat(permissions(root().resolve("subject.key"))).isEqualTo("rw-------");
      assertThat(permissions(data.part("app/state"))).isEqualTo("rwx------");
      assertThat(permissions(root().resolve("app"))).isEqualTo("rwx------");
      assertThat(data.subjectKey()).matches("[0-9a-f]{64}");
    }
  }

  @Test
  void theSubjectKeyStays() throws Exception {
    String key;
    try (DataFolder data = DataFolder.open(root(), VERSIONS)) {
      key = data.subjectKey();
    }
    try (DataFolder data = DataFolder.open(root(), VERSIONS)) {
      assertThat(data.subjectKey()).isEqualTo(key);
    }
    Files.delete(root().resolve("subject.key"));
    assertRefused(() -> DataFolder.open(root(), VERSIONS), "subject.key is missing");
    Files.writeString(root().resolve("subject.key"), "short");
    assertRefused(() -> DataFolder.open(root(), VERSIONS), "subject.key is damaged");
  }

  @Test
  void oneStackAtATime() throws Exception {
    try (DataFolder first = DataFolder.open(root(), VERSIONS)) {
      assertThat(first.root()).isEqualTo(root());
      assertRefused(() -> DataFolder.open(root(), VERSIONS), "already runs a stack");

      Process other =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Opener.class.getName(),
                  root().toString())
              .redirectErrorStream(true)
              .start();
      assertThat(other.inputReader().lines())
          .containsExactly(
              "Another Clausewatch (process "
                  + ProcessHandle.current().pid()
                  + ") is running on the data folder "
                  + root()
                  + ": stop it, or choose another with --data.");
    }
    DataFolder.open(root(), VERSIONS).close();
  }

  /** Another program that wants the same folder. */
  static final class Opener {

    public static void main(String[] arguments) {
      try (DataFolder data = DataFolder.open(Path.of(arguments[0]), VERSIONS)) {
        System.out.println("opened " + data.root());
      } catch (StackException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  void aFolderOfOtherThingsIsLeftAlone() throws Exception {
    Files.createDirectories(root());
    Files.writeString(root().resolve("thesis.odt"), "");
    assertRefused(() -> DataFolder.open(root(), VERSIONS), "holds other files");
  }

  @Test
  void whatAnInterruptedFirstStartLeftIsNoObstacle() throws Exception {
    DataFolder.open(root(), VERSIONS).close();
    Files.delete(root().resolve("clausewatch.properties"));
    DataFolder.open(root(), VERSIONS).close();
  }

  @Test
  void aFileIsNoFolder() throws Exception {
    Files.createDirectories(root().getParent());
    Files.writeString(root(), "");
    assertRefused(() -> DataFolder.open(root(), VERSIONS), "is not a folder");
    assertRefused(() -> DataFolder.open(root().resolve("below"), VERSIONS), "cannot be made");
  }

  @Test
  void dataOfANewerServerIsRefused() throws Exception {
    DataFolder.open(root(), VERSIONS).close();
    assertRefused(
        () -> DataFolder.open(root(), Map.of("kafka", "4.3.1", "elasticsearch", "9.4.10")),
        "was written by elasticsearch 9.5.3, newer than the 9.4.10 of this Clausewatch");
    DataFolder.open(root(), Map.of("kafka", "4.4.0", "elasticsearch", "9.5.3")).close();
    assertRefused(() -> DataFolder.open(root(), VERSIONS), "was written by kafka 4.4.0");
  }

  @Test
  void dataOfAnotherLayoutIsRefused() throws Exception {
    DataFolder.open(root(), VERSIONS).close();
    Files.writeString(root().resolve("clausewatch.properties"), "layout=2\n");
    assertRefused(
        () -> DataFolder.open(root(), VERSIONS), "another version of Clausewatch (layout 2");
  }

  @Test
  void versionsCompareByNumber() {
    assertThat(DataFolder.newer("9.10.0", "9.9.9")).isTrue();
    assertThat(DataFolder.newer("9.5.3", "9.5.3")).isFalse();
    assertThat(DataFolder.newer("9.5", "9.5.1")).isFalse();
  }

  private static void assertRefused(ThrowingCallable opening, String why) {
    assertThatThrownBy(opening).isInstanceOf(StackException.class).hasMessageContaining(why);
  }

  private static String permissions(Path path) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
