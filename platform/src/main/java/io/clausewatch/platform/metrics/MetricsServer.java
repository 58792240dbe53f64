package io.clausewatch.platform.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.clausewatch.platform.config.Setting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The small HTTP server of an app that has no other: {@code /metrics} for Prometheus, {@code
 * /healthz} (200 as long as the process answers) and {@code /readyz} (200, or 503 with the reason).
 * It asks for no token; what it tells holds no personal data.
 */
public final class MetricsServer implements AutoCloseable {
  private static final String TEXT = "text/plain; charset=utf-8";

  private final HttpServer server;
  private final ExecutorService threads;

  private MetricsServer(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /**
   * By which settings an app says where it listens.
   *
   * @param bind that of the address
   * @param port that of the port
   */
  public record Names(Setting bind, Setting port) {}

  /**
   * Starts a server.
   *
   * @param bind the address to listen on
   * @param port the port there, 0 for a free one
   * @param names what to change where it cannot
   * @param metrics what {@code /metrics} shows
   * @param readiness asked at each {@code /readyz}; must be quick
   * @return the running server
   * @throws IOException when it cannot listen there; its sentence names address and port
   */
  public static MetricsServer start(
      String bind, int port, Names names, AppMetrics metrics, Supplier<Readiness> readiness)
      throws IOException {
    HttpServer server;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(bind), port), 0);
    } catch (IOException e) {
      throw new IOException(
          "Cannot listen on %s port %d (%s): choose another %s or %s"
              .formatted(
                  bind, port, e.getMessage(), names.port().variable(), names.bind().variable()),
          e);
    }
    server.createContext("/", exchange -> answer(exchange, metrics, readiness));
    ExecutorService threads =
        Executors.newFixedThreadPool(
            2,
            task -> {
              Thread thread = new Thread(task, "metrics-server");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.start();
    return new MetricsServer(server, threads);
  }

  /**
   * The port that it listens on.
   *
   * @return the port
   */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static void answer(
      HttpExchange exchange, AppMetrics metrics, Supplier<Readiness> readiness) throws IOException {
    String method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      exchange.getResponseHeaders().set("Allow", "GET, HEAD");
      send(exchange, 405, TEXT, "only GET\n");
      return;
    }
    switch (exchange.getRequestURI().getPath()) {
      case "/metrics" -> send(exchange, 200, AppMetrics.CONTENT_TYPE, metrics.scrape());
      case "/healthz" -> send(exchange, 200, TEXT, "alive\n");
      case "/readyz" -> {
        Readiness now = readiness.get();
        if (now.ready()) {
          send(exchange, 200, TEXT, "ready\n");
        } else {
          send(exchange, 503, TEXT, "not ready: " + now.reason() + "\n");
        }
      }
      default -> send(exchange, 404, TEXT, "there are /metrics, /healthz and /readyz\n");
    }
  }

  private static void send(HttpExchange exchange, int status, String type, String body)
      throws IOException {
    try (exchange) {
      byte[] bytes = body.getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
      if (!head) {
        exchange.getResponseBody().write(bytes);
      }
    }
  }
}
