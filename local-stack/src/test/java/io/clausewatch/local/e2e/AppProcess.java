package io.clausewatch.local.e2e;

import io.clausewatch.local.stack.StackMaintenance;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** One of our apps as a process of its own, configured by its environment alone. */
final class AppProcess implements AutoCloseable {

  private static final Duration STARTS_WITHIN = Duration.ofSeconds(100);

  private final String module;
  private final Process process;
  private final Path log;
  private final URI url;
  private volatile String readiness = "";

  private AppProcess(String module, Process process, Path log, URI url) {
    this.module = module;
    this.process = process;
    this.log = log;
    this.url = url;
  }

  /** Intake, judge and indexer, on a free port; its output goes to the log. */
  static AppProcess streamProcessor(Map<String, String> settings, Path log) throws IOException {
    return start(
        "stream-processor",
        "io.clausewatch.stream.StreamProcessorMain",
        settings,
        "CLAUSEWATCH_PROCESSOR_METRICS_PORT",
        log);
  }

  /** The HTTP API, on a free port; its output goes to the log. */
  static AppProcess auditApi(Map<String, String> settings, Path log) throws IOException {
    return start("audit-api", "io.clausewatch.app.AuditApiMain", settings, "CLAUSEWATCH_PORT", log);
  }

  /** Who tells people of findings, on a free port; its output goes to the log. */
  static AppProcess alertSender(Map<String, String> settings, Path log) throws IOException {
    return start(
        "alert-sender",
        "io.clausewatch.alertsender.AlertSenderMain",
        settings,
        "CLAUSEWATCH_SENDER_METRICS_PORT",
        log);
  }

  /** Some work on the whole; what it says is its output, its log the rest. */
  static Process maintenance(
      StackMaintenance work, List<String> arguments, Map<String, String> settings, Path log)
      throws IOException {
    Map<String, String> quiet = new HashMap<>(settings);
    quiet.put("CLAUSEWATCH_LOG_LEVEL", "WARN"); // what it says is enough
    ProcessBuilder builder = process("stream-processor", work.mainClass(), quiet);
    builder.command().addAll(arguments);
    return builder.redirectError(log.toFile()).start();
  }

  private static AppProcess start(
      String module, String main, Map<String, String> settings, String portSetting, Path log)
      throws IOException {
    int port = Servers.freePort();
    Map<String, String> own = new HashMap<>(settings);
    own.put(portSetting, Integer.toString(port));
    Process process =
        process(module, main, own)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    return new AppProcess(module, process, log, URI.create("http://127.0.0.1:" + port));
  }

  private static ProcessBuilder process(String module, String main, Map<String, String> settings)
      throws IOException {
    Path target = Folders.home().resolve(module).resolve("target");
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx384m",
            "-XX:+UseSerialGC",
            ShortLivedStack.FIRST_COMPILER,
            "-cp",
            jar(target, module).toString(),
            main);
    builder.environment().keySet().removeIf(name -> name.startsWith("CLAUSEWATCH_"));
    builder.environment().putAll(settings);
    return builder;
  }

  private static Path jar(Path target, String module) throws IOException {
    // Not the jar of its tests, which may lie beside it.
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, module + "-*[0-9].jar")) {
      Iterator<Path> found = jars.iterator();
      if (found.hasNext()) {
        return found.next();
      }
    }
    throw new IOException(module + " is not packaged");
  }

  /** Where it tells of itself. */
  URI url() {
    return url;
  }

  /** Waits until it says that it is ready, and fails at once when it ends instead. */
  AppProcess awaitReady() {
    try (HttpClient http = HttpClient.newHttpClient()) {
      Awaitility.await(module + " is ready")
          .atMost(STARTS_WITHIN)
          .until(() -> !process.isAlive() || isReady(http));
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(module + " is not ready: " + said(), e);
    }
    if (!process.isAlive()) {
      throw new AssertionError(module + " ended: " + said());
    }
    return this;
  }

  private boolean isReady(HttpClient http) throws InterruptedException {
    try {
      HttpRequest ask = HttpRequest.newBuilder(url.resolve("/readyz")).build();
      HttpResponse<String> answer = http.send(ask, BodyHandlers.ofString());
      readiness = answer.body();
      return answer.statusCode() == 200;
    } catch (IOException e) {
      return false; // does not listen yet
    }
  }

  /** What it wrote so far, and last answered when asked whether it is ready. */
  String said() {
    try {
      return Files.readString(log) + readiness;
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** kill -9. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** SIGTERM; returns when it has ended. */
  @Override
  public void close() {
    process.destroy();
    if (process.onExit().completeOnTimeout(null, 30, TimeUnit.SECONDS).join() == null) {
      kill();
    }
  }
}
