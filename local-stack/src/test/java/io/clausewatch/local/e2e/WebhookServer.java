package io.clausewatch.local.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A server to which messages are posted, and which does with those to a path as it is told. */
final class WebhookServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, Behaviour> behaviours = new ConcurrentHashMap<>();
  private final List<Got> got = new CopyOnWriteArrayList<>();

  /** How requests are answered. */
  interface Behaviour {
    /** Answers one. */
    void answer(HttpExchange exchange) throws IOException;
  }

  /**
   * A request.
   *
   * @param path to where
   * @param id its {@code webhook-id}; null where it has none
   * @param headers its headers, by their names in small letters
   * @param body its body
   * @param at when it had come
   */
  record Got(String path, String id, Map<String, String> headers, String body, Instant at) {
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new IllegalStateException("no JSON: " + body, e);
      }
    }

    String type() {
      return json().path("type").asText();
    }
  }

  private WebhookServer(HttpServer server) {
    this.server = server;
  }

  static WebhookServer start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    WebhookServer made = new WebhookServer(server);
    server.createContext("/", made::take);
    server.setExecutor(made.threads);
    server.start();
    return made;
  }

  private void take(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    Map<String, String> headers = new ConcurrentHashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    got.add(new Got(path, headers.get("webhook-id"), headers, body, Instant.now()));
    behaviours.getOrDefault(path, status(204)).answer(exchange);
  }

  /** Answers with a status. */
  static Behaviour status(int status) {
    return exchange -> {
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    };
  }

  /** Answers with a status and a header. */
  static Behaviour status(int status, String header, String value) {
    return exchange -> {
      exchange.getResponseHeaders().set(header, value);
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    };
  }

  /** Never answers. */
  Behaviour hanging() {
    return exchange -> {
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  /** Ends the connection without an answer. */
  static Behaviour cutting() {
    return HttpExchange::close;
  }

  /** From now on, requests to a path are answered so. */
  void behave(String path, Behaviour behaviour) {
    behaviours.put(path, behaviour);
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  /** What came to a path up to now, in its order. */
  List<Got> got(String path) {
    return got.stream().filter(one -> one.path().equals(path)).toList();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
    try {
      threads.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
