package io.clausewatch.local.stack;

import io.clausewatch.local.stack.LocalStack.Part;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Makes the index of a data folder anew, beside a stack that runs on it or without one. */
public final class Reindexing {

  private Reindexing() {}

  /**
   * Does it, and returns when it is done. Where no stack runs on the folder, the servers are
   * started for as long as it takes.
   *
   * @param options of the stack; its port does not matter
   * @param progress told in short lines what is being done
   * @throws StackException in one clear sentence when it can't be done; the index is as it was
   */
  public static void run(StackOptions options, Consumer<String> progress)
      throws StackException, InterruptedException {
    Installation installation = Installation.at(options.home());
    Path ports = options.data().resolve("ports.properties");
    if (DataFolder.isInUse(options.data())) {
      index(installation, Ports.remembered(ports), options, progress);
      return;
    }
    try (LocalStack servers =
        LocalStack.start(
            options, progress, EnumSet.of(Part.KAFKA, Part.REGISTRY, Part.ELASTICSEARCH))) {
      progress.accept("The servers run at " + servers.endpoints().elasticsearch());
      index(installation, Ports.remembered(ports), options, progress);
    }
  }

  private static void index(
      Installation installation, Ports ports, StackOptions options, Consumer<String> progress)
      throws StackException, InterruptedException {
    List<String> command =
        Apps.command(installation, "stream-processor", "io.clausewatch.index.ReindexMain");
    Path log = options.data().resolve("logs").resolve("reindex.log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    // Its progress is enough.
    environment.put("CLAUSEWATCH_LOG_LEVEL", "WARN");
    environment.putAll(Apps.connections(ports, options));
    try {
      Process process = builder.start();
      // It puts things in order before it ends, whoever ends it.
      Thread atExit = new Thread(process::destroy, "stop-reindex");
      Runtime.getRuntime().addShutdownHook(atExit);
      try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          progress.accept(line);
        }
      }
      if (process.waitFor() != 0) {
        throw new StackException(
            "Not everything could be indexed; the index is as it was. " + log + " may say more.");
      }
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IOException e) {
      throw new StackException("The indexing could not be started: " + Causes.of(e) + ".", e);
    }
  }
}
