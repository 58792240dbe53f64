package io.clausewatch.benchmarks.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A program that is measured, ended when it is closed.
 *
 * @param process of it
 * @param log what it says
 */
record MeasuredProcess(Process process, Path log) implements AutoCloseable {

  /** Starts it, with these settings and none of this process's. */
  static MeasuredProcess start(List<String> command, Map<String, String> settings, Path log)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().keySet().removeIf(setting -> setting.startsWith("CLAUSEWATCH_"));
    builder.environment().putAll(settings);
    return new MeasuredProcess(builder.start(), log);
  }

  /** Fails when it has ended, with what it said. */
  void requireAlive() throws IOException {
    if (!process.isAlive()) {
      throw new IllegalStateException("It has ended: " + Files.readString(log));
    }
  }

  @Override
  public void close() {
    process.destroy();
    if (process.onExit().completeOnTimeout(null, 30, TimeUnit.SECONDS).join() == null) {
      process.destroyForcibly().onExit().join();
    }
  }
}
