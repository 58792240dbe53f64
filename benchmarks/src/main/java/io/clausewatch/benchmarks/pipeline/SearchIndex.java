package io.clausewatch.benchmarks.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** What a benchmark asks of Elasticsearch, by HTTP alone. */
final class SearchIndex implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int OK = 200;
  private static final int PAGE = 10_000;
  private static final int BULK = 2_000;

  private final Access access;
  private final HttpClient http = HttpClient.newHttpClient();

  SearchIndex(Access access) {
    this.access = access;
  }

  /**
   * Where it is, and who one is there.
   *
   * @param url of its HTTP
   * @param user the name
   * @param password a secret
   */
  record Access(URI url, String user, String password) {
    private String authorization() {
      byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
      return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    /** Never shows the password. */
    @Override
    public String toString() {
      return user + " at " + url;
    }
  }

  /** How many documents can be found; 0 where there is no such index, or none that answers yet. */
  long count(String alias) throws IOException, InterruptedException {
    HttpResponse<String> answer = ask("GET", "/" + alias + "/_count?ignore_unavailable=true", "");
    return answer.statusCode() == OK ? JSON.readTree(answer.body()).path("count").asLong() : 0;
  }

  /** Whether a search finds a document by a field's value. */
  boolean finds(String alias, String field, String value) throws IOException, InterruptedException {
    String query = "/_count?ignore_unavailable=true&q=" + field + ":%22" + value + "%22";
    return send("GET", "/" + alias + query, "").path("count").asLong() > 0;
  }

  /** All documents that an alias shows, as they were sent. */
  List<String> documents(String alias) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();
    JsonNode page =
        send(
            "POST",
            "/" + alias + "/_search?scroll=1m",
            "{\"size\":" + PAGE + ",\"sort\":[\"_doc\"]}");
    while (!page.at("/hits/hits").isEmpty()) {
      for (JsonNode hit : page.at("/hits/hits")) {
        all.add(hit.path("_source").toString());
      }
      ObjectNode next = JSON.createObjectNode().put("scroll", "1m");
      next.put("scroll_id", page.path("_scroll_id").asText());
      page = send("POST", "/_search/scroll", next.toString());
    }
    return all;
  }

  /**
   * Writes documents, a bulk after the other, into an index that has the fields and settings of
   * another.
   */
  void bulk(String like, String index, List<String> documents)
      throws IOException, InterruptedException {
    JsonNode standing = send("GET", "/" + like, "").elements().next();
    ObjectNode made = JSON.createObjectNode();
    made.set("mappings", standing.path("mappings"));
    ObjectNode settings = made.putObject("settings");
    for (String kept :
        List.of("number_of_shards", "number_of_replicas", "refresh_interval", "analysis")) {
      JsonNode value = standing.at("/settings/index/" + kept);
      if (!value.isMissingNode()) {
        settings.set(kept, value);
      }
    }
    send("PUT", "/" + index, made.toString());
    for (int from = 0; from < documents.size(); from += BULK) {
      StringBuilder body = new StringBuilder();
      for (int i = from; i < Math.min(from + BULK, documents.size()); i++) {
        body.append("{\"index\":{\"_id\":\"").append(i).append("\"}}\n");
        body.append(documents.get(i)).append('\n');
      }
      if (send("POST", "/" + index + "/_bulk", body.toString()).path("errors").asBoolean()) {
        throw new IOException("Some documents were refused");
      }
    }
    send("POST", "/" + index + "/_refresh", "");
  }

  private JsonNode send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = ask(method, path, body);
    if (answer.statusCode() != OK) {
      throw new IOException(method + " " + path + ": " + answer.body());
    }
    return JSON.readTree(answer.body());
  }

  private HttpResponse<String> ask(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest.BodyPublisher publisher =
        body.isEmpty()
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body);
    HttpRequest request =
        HttpRequest.newBuilder(access.url().resolve(path))
            .header("Authorization", access.authorization())
            .header("Content-Type", "application/json")
            .method(method, publisher)
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    http.close();
  }
}
