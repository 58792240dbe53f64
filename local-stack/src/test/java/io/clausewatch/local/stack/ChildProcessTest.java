package io.clausewatch.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Supervision, on small shell scripts in place of servers. */
class ChildProcessTest {

  private static final ChildProcess.TimeLimits QUICK =
      new ChildProcess.TimeLimits(
          Duration.ofMillis(10),
          Duration.ofMillis(50),
          2,
          Duration.ofMillis(10),
          3,
          Duration.ofMinutes(10),
          Duration.ofMillis(500));

  @TempDir Path folder;

  private final Queue<String> progress = new ConcurrentLinkedQueue<>();
  private final AtomicReference<String> givenUp = new AtomicReference<>();
  private final AtomicBoolean alive = new AtomicBoolean(true);
  private ChildLog log;
  private ChildProcess child;

  @BeforeEach
  void openLog() {
    log = new ChildLog(folder.resolve("fake.log"), 1 << 20);
  }

  @AfterEach
  void stopChild() {
    if (child != null) {
      child.stop();
    }
  }

  @Test
  void readyOnceItsProbeAnswers() throws Exception {
    AtomicBoolean answers = new AtomicBoolean();
    child = child("echo hello; exec sleep 1000", answers::get, Duration.ofMinutes(1));
    child.launch();

    assertThat(child.isReady()).isFalse();
    answers.set(true);
    assertThat(child.isReady()).isTrue();
    await().untilAsserted(() -> assertThat(log.tail()).containsExactly("hello"));
  }

  @Test
  void endingWhileStartingTellsWhy() throws Exception {
    child =
        child(
            "echo 'INFO fine'; echo 'ERROR no luck today'; echo; exit 3",
            () -> false,
            Duration.ofMinutes(1));
    child.launch();

    assertThatThrownBy(() -> await().until(child::isReady))
        .isInstanceOf(StackException.class)
        .hasMessage(
            "Fake stopped while starting (exit code 3): ERROR no luck today; its log: "
                + folder.resolve("fake.log"));
  }

  @Test
  void neverReadyEndsTheWait() throws Exception {
    child = child("exec sleep 1000", () -> false, Duration.ofMillis(50));
    child.launch();

    assertThatThrownBy(() -> await().until(child::isReady))
        .isInstanceOf(StackException.class)
        .hasMessageStartingWith("Fake was not ready after 0 seconds; its log: ");
  }

  @Test
  void startedAgainWhenKilled() throws Exception {
    child = child("echo $$ >> pids; exec sleep 1000", () -> true, Duration.ofMinutes(1));
    child.launch();
    assertThat(child.isReady()).isTrue();
    child.supervise(givenUp::set);
    await().until(() -> pids().size() == 1);

    ProcessHandle.of(pids().getFirst()).orElseThrow().destroyForcibly();

    await().until(() -> pids().size() == 2);
    await().untilAsserted(() -> assertThat(progress).contains("Fake is ready again"));
    assertThat(progress.peek())
        .startsWith("Fake stopped unexpectedly (signal 9)")
        .endsWith("starting it again (1 of 3)");
    assertThat(givenUp).hasValue(null);
  }

  @Test
  void givenUpWhenItKeepsDying() throws Exception {
    child =
        child(
            "echo start >> starts; echo 'FATAL broken'; exit 1", () -> true, Duration.ofMinutes(1));
    child.launch();
    child.supervise(givenUp::set);

    await().untilAsserted(() -> assertThat(givenUp.get()).isNotNull());
    assertThat(givenUp.get())
        .startsWith("Fake stopped ")
        .contains("(exit code 1): FATAL broken; its log: ")
        .endsWith("it had been started again 3 times already");
    assertThat(Files.readAllLines(folder.resolve("starts"))).hasSize(4);
  }

  @Test
  void startedAgainWhenItNoLongerAnswers() throws Exception {
    child = child("echo $$ >> pids; exec sleep 1000", () -> true, Duration.ofMinutes(1));
    child.launch();
    child.supervise(givenUp::set);
    await().until(() -> pids().size() == 1);

    alive.set(false);
    await().until(() -> pids().size() == 2);
    alive.set(true);

    assertThat(progress.peek()).startsWith("Fake no longer answered; starting it again");
    assertThat(ProcessHandle.of(pids().getFirst()).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void stopKillsWhatDoesNotStop() throws Exception {
    child =
        child("trap '' TERM; echo $$ >> pids; exec sleep 1000", () -> true, Duration.ofMinutes(1));
    child.launch();
    await().until(() -> pids().size() == 1);

    child.stop();

    assertThat(ProcessHandle.of(pids().getFirst()).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void stoppedMeansNotStartedAgain() throws Exception {
    child = child("exec sleep 1000", () -> true, Duration.ofMinutes(1));
    child.launch();
    child.supervise(givenUp::set);
    child.stop();

    assertThatThrownBy(child::launch)
        .isInstanceOf(StackException.class)
        .hasMessageContaining("told to stop");
    assertThat(progress).isEmpty();
  }

  /**
   * Ctrl-C reaches the whole process group; only the stack may react to it, or Kafka would go
   * before those that use it.
   */
  @Test
  void aChildIgnoresCtrlC() throws Exception {
    child =
        child(
            "trap 'echo interrupted' INT; trap 'echo asked to stop; exit' TERM; echo $$ >> pids;"
                + " while :; do sleep 0.02; done",
            () -> true,
            Duration.ofMinutes(1));
    child.launch();
    await().until(() -> pids().size() == 1);

    Process kill = new ProcessBuilder("kill", "-INT", Long.toString(pids().getFirst())).start();
    assertThat(kill.waitFor()).isZero();
    child.stop();

    await().untilAsserted(() -> assertThat(log.tail()).containsExactly("asked to stop"));
  }

  @Test
  void aChildDoesNotOutliveAKilledParent() throws Exception {
    Process parent =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                folder.toString())
            .inheritIO()
            .start();
    await().atMost(Duration.ofSeconds(30)).until(() -> pids().size() == 1);
    ProcessHandle orphan = ProcessHandle.of(pids().getFirst()).orElseThrow();

    parent.destroyForcibly().waitFor();

    await().until(() -> !orphan.isAlive());
  }

  /** A program that starts a child and waits until it is killed. */
  static final class Parent {

    public static void main(String[] arguments) throws Exception {
      Path folder = Path.of(arguments[0]);
      ChildProcess child =
          new ChildProcess(
              program(
                  folder,
                  "echo $$ >> pids; exec sleep 1000",
                  () -> true,
                  () -> true,
                  Duration.ofMinutes(1)),
              new ChildLog(folder.resolve("fake.log"), 1 << 20),
              new PidFile(folder.resolve("processes")),
              line -> {},
              QUICK);
      child.launch();
      child.supervise(line -> {});
      Thread.currentThread().join();
    }
  }

  @Test
  void whatHasToGoFirstIsDoneAndOverBeforeTheLaunch() throws Exception {
    ChildProgram first =
        program(
            folder,
            "trap 'echo over >>order; exit' TERM; echo first >>order; while :; do sleep 0.01; done",
            () -> Files.exists(folder.resolve("order")),
            alive::get,
            Duration.ofMinutes(1));
    ChildProgram second =
        program(
            folder, "echo second >>order; exec sleep 1000", () -> true, alive::get, Duration.ZERO);
    child = child(second, () -> Optional.of(first));

    child.launch();

    await().untilAsserted(() -> assertThat(order()).containsExactly("first", "over", "second"));
  }

  @Test
  void isNotStartedWhenWhatHasToGoFirstFails() {
    ChildProgram first = program(folder, "exit 3", () -> false, alive::get, Duration.ofMinutes(1));
    ChildProgram second =
        program(
            folder, "echo second >>order; exec sleep 1000", () -> true, alive::get, Duration.ZERO);
    child = child(second, () -> Optional.of(first));

    assertThatThrownBy(child::launch)
        .isInstanceOf(StackException.class)
        .hasMessageContaining("exit code 3");
    assertThat(folder.resolve("order")).doesNotExist();
  }

  private List<String> order() throws IOException {
    return Files.readAllLines(folder.resolve("order"));
  }

  private ChildProcess child(ChildProgram program, Supplier<Optional<ChildProgram>> first) {
    return new ChildProcess(
        new ChildProgram(
            program.id(),
            program.title(),
            program.command(),
            program.environment(),
            program.folder(),
            program.ready(),
            program.alive(),
            program.startLimit(),
            first),
        log,
        new PidFile(folder.resolve("processes")),
        progress::add,
        QUICK);
  }

  private ChildProcess child(String script, ServerProbe ready, Duration startLimit) {
    return new ChildProcess(
        program(folder, script, ready, alive::get, startLimit),
        log,
        new PidFile(folder.resolve("processes")),
        progress::add,
        QUICK);
  }

  private static ChildProgram program(
      Path folder, String script, ServerProbe ready, ServerProbe alive, Duration startLimit) {
    return new ChildProgram(
        "fake",
        "Fake",
        List.of("/bin/sh", "-c", script),
        ServerPrograms.environment(),
        folder,
        ready,
        alive,
        startLimit);
  }

  /** The numbers of the processes that have noted themselves. */
  private List<Long> pids() throws IOException {
    Path file = folder.resolve("pids");
    return Files.exists(file)
        ? Files.readAllLines(file).stream().map(Long::valueOf).toList()
        : List.of();
  }
}
