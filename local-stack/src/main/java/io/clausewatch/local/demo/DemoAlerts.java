package io.clausewatch.local.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * A receiver of alerts on this machine, which says each as it arrives; with the routes file by
 * which the demo's unlawful disclosures come to it. Close it to end it.
 */
public final class DemoAlerts implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ROUTES = "alerts.yaml";
  private static final String SECRET = "secret";

  private final HttpServer server;
  private final ExecutorService thread = Executors.newSingleThreadExecutor();
  private final Consumer<String> out;
  private final Path folder;

  private DemoAlerts(HttpServer server, Consumer<String> out, Path folder) {
    this.server = server;
    this.out = out;
    this.folder = folder;
  }

  /**
   * Starts a receiver.
   *
   * @param out takes a line for each alert
   * @throws IOException when there is no port for it, or no place for its routes file
   */
  public static DemoAlerts start(Consumer<String> out) throws IOException {
    Path folder = Files.createTempDirectory("clausewatch-demo"); // nobody else's to read
    Path secret = folder.resolve(SECRET);
    byte[] key = new byte[24];
    new SecureRandom().nextBytes(key);
    Files.writeString(secret, "whsec_" + Base64.getEncoder().encodeToString(key));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Files.writeString(
        folder.resolve(ROUTES),
        """
        # Made by the demo at each start: its own receiver is told of unlawful disclosures.
        receivers:
          demo: { webhook: { url: "http://127.0.0.1:%d/", secretFile: "%s" } }
        routes:
          - match: { severity: [CRITICAL], eventKind: disclosure }
            to: [demo]
            groupBy: [policyId, clauseId]
        """
            .formatted(server.getAddress().getPort(), secret));
    DemoAlerts made = new DemoAlerts(server, out, folder);
    server.createContext("/", made::take);
    server.setExecutor(made.thread);
    server.start();
    return made;
  }

  /** The routes file. */
  public Path routes() {
    return folder.resolve(ROUTES);
  }

  private void take(HttpExchange exchange) throws IOException {
    Instant now = Instant.now();
    try (exchange) {
      JsonNode message = JSON.readTree(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      exchange.sendResponseHeaders(204, -1);
      say(message, now);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private void say(JsonNode message, Instant now) {
    JsonNode data = message.path("data");
    JsonNode finding = data.at("/findings/0");
    long count = data.path("count").asLong();
    out.accept(
        "ALERT %s [%s] %s (%s of %s)%s%s"
            .formatted(
                message.path("type").asText(),
                finding.path("severity").asText(),
                finding.path("title").asText(),
                finding.path("clauseId").asText(),
                finding.path("policyId").asText(),
                count > 1 ? " and " + (count - 1) + " more" : "",
                after(finding, now)));
  }

  /** How long after the finding was found, which has to stand for a second first. */
  private static String after(JsonNode finding, Instant now) {
    try {
      Instant found = Instant.parse(finding.path("detectedAt").asText());
      double seconds = Duration.between(found, now).toMillis() / 1_000.0;
      return String.format(Locale.ROOT, ", %.1f s after it was found", seconds);
    } catch (DateTimeException e) {
      return "";
    }
  }

  @Override
  public void close() {
    server.stop(0);
    thread.shutdownNow();
    try {
      Files.deleteIfExists(folder.resolve(ROUTES));
      Files.deleteIfExists(folder.resolve(SECRET));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      out.accept("The demo's routes file stays in " + folder);
    }
  }
}
