package io.clausewatch.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.clausewatch.platform.elasticsearch.ElasticsearchAccess;
import io.clausewatch.platform.elasticsearch.ElasticsearchConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Answers as Elasticsearch would, with what a test says, and keeps what it was asked. */
public final class FakeElasticsearch implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpServer server;
  private final ElasticsearchConnection connection;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  /**
   * What it was asked.
   *
   * @param method GET, POST or DELETE
   * @param path with its query
   * @param body null when there was none
   */
  public record Asked(String method, String path, JsonNode body) {
    /** Method and path without the query, such as POST /clausewatch-findings/_search. */
    public String call() {
      return method + " " + path.replaceAll("\\?.*", "");
    }
  }

  /**
   * What it answers.
   *
   * @param status the HTTP status
   * @param json the body
   */
  public record Answer(int status, String json) {}

  /** The largest answer that is read of it. */
  static final int MAX_ANSWER_BYTES = 8_000_000;

  /** Starts with these answers. */
  public FakeElasticsearch(Function<Asked, Answer> answers) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    server.createContext("/", exchange -> answer(exchange, answers));
    server.start();
    connection =
        ElasticsearchConnection.open(
            ElasticsearchAccess.open(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort())),
            Duration.ofSeconds(60),
            MAX_ANSWER_BYTES);
  }

  private void answer(HttpExchange exchange, Function<Asked, Answer> answers) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    Asked question =
        new Asked(
            exchange.getRequestMethod(),
            exchange.getRequestURI().toString(),
            body.length == 0 ? null : JSON.readTree(body));
    asked.add(question);
    Answer answer = answers.apply(question);
    byte[] json = answer.json().getBytes(UTF_8);
    exchange.getResponseHeaders().add("X-Elastic-Product", "Elasticsearch");
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(answer.status(), json.length);
    exchange.getResponseBody().write(json);
    exchange.close();
  }

  /** An answer to a search: the documents (JSON objects), of so many in all. */
  public static Answer hits(long total, List<String> documents) {
    StringBuilder hits = new StringBuilder();
    for (int i = 0; i < documents.size(); i++) {
      hits.append(i == 0 ? "" : ",")
          .append("{\"_index\":\"i\",\"_id\":\"")
          .append(i)
          .append("\",\"_source\":")
          .append(documents.get(i))
          .append(",\"sort\":[")
          .append(1000 - i)
          .append(",\"id-")
          .append(i)
          .append("\"]}");
    }
    return new Answer(
        200,
        ("{\"took\":1,\"timed_out\":false,\"_shards\":{\"total\":1,\"successful\":1,\"failed\":0},"
                + "\"hits\":{\"total\":{\"value\":%d,\"relation\":\"eq\"},\"hits\":[%s]}}")
            .formatted(total, hits));
  }

  /** Whether a snapshot is asked for, or given back. */
  public static boolean isAboutSnapshot(Asked asked) {
    return asked.path().contains("/_pit");
  }

  /** The answer to that. */
  public static Answer snapshot(Asked asked) {
    return new Answer(
        200,
        asked.method().equals("DELETE")
            ? "{\"succeeded\":true,\"num_freed\":1}"
            : "{\"id\":\"the-pit\",\"_shards\":{\"total\":1,\"successful\":1,\"failed\":0,\"skipped\":0}}");
  }

  /** An answer that refuses. */
  public static Answer error(int status, String type) {
    return new Answer(
        status,
        "{\"error\":{\"type\":\"%s\",\"reason\":\"because\",\"root_cause\":[]},\"status\":%d}"
            .formatted(type, status));
  }

  /** All that was asked so far, first first. */
  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** Forgets what it was asked. */
  public void forget() {
    asked.clear();
  }

  /** The calls that were made so far. */
  public List<String> calls() {
    return asked.stream().map(Asked::call).toList();
  }

  /** The body of the request asked last. */
  public JsonNode lastBody() {
    return Objects.requireNonNull(asked.getLast().body());
  }

  /** A searcher that asks it, and takes its first answer. */
  public SearchClient searcher() {
    return searcher(Duration.ZERO);
  }

  /** A searcher of it that tries again for so long while indices are being moved. */
  SearchClient searcher(Duration patience) {
    return new SearchClient(
        connection.client(),
        target -> target.name().toLowerCase(Locale.ROOT),
        new IndexMoveRetry(patience));
  }

  /** Ends it, so that a searcher of it finds nobody. */
  public void stop() {
    server.stop(0);
  }

  @Override
  public void close() {
    connection.close();
    stop();
  }
}
