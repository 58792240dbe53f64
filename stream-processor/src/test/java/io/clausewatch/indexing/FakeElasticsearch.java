package io.clausewatch.indexing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * As much of Elasticsearch as the indexer asks of it, with external versions and sequence numbers,
 * and with failures on demand. Writes what it was asked for into a log.
 */
final class FakeElasticsearch implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A document as it was written.
   *
   * @param version external, or how often it was written
   * @param seqNo which of all writes it was
   */
  record Stored(String index, long version, long seqNo, JsonNode source) {}

  /** An error of one item of a bulk. */
  record ItemError(int status, String type) {}

  private final HttpServer server;
  private final List<String> log;
  private final Map<String, Stored> documents = new HashMap<>();
  private final Queue<Integer> failures = new ArrayDeque<>();
  private final Map<String, Deque<ItemError>> itemErrors = new HashMap<>();
  private int mostItems = Integer.MAX_VALUE;
  private long seqNo;
  private Runnable afterRead = () -> {};
  private volatile CountDownLatch bulksWaitFor = new CountDownLatch(0);

  FakeElasticsearch(List<String> log) {
    this.log = log;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** The next requests fail as a whole, one with each status. */
  void failNext(int... statuses) {
    for (int status : statuses) {
      failures.add(status);
    }
  }

  /** The next attempts to write a document fail, one with each error. */
  void failItem(String id, ItemError... errors) {
    itemErrors.put(id, new ArrayDeque<>(List.of(errors)));
  }

  /** A bulk of more items is too large. */
  void takeAtMost(int items) {
    mostItems = items;
  }

  /** Once, between the next time that documents are read and the answer. */
  void afterNextRead(Runnable happens) {
    afterRead = happens;
  }

  /** Somebody else writes a document. */
  void put(String index, String id, JsonNode source) {
    documents.merge(
        id,
        new Stored(index, 1, seqNo++, source),
        (before, now) -> new Stored(index, before.version() + 1, now.seqNo(), source));
  }

  Map<String, Stored> documents() {
    return documents;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      Integer failure = failures.poll();
      if (failure != null) {
        log.add(failure.toString());
        send(exchange, failure, error(failure, "made_up_exception"));
      } else if (path.endsWith("/_mapping")) {
        send(exchange, 200, JSON.createObjectNode());
      } else if (path.startsWith("/_index_template/")) {
        log.add("template");
        send(exchange, 200, JSON.createObjectNode().put("acknowledged", true));
      } else if (path.equals("/_bulk")) {
        List<String> lines = body.lines().toList();
        if (!mayAnswer()) {
          send(exchange, 400, error(400, "nothing_happened_exception"));
        } else if (lines.size() / 2 > mostItems) {
          log.add("too large");
          send(exchange, 413, error(413, "content_too_large_exception"));
        } else {
          send(exchange, 200, bulk(lines));
        }
      } else if (path.equals("/_mget")) {
        send(exchange, 200, read(JSON.readTree(body).get("docs")));
      } else if (path.endsWith("/_refresh")) {
        log.add("refresh " + path.substring(1, path.length() - "/_refresh".length()));
        ObjectNode answer = JSON.createObjectNode();
        answer.putObject("_shards").put("total", 1).put("successful", 1).put("failed", 0);
        send(exchange, 200, answer);
      } else {
        throw new IllegalStateException("Nobody should ask for " + path);
      }
    }
  }

  /** Answers no bulk before something has happened; one that waits for long is refused. */
  void holdBulksUntil(CountDownLatch happened) {
    bulksWaitFor = happened;
  }

  private boolean mayAnswer() {
    try {
      return bulksWaitFor.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private ObjectNode read(JsonNode wanted) {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode docs = answer.putArray("docs");
    for (JsonNode each : wanted) {
      String id = each.get("_id").asText();
      ObjectNode doc = docs.addObject().put("_index", each.get("_index").asText()).put("_id", id);
      Stored there = documents.get(id);
      if (there == null) {
        doc.putObject("error").put("type", "index_not_found_exception").put("reason", "none");
      } else {
        doc.put("found", true)
            .put("_version", there.version())
            .put("_seq_no", there.seqNo())
            .put("_primary_term", 1)
            .set("_source", there.source());
      }
    }
    Runnable happens = afterRead;
    afterRead = () -> {};
    happens.run();
    return answer;
  }

  private ObjectNode bulk(List<String> lines) throws IOException {
    List<String> ids = new ArrayList<>();
    ObjectNode answer = JSON.createObjectNode().put("took", 1);
    ArrayNode items = answer.putArray("items");
    boolean errors = false;
    for (int i = 0; i < lines.size(); i += 2) {
      JsonNode line = JSON.readTree(lines.get(i));
      JsonNode action = line.elements().next();
      String id = action.get("_id").asText();
      ids.add(id);
      ObjectNode item = items.addObject().putObject(line.fieldNames().next());
      item.put("_index", action.get("_index").asText()).put("_id", id);
      ItemError error = write(action, JSON.readTree(lines.get(i + 1)));
      if (error == null) {
        item.put("status", 201).put("result", "created");
      } else {
        errors = true;
        item.put("status", error.status());
        item.putObject("error").put("type", error.type()).put("reason", "quotes a value");
      }
    }
    answer.put("errors", errors);
    log.add("bulk " + String.join(",", ids));
    return answer;
  }

  private ItemError write(JsonNode action, JsonNode source) {
    String id = action.get("_id").asText();
    Deque<ItemError> planned = itemErrors.getOrDefault(id, new ArrayDeque<>());
    if (!planned.isEmpty()) {
      return planned.poll();
    }
    String index = action.get("_index").asText();
    Stored there = documents.get(id);
    if (action.path("version_type").asText().equals("external")) {
      long version = action.get("version").asLong();
      if (there != null && there.version() >= version) {
        return new ItemError(409, "version_conflict_engine_exception");
      }
      documents.put(id, new Stored(index, version, seqNo++, source));
    } else {
      // Without a sequence number it is to be created.
      long expected = action.path("if_seq_no").asLong(-1);
      if (expected != (there == null ? -1 : there.seqNo())) {
        return new ItemError(409, "version_conflict_engine_exception");
      }
      put(index, id, source);
    }
    return null;
  }

  private static ObjectNode error(int status, String type) {
    ObjectNode answer = JSON.createObjectNode().put("status", status);
    answer.putObject("error").put("type", type).put("reason", "quotes a value");
    return answer;
  }

  private static void send(HttpExchange exchange, int status, ObjectNode body) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.getResponseHeaders().set("X-Elastic-Product", "Elasticsearch");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
