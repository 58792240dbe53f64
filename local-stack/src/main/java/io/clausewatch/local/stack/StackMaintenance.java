package io.clausewatch.local.stack;

import io.clausewatch.local.stack.LocalStack.Part;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** Work on a data folder, done beside a stack that runs on it or without one. */
public enum StackMaintenance {
  /** Makes the index anew. */
  REINDEX(
      "io.clausewatch.indexing.ReindexMain",
      true,
      "Not everything could be indexed; the index is as it was."),
  /**
   * Sends once more what could not be processed; with the argument {@code list}, shows it; with
   * {@code own-acts} and a time, sends on what version 0.1.0 left.
   */
  REPLAY(
      "io.clausewatch.replay.ReplayMain",
      false,
      "Not everything could be sent once more; the next run goes on.");

  private final String main;
  private final boolean indexes;
  private final String failed;

  StackMaintenance(String main, boolean indexes, String failed) {
    this.main = main;
    this.indexes = indexes;
    this.failed = failed;
  }

  /**
   * The class that does it.
   *
   * @return its name, in the stream processor's jar
   */
  public String mainClass() {
    return main;
  }

  /**
   * Does it, and returns when it is done. Where no stack runs on the folder, the servers that it
   * needs are started for as long as it takes.
   *
   * @param options of the stack; its port does not matter
   * @param arguments of the work, if it takes any
   * @param starting told in short lines which servers start
   * @param output told in lines what the work says
   * @throws StackException in one clear sentence when it can't be done
   */
  public void run(
      StackOptions options,
      List<String> arguments,
      Consumer<String> starting,
      Consumer<String> output)
      throws StackException, InterruptedException {
    Path ports = options.data().resolve("ports.properties");
    if (DataFolder.isInUse(options.data())) {
      work(PortAssignment.remembered(ports), options, arguments, output);
      return;
    }
    try (LocalStack servers = LocalStack.start(options, starting, servers())) {
      starting.accept("The servers run, Kafka at " + servers.endpoints().kafka());
      work(PortAssignment.remembered(ports), options, arguments, output);
    }
  }

  private EnumSet<Part> servers() {
    EnumSet<Part> servers = EnumSet.of(Part.KAFKA, Part.REGISTRY);
    if (indexes) {
      servers.add(Part.ELASTICSEARCH);
    }
    return servers;
  }

  private void work(
      PortAssignment ports, StackOptions options, List<String> arguments, Consumer<String> output)
      throws StackException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            AppPrograms.command(
                InstalledParts.at(options.home()),
                options.javaOptions(),
                "stream-processor",
                main));
    command.addAll(arguments);
    String name = name().toLowerCase(Locale.ROOT);
    Path log = options.data().resolve("logs").resolve(name + ".log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    // What it says is enough.
    environment.put("CLAUSEWATCH_LOG_LEVEL", "WARN");
    environment.putAll(
        AppPrograms.connections(ports, options, ServerUser.ELASTICSEARCH_STREAM_PROCESSOR));
    try {
      Process process = builder.start();
      // It puts things in order before it ends, whoever ends it.
      Thread atExit = new Thread(process::destroy, "stop-" + name);
      Runtime.getRuntime().addShutdownHook(atExit);
      try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          output.accept(line);
        }
      }
      if (process.waitFor() != 0) {
        throw new StackException(failed + " " + log + " may say more.");
      }
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IOException e) {
      throw new StackException("It could not be started: " + FailureCauses.of(e) + ".", e);
    }
  }
}
