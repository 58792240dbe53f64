package io.clausewatch.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Remembers on disk which processes a stack has started, so that the next one can end what a killed
 * one left behind. A process is known by its number and the moment it started, so that one that was
 * given the number later is left alone.
 */
final class PidFile {

  private record Entry(long pid, long startMillis) {

    static Optional<Entry> of(ProcessHandle process) {
      return process
          .info()
          .startInstant()
          .map(start -> new Entry(process.pid(), start.toEpochMilli()));
    }

    /**
     * The same process, if it still runs; the system tells the start to a hundredth of a second.
     */
    Optional<ProcessHandle> find() {
      return ProcessHandle.of(pid)
          .filter(ProcessHandle::isAlive)
          .filter(process -> process.info().startInstant().filter(this::isStart).isPresent());
    }

    private boolean isStart(Instant start) {
      return Math.abs(start.toEpochMilli() - startMillis) < 1_000;
    }
  }

  private static final Duration POLL = Duration.ofMillis(20);
  private static final Duration AFTER_KILL = Duration.ofSeconds(5);

  private final Path file;
  private final Map<String, List<Entry>> entries = new TreeMap<>();

  PidFile(Path file) {
    this.file = file;
  }

  /** Notes the processes of one child, in place of those noted before. */
  synchronized void note(String child, List<ProcessHandle> processes) throws StackException {
    entries.put(child, processes.stream().flatMap(process -> Entry.of(process).stream()).toList());
    PrivateFiles.write(
        file,
        entries.values().stream()
            .flatMap(List::stream)
            .map(entry -> entry.pid + " " + entry.startMillis + "\n")
            .collect(Collectors.joining()));
  }

  /** Forgets all: they have ended. */
  synchronized void clear() throws StackException {
    entries.clear();
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new StackException("Cannot remove " + file + ": " + FailureCauses.of(e) + ".", e);
    }
  }

  /**
   * Sees to it that none of the processes a former stack noted is left: children that lost their
   * stack are already stopping by themselves and get the time for it, then they are killed.
   *
   * @return how many were still there
   */
  synchronized int endLeftovers(Duration patience) throws StackException {
    List<ProcessHandle> left = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : PrivateFiles.readText(file).lines().toList()) {
        if (line.matches("\\d{1,18} \\d{1,18}")) {
          int space = line.indexOf(' ');
          new Entry(
                  Long.parseLong(line.substring(0, space)),
                  Long.parseLong(line.substring(space + 1)))
              .find()
              .ifPresent(left::add);
        }
      }
    }
    end(left, patience);
    clear();
    return left.size();
  }

  /**
   * Waits for the processes to end and kills those that don't in time. Returns when none is left,
   * or when even the killed ones are still listed some seconds later: in a container whose first
   * process doesn't care for orphans they stay listed for ever.
   */
  static void end(List<ProcessHandle> processes, Duration patience) {
    if (!awaitEnd(processes, patience)) {
      processes.forEach(ProcessHandle::destroyForcibly);
      awaitEnd(processes, AFTER_KILL);
    }
  }

  /** False when some are still there after that time, or when this thread was interrupted. */
  private static boolean awaitEnd(List<ProcessHandle> processes, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    while (processes.stream().anyMatch(ProcessHandle::isAlive)) {
      if (System.nanoTime() - deadline > 0 || Thread.currentThread().isInterrupted()) {
        return false;
      }
      // The system tells of the end of one's own children alone; Java's onExit looks after the
      // others every few seconds.
      LockSupport.parkNanos(POLL.toNanos());
    }
    return true;
  }
}
