package io.clausewatch.local.e2e;

import io.clausewatch.local.stack.StackException;
import io.clausewatch.local.stack.StackOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** {@code ./clausewatch up} in a process group of its own, as a user starts it in a terminal. */
final class Command implements AutoCloseable {

  private static final Pattern READY = Pattern.compile("Clausewatch is ready at (http://\\S+)");

  private static final int LOG_LINES = 60;

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

  /** Waits until it says that it is ready; when it doesn't, tells all that is known of why. */
  Door door() throws IOException {
    try {
      Awaitility.await("ready line")
          .atMost(Duration.ofMinutes(3))
          .until(() -> READY.matcher(said()).find() || !process.isAlive());
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("It is not ready yet: " + everything(), e);
    }
    Matcher ready = READY.matcher(said());
    if (!ready.find()) {
      throw new AssertionError("It ended: " + everything());
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

  /** What it printed so far, and the end of each part's log. None of them holds personal data. */
  private String everything() {
    StringBuilder text = new StringBuilder(said());
    Path logs = data.resolve("logs");
    if (Files.isDirectory(logs)) {
      try (Stream<Path> files = Files.list(logs)) {
        for (Path log : files.sorted().toList()) {
          // Leniently: a kill may have cut a character in two.
          String all = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
          List<String> lines = all.lines().toList();
          text.append("\n--- the end of ").append(log.getFileName()).append('\n');
          lines.stream()
              .skip(Math.max(0, lines.size() - LOG_LINES))
              .forEach(line -> text.append(line).append('\n'));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return text.toString();
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
