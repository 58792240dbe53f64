package io.clausewatch.local.stack;

import io.clausewatch.contract.CountedNoun;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One program kept running as a child process: started, waited for, started again when it dies,
 * stopped.
 *
 * <p>A child never outlives this process, not even when this one is killed: a tiny shell beside it
 * waits at the end of a pipe that this process holds open, and stops the child when the pipe
 * closes.
 */
final class ChildProcess {

  /**
   * The shell becomes the program itself (exec), so that its process number, its exit code and the
   * signals sent to it are the program's. The watcher it leaves (forked twice, so as to be nobody's
   * child) ends when the pipe closes, which also happens when the program ends first: its number
   * can't have been given to another process that soon. Ctrl-C and the end of a terminal session
   * reach all processes at once: the children ignore them, for it is this process that stops them,
   * in order.
   */
  private static final String SHELL =
      """
      trap '' INT HUP
      exec 3<&0
      ( { read -r _ <&3; kill -TERM $$; } >/dev/null 2>&1 & )
      exec "$@" </dev/null 3<&-
      """;

  private static final int SIGKILL = 9;
  private static final int SIGTERM = 15;

  /** The knobs of supervision; tests turn them down. */
  record TimeLimits(
      Duration poll,
      Duration check,
      int checksMissed,
      Duration firstBackoff,
      int restarts,
      Duration window,
      Duration stop) {

    static final TimeLimits USUAL =
        new TimeLimits(
            Duration.ofMillis(100),
            Duration.ofSeconds(10),
            6,
            Duration.ofSeconds(1),
            3,
            Duration.ofMinutes(10),
            Duration.ofSeconds(30));
  }

  private final ChildProgram program;
  private final ChildLog log;
  private final PidFile pids;
  private final Consumer<String> progress;
  private final TimeLimits patience;
  private final CountDownLatch stopping = new CountDownLatch(1);

  // Guarded by this.
  private Process process;
  private Thread logThread;
  private Instant startedAt;
  private List<ProcessHandle> family = List.of();

  ChildProcess(
      ChildProgram program,
      ChildLog log,
      PidFile pids,
      Consumer<String> progress,
      TimeLimits patience) {
    this.program = program;
    this.log = log;
    this.pids = pids;
    this.progress = progress;
    this.patience = patience;
  }

  String title() {
    return program.title();
  }

  /**
   * Starts the program and returns at once; but when another one has to go first, only after that
   * one is done.
   */
  void launch() throws StackException {
    Optional<ChildProgram> first = program.first().get();
    if (first.isPresent()) {
      runUntilReady(first.get());
    }
    start();
  }

  private void runUntilReady(ChildProgram first) throws StackException {
    ChildProcess child = new ChildProcess(first, log, pids, progress, patience);
    try {
      child.launch();
      while (!child.isReady()) {
        if (stopping.await(patience.poll().toMillis(), TimeUnit.MILLISECONDS)) {
          throw stoppedWhileStarting();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("Interrupted while " + program.title() + " was starting.", e);
    } finally {
      child.stop();
    }
    progress.accept(first.title() + " is done (" + child.age().toSeconds() + " s)");
  }

  private synchronized void start() throws StackException {
    if (isStopping()) {
      throw stoppedWhileStarting();
    }
    List<String> command =
        new ArrayList<>(List.of("/bin/sh", "-c", SHELL, "clausewatch-" + program.id()));
    command.addAll(program.command());
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(program.folder().toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(program.environment());
    log.forgetTail();
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new StackException(
          program.title() + " cannot be started: " + FailureCauses.of(e) + ".", e);
    }
    startedAt = Instant.now();
    logThread = log.follow(process.getInputStream());
    noteFamily();
  }

  /**
   * Whether the launched program does its work by now.
   *
   * @throws StackException when it has ended instead, or has taken too long, or has been told to
   *     stop
   */
  boolean isReady() throws StackException {
    Process current = current();
    if (isStopping()) {
      throw stoppedWhileStarting();
    }
    if (!current.isAlive()) {
      throw new StackException(ended("stopped while starting", current));
    }
    if (!program.ready().answers()) {
      if (Instant.now().isAfter(startedAt().plus(program.startLimit()))) {
        throw new StackException(
            program.title()
                + " was not ready after "
                + program.startLimit().toSeconds()
                + " seconds"
                + reason()
                + "; its log: "
                + log.file());
      }
      return false;
    }
    synchronized (this) {
      noteFamily();
    }
    return true;
  }

  /** How long the program has been running. */
  Duration age() {
    return Duration.between(startedAt(), Instant.now());
  }

  /**
   * Keeps the program running from now on: it is started again when it ends or no longer answers,
   * after a pause that doubles.
   *
   * @param giveUp told in one sentence when it has ended too often; supervision is over then
   */
  void supervise(Consumer<String> giveUp) {
    Thread.ofPlatform().daemon().name("watch-" + program.id()).start(() -> watch(giveUp));
  }

  private void watch(Consumer<String> giveUp) {
    Deque<Instant> restarts = new ArrayDeque<>();
    Duration backoff = patience.firstBackoff();
    try {
      String death = awaitDeath();
      // First the pause, then the word: a signal to the whole process group ends the children too,
      // and this process is
      // about to tell them to stop.
      while (!stopping.await(backoff.toMillis(), TimeUnit.MILLISECONDS)) {
        Instant now = Instant.now();
        restarts.removeIf(restart -> restart.isBefore(now.minus(patience.window())));
        if (restarts.size() >= patience.restarts()) {
          giveUp.accept(
              death
                  + "; it had been started again "
                  + CountedNoun.count(restarts.size(), "time")
                  + " already");
          return;
        }
        restarts.add(now);
        progress.accept(
            death + "; starting it again (" + restarts.size() + " of " + patience.restarts() + ")");
        Optional<String> failure = restart();
        if (failure.isPresent()) {
          death = failure.get();
          backoff = backoff.multipliedBy(2);
        } else {
          progress.accept(program.title() + " is ready again");
          backoff = patience.firstBackoff();
          death = awaitDeath();
        }
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("Nobody interrupts this thread", e);
    }
  }

  /**
   * Returns what to say of it when the program has ended, or has been killed because it no longer
   * answered.
   */
  private String awaitDeath() throws InterruptedException {
    Process current = current();
    int missed = 0;
    while (!current.waitFor(patience.check().toMillis(), TimeUnit.MILLISECONDS)) {
      missed = program.alive().answers() ? 0 : missed + 1;
      if (missed >= patience.checksMissed() && !isStopping()) {
        kill();
        return program.title() + " no longer answered";
      }
    }
    return ended("stopped unexpectedly", current);
  }

  private Optional<String> restart() throws InterruptedException {
    try {
      kill();
      launch();
      while (!isReady()) {
        if (stopping.await(patience.poll().toMillis(), TimeUnit.MILLISECONDS)) {
          throw stoppedWhileStarting();
        }
      }
      return Optional.empty();
    } catch (StackException e) {
      // Goes on as the first half of a sentence.
      return Optional.of(e.getMessage().replaceFirst("\\.$", ""));
    }
  }

  /**
   * Asks the program to stop, kills it when it doesn't in time, and returns when none of its
   * processes is left.
   */
  void stop() {
    stopping.countDown();
    List<ProcessHandle> all;
    synchronized (this) {
      if (process == null) {
        return;
      }
      all = everyone();
      // Not by Process.destroy, which closes the pipes too, and the log would lack the end.
      process.toHandle().destroy();
    }
    PidFile.end(all, patience.stop());
  }

  private void kill() {
    List<ProcessHandle> all;
    synchronized (this) {
      all = everyone();
    }
    all.forEach(ProcessHandle::destroyForcibly);
    PidFile.end(all, patience.stop());
  }

  /**
   * The program, the processes it has started and those it had when it was last looked at: a killed
   * parent no longer tells.
   */
  private List<ProcessHandle> everyone() {
    List<ProcessHandle> all = new ArrayList<>(family);
    process
        .toHandle()
        .descendants()
        .filter(descendant -> !all.contains(descendant))
        .forEach(all::add);
    all.removeIf(member -> !member.isAlive());
    return all;
  }

  private void noteFamily() throws StackException {
    List<ProcessHandle> members = new ArrayList<>(List.of(process.toHandle()));
    process.toHandle().descendants().forEach(members::add);
    family = List.copyOf(members);
    pids.note(program.id(), family);
  }

  private String ended(String how, Process ended) {
    int code = ended.exitValue();
    int signal = code - 128;
    String exit = signal > 0 ? "signal " + signal : "exit code " + code;
    // Who was asked to end, or killed, has logged nothing of the reason.
    String reason = signal == SIGTERM || signal == SIGKILL ? "" : reason();
    return program.title() + " " + how + " (" + exit + ")" + reason + "; its log: " + log.file();
  }

  /**
   * What its log tells of the end, to be put into a sentence; waits until the last line has been
   * read.
   */
  private String reason() {
    Thread reader;
    synchronized (this) {
      reader = logThread;
    }
    if (!current().isAlive()) {
      try {
        reader.join(Duration.ofSeconds(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    return FailureCauses.of(log.tail()).map(cause -> ": " + cause).orElse("");
  }

  private StackException stoppedWhileStarting() {
    return new StackException(program.title() + " was told to stop while it was starting.");
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  private synchronized Process current() {
    return process;
  }

  private synchronized Instant startedAt() {
    return startedAt;
  }
}
