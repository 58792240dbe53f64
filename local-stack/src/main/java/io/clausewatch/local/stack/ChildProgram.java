package io.clausewatch.local.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A program to run as a child process.
 *
 * @param id names its log, its part of the data folder and its processes; lower-case
 * @param title how people are told of it
 * @param command the program and its arguments
 * @param environment its whole environment: nothing is inherited, so that a variable meant for
 *     another program can't configure it
 * @param folder its working directory
 * @param ready whether it does its work
 * @param alive whether it is in order, though it may not be ready
 * @param startLimit how long it may take to become ready
 * @param first asked at each launch, which is also one after a crash: another program that has to
 *     have become ready, and to have been stopped again, before this one is started
 */
record ChildProgram(
    String id,
    String title,
    List<String> command,
    Map<String, String> environment,
    Path folder,
    ServerProbe ready,
    ServerProbe alive,
    Duration startLimit,
    Supplier<Optional<ChildProgram>> first) {

  /** A program that needs no other to go first. */
  ChildProgram(
      String id,
      String title,
      List<String> command,
      Map<String, String> environment,
      Path folder,
      ServerProbe ready,
      ServerProbe alive,
      Duration startLimit) {
    this(id, title, command, environment, folder, ready, alive, startLimit, () -> Optional.empty());
  }

  ChildProgram {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
