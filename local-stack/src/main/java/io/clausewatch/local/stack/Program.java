package io.clausewatch.local.stack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

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
 */
record Program(
    String id,
    String title,
    List<String> command,
    Map<String, String> environment,
    Path folder,
    Probe ready,
    Probe alive,
    Duration startLimit) {

  Program {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
