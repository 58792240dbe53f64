package io.clausewatch.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {

  @TempDir Path folder;

  private Path file;
  private Process process;

  @BeforeEach
  void start() throws Exception {
    file = folder.resolve("pids");
    process = new ProcessBuilder("sleep", "1000").start();
  }

  @AfterEach
  void end() {
    process.destroyForcibly();
  }

  @Test
  void whatAFormerStackLeftIsEnded() throws Exception {
    new PidFile(file).note("one", List.of(process.toHandle()));
    new PidFile(folder.resolve("other")).note("two", List.of(ProcessHandle.current()));

    assertThat(new PidFile(file).endLeftovers(Duration.ofMillis(50))).isEqualTo(1);

    // Java's own thread notes the end of a child a moment after the system does.
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(file).doesNotExist();
    assertThat(new PidFile(file).endLeftovers(Duration.ofMillis(50))).isZero();
  }

  @Test
  void aProcessThatWasGivenTheNumberLaterIsLeftAlone() throws Exception {
    long start = process.info().startInstant().orElseThrow().toEpochMilli();
    Files.writeString(file, process.pid() + " " + (start - 60_000) + "\nnot a line of ours\n");

    assertThat(new PidFile(file).endLeftovers(Duration.ofMillis(50))).isZero();

    assertThat(process.isAlive()).isTrue();
  }
}
