package io.clausewatch.producer;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Sends what is a CloudEvent in JSON already, such as a line of a file, as it stands: the API alone
 * says what is wrong with it. One batch at a time, in the caller's thread, without a buffer and
 * without trying again. By any number of threads.
 */
public final class CloudEventSender {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** Longer than the API itself waits for Kafka. */
  private static final Duration ANSWER = Duration.ofSeconds(30);

  /** No wish to be left alone is taken for longer than that. */
  private static final Duration MAX_RETRY_AFTER = Duration.ofMinutes(1);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final ProducerEndpoint.Http endpoint;
  private final URI events;

  /** A sender to this API. */
  public CloudEventSender(ProducerEndpoint.Http endpoint) {
    this.endpoint = endpoint;
    this.events = under(endpoint.url(), "/v1/events");
  }

  /**
   * Sends events by {@code POST /v1/events}. Where they are refused as a whole they go in halves,
   * until the one that spoils them stands alone.
   *
   * @param batch each a JSON object, in UTF-8; at most as many as the API takes at once, 1,000 and
   *     8 MiB
   * @return what became of each, in their order
   * @throws DeliveryDelayedException when none of them was taken now
   */
  public List<DeliveryResult> send(List<byte[]> batch)
      throws DeliveryDelayedException, InterruptedException {
    if (batch.isEmpty()) {
      return List.of();
    }
    HttpResponse<byte[]> response = post(batch);
    int status = response.statusCode();
    return switch (status) {
      case 202 -> receipt(batch, response.body());
      case 413 -> apart(batch, response);
      case 400, 422 -> {
        // What is no problem of the API's was said by something in between.
        JsonNode problem = json(response.body());
        if (problem == null || !problem.isObject()) {
          throw delayed(response);
        }
        yield apart(batch, response);
      }
      default -> throw delayed(response);
    };
  }

  private static DeliveryDelayedException delayed(HttpResponse<byte[]> response) {
    return new DeliveryDelayedException(
        "the API answers " + response.statusCode() + title(json(response.body())),
        response.statusCode(),
        new String(response.body(), StandardCharsets.UTF_8),
        retryAfter(response));
  }

  private HttpResponse<byte[]> post(List<byte[]> batch)
      throws DeliveryDelayedException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(events)
            .timeout(ANSWER)
            .header("Content-Type", "application/cloudevents-batch+json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body(batch)));
    try {
      // A file of a secret often ends with the line's end.
      request.header("Authorization", "Bearer " + endpoint.token().get().strip());
    } catch (IllegalArgumentException e) {
      // Without the cause, which quotes it.
      throw new DeliveryDelayedException("the token has characters that no header can have");
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new DeliveryDelayedException(
          "the API cannot be reached (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  private static byte[] body(List<byte[]> batch) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (byte[] event : batch) {
      body.write(body.size() == 0 ? '[' : ',');
      body.writeBytes(event);
    }
    body.write(']');
    return body.toByteArray();
  }

  private static List<DeliveryResult> receipt(List<byte[]> batch, byte[] body)
      throws DeliveryDelayedException {
    JsonNode receipt = json(body);
    if (receipt == null || !receipt.path("rejected").isArray()) {
      throw unknown("the API answers 202 without a receipt");
    }
    List<List<String>> warnings = new ArrayList<>();
    batch.forEach(event -> warnings.add(new ArrayList<>()));
    for (JsonNode warning : receipt.path("warnings")) {
      int index = warning.path("index").asInt(-1);
      if (index >= 0 && index < batch.size()) {
        warnings.get(index).add(warningText(warning));
      }
    }
    List<DeliveryResult> results = new ArrayList<>();
    warnings.forEach(own -> results.add(new DeliveryResult.Delivered(own)));
    for (JsonNode rejected : receipt.path("rejected")) {
      int index = rejected.path("index").asInt(-1);
      if (index < 0 || index >= batch.size()) {
        throw unknown("the API's receipt is about other events");
      }
      results.set(index, new DeliveryResult.Refused(texts(rejected.path("errors"))));
    }
    return results;
  }

  private static DeliveryDelayedException unknown(String reason) {
    return new DeliveryDelayedException(reason, 202, "", Duration.ZERO);
  }

  private static String warningText(JsonNode warning) {
    String closest = warning.path("closest").asText("");
    String text = warning.path("path").asText() + ": " + warning.path("message").asText();
    return closest.isEmpty() || warning.path("closest").isNull()
        ? text
        : text + " (the closest known is " + closest + ")";
  }

  private List<DeliveryResult> apart(List<byte[]> batch, HttpResponse<byte[]> response)
      throws DeliveryDelayedException, InterruptedException {
    if (batch.size() == 1) {
      JsonNode problem = json(response.body());
      List<String> faults = problem == null ? List.of() : texts(problem.path("errors"));
      String whole =
          "$: the API answers " + response.statusCode() + title(problem) + detail(problem);
      return List.of(new DeliveryResult.Refused(faults.isEmpty() ? List.of(whole) : faults));
    }
    int half = batch.size() / 2;
    List<DeliveryResult> results = new ArrayList<>(send(batch.subList(0, half)));
    try {
      results.addAll(send(batch.subList(half, batch.size())));
    } catch (DeliveryDelayedException e) {
      DeliveryResult later = new DeliveryResult.Unsettled(e.getMessage(), e.retryAfter());
      results.addAll(Collections.nCopies(batch.size() - half, later));
    }
    return results;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.isTextual() ? item.textValue() : item.toString()));
    return texts;
  }

  /** What the API says of itself, for the log of the service; events are not quoted there. */
  private static String title(JsonNode problem) {
    String title = problem == null ? "" : problem.path("title").asText("");
    return title.isEmpty() ? "" : " (" + title + ")";
  }

  /** What it says besides, for the sender alone. */
  private static String detail(JsonNode problem) {
    String detail = problem == null ? "" : problem.path("detail").asText("");
    return detail.isEmpty() ? "" : ": " + detail;
  }

  private static JsonNode json(byte[] body) {
    try {
      return EventFormat.parse(body);
    } catch (IOException e) {
      return null;
    }
  }

  private static Duration retryAfter(HttpResponse<?> response) {
    String header = response.headers().firstValue("Retry-After").orElse("").strip();
    Duration wish = Duration.ZERO;
    try {
      wish =
          header.matches("\\d{1,9}")
              ? Duration.ofSeconds(Long.parseLong(header))
              : header.isEmpty()
                  ? Duration.ZERO
                  : Duration.between(
                      Instant.now(),
                      ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME));
    } catch (DateTimeException e) {
      // No time that is known: as if it said nothing.
    }
    return wish.compareTo(MAX_RETRY_AFTER) > 0 ? MAX_RETRY_AFTER : wish;
  }

  /** A path below a base, which may end with a slash or not. */
  static URI under(URI base, String path) {
    String text = base.toString();
    return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path);
  }
}
