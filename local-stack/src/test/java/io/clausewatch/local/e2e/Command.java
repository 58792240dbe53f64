package io.clausewatch.local.e2e;

import io.clausewatch.local.stack.StackException;
import io.clausewatch.local.stack.StackOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** {@code ./clausewatch up} in a process group of its own, as a user starts it in a terminal. */
final class Command implements AutoCloseable {

  private static final Pattern READY = Pattern.compile("Clausewatch is ready at (http://\\S+)");

  private final Process process;
  private final Path data;
  private final Path output;

  private Command(Process process, Path data, Path output) {
    this.process = process;
    this.data = data;
    this.output = output;
  }

  static Command up(Path data) throws IOException, StackException {
    Path output = Files.createTempFile("clausewatch-up", ".log");
    Path home = StackOptions.findHome();
    ProcessBuilder builder =
        new ProcessBuilder(
                "setsid", // becomes the command itself, so its id is the group's
                home.resolve("clausewatch").toString(),
                "up",
                "--data",
                data.toString(),
                "--port",
                "0",
                "--settle",
                "PT5S")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return new Command(builder.start(), data, output);
  }

  /** Waits until it says that it is ready. */
  Door door() throws IOException {
    Awaitility.await("ready line")
        .atMost(Duration.ofMinutes(3))
        .failFast("it ended: " + said(), () -> !process.isAlive())
        .until(() -> READY.matcher(said()).find());
    Matcher ready = READY.matcher(said());
    if (!ready.find()) {
      throw new IllegalStateException(said());
    }
    Properties tokens = new Properties();
    try (var in = Files.newInputStream(data.resolve("tokens.properties"))) {
      tokens.load(in);
    }
    return new Door(
        URI.create(ready.group(1)),
        new Door.Tokens(tokens.getProperty("producer"), tokens.getProperty("officer")));
  }

  /** What it printed so far. */
  String said() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** kill -9 of the whole process group. */
  void killGroup() throws IOException, InterruptedException {
    List<ProcessHandle> all = processes();
    new ProcessBuilder("kill", "-9", "--", "-" + process.pid()).inheritIO().start().waitFor();
    awaitEnd(all);
  }

  /**
   * SIGTERM to the launcher alone, as a service manager sends it; returns when every process has
   * ended.
   */
  void terminate() {
    List<ProcessHandle> all = processes();
    process.destroy();
    awaitEnd(all);
  }

  @Override
  public void close() throws IOException {
    terminate();
    Files.deleteIfExists(output);
  }

  private List<ProcessHandle> processes() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
  }

  private static void awaitEnd(List<ProcessHandle> all) {
    Awaitility.await("every process has ended")
        .atMost(Duration.ofSeconds(60))
        .until(() -> all.stream().noneMatch(ProcessHandle::isAlive));
  }
}
