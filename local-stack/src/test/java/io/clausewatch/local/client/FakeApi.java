package io.clausewatch.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** An HTTP server that answers as a test says, and remembers what it was asked. */
public final class FakeApi implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What was asked. */
  public record Asked(
      String method, String target, String authorization, String contentType, String body) {

    /** The body as JSON. */
    public JsonNode json() {
      return parse(body);
    }
  }

  /** What to answer. */
  public record Answer(int status, Map<String, String> headers, String body) {

    /** An answer without headers. */
    public static Answer of(int status, String body) {
      return new Answer(status, Map.of(), body);
    }
  }

  private final HttpServer server;
  private final boolean remembers;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  /** Answers each request by {@code answer}. */
  public FakeApi(Function<Asked, Answer> answer) throws IOException {
    this(answer, true);
  }

  /** Answers each request by {@code answer}, and remembers it or not. */
  public FakeApi(Function<Asked, Answer> answer, boolean remembers) throws IOException {
    this.remembers = remembers;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> handle(exchange, answer));
    server.start();
  }

  /** Takes every event of every batch. */
  public static Answer acceptAll(Asked asked) {
    return Answer.of(202, "{\"accepted\": " + asked.json().size() + ", \"rejected\": []}");
  }

  /** JSON of a text. */
  public static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }

  /** Where it is. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What it was asked, in order. */
  public List<Asked> asked() {
    return new ArrayList<>(asked);
  }

  private void handle(HttpExchange exchange, Function<Asked, Answer> answer) throws IOException {
    Asked request =
        new Asked(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            exchange.getRequestHeaders().getFirst("Authorization"),
            exchange.getRequestHeaders().getFirst("Content-Type"),
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    if (remembers) {
      asked.add(request);
    }
    Answer given = answer.apply(request);
    given.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] body = given.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(given.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
