package io.clausewatch.local.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.clausewatch.http.Contract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * The HTTP API as a plain client sees it: no code of the product, only the contract's words. Every
 * response is held to the OpenAPI document that the server serves.
 */
final class Door {

  /** An answer. */
  record Answer(int status, String contentType, String text, JsonNode json) {}

  /** The tokens of a stack by role. */
  record Tokens(String producer, String officer) {}

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SETTLES_WITHIN = Duration.ofMinutes(3);

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;
  private final Tokens tokens;
  private Contract contract;

  Door(URI base, Tokens tokens) {
    this.base = base;
    this.tokens = tokens;
  }

  URI base() {
    return base;
  }

  Tokens tokens() {
    return tokens;
  }

  Answer post(String contentType, String body) {
    return exchange(
        request("/v1/events", tokens.producer())
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofString(body)));
  }

  /** Sends events in batches; fails unless each of them is accepted. */
  void send(List<JsonNode> events) {
    for (int i = 0; i < events.size(); i += 1_000) {
      List<JsonNode> batch = events.subList(i, Math.min(events.size(), i + 1_000));
      Answer answer =
          post("application/cloudevents-batch+json", JSON.valueToTree(batch).toString());
      if (answer.status() != 202 || answer.json().path("accepted").asInt() != batch.size()) {
        throw new AssertionError(answer.status() + " " + answer.text());
      }
    }
  }

  /** Waits until all that was accepted is judged and searchable. */
  void settle() {
    Awaitility.await("everything accepted is judged and searchable")
        .atMost(SETTLES_WITHIN)
        .until(
            () -> {
              JsonNode status = get("/v1/status").json();
              return status.path("ready").asBoolean()
                  && status.path("processorLag").asLong(-1) == 0
                  && status.path("indexerLag").asLong(-1) == 0;
            });
  }

  /** Does something about a finding as whoever has the token. */
  Answer triage(String token, String path, String body) {
    return exchange(
        request(path, token)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.replace('\'', '"'))));
  }

  /** Asks as an officer. */
  Answer get(String path) {
    return exchange(request(path, tokens.officer()).GET());
  }

  Answer exchange(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      contract().check(response);
      String type = response.headers().firstValue("Content-Type").orElse("");
      JsonNode json =
          type.contains("json") ? JSON.readTree(response.body()) : MissingNode.getInstance();
      return new Answer(response.statusCode(), type, response.body(), json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What the server says that it does. */
  private synchronized Contract contract() throws IOException, InterruptedException {
    if (contract == null) {
      HttpRequest request = HttpRequest.newBuilder(base.resolve("/openapi.json")).build();
      contract = new Contract(http.send(request, BodyHandlers.ofString()).body());
    }
    return contract;
  }

  HttpRequest.Builder request(String path, String token) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(Duration.ofSeconds(60))
        .header("Authorization", "Bearer " + token);
  }

  /** Every item of a listing, page after page. */
  List<JsonNode> all(String path, String... parameters) {
    StringBuilder query = new StringBuilder("?limit=1000");
    for (int i = 0; i < parameters.length; i += 2) {
      query.append('&').append(parameters[i]).append('=').append(encoded(parameters[i + 1]));
    }
    List<JsonNode> items = new ArrayList<>();
    String cursor = "";
    do {
      Answer page = get(path + query + cursor);
      if (page.status() != 200) {
        throw new AssertionError(page.status() + " " + page.text());
      }
      page.json().path("items").forEach(items::add);
      String next = page.json().path("nextCursor").asText(null);
      cursor = next == null ? null : "&cursor=" + encoded(next);
    } while (cursor != null);
    return items;
  }

  /** The open findings of one policy about one subject, as {@code clauseId} of {@code eventId}. */
  List<String> open(String subjectId, String policyId) {
    return all("/v1/findings", "subjectId", subjectId, "policyId", policyId, "status", "OPEN")
        .stream()
        .map(finding -> finding.path("clauseId").asText() + " " + finding.path("eventId").asText())
        .sorted()
        .toList();
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
