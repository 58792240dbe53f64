package io.clausewatch.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.time.Duration;

/** Reads an error of the API ({@code application/problem+json}) into a message for a user. */
final class ProblemReader {

  /** When to come back where nobody says. */
  static final Duration SOON = Duration.ofSeconds(1);

  private ProblemReader() {}

  /**
   * What went wrong, each named fault on a line of its own.
   *
   * @param path that was asked for
   * @param status of the answer
   * @param body of the answer; anything else than a problem is left out
   */
  static String message(String path, int status, JsonNode body) {
    StringBuilder message = new StringBuilder(path + " answered " + status);
    String title = body.path("title").asText("");
    String detail = body.path("detail").asText("");
    if (!title.isEmpty() && !title.equals(detail)) {
      message.append(": ").append(title);
    }
    if (!detail.isEmpty()) {
      message.append(": ").append(detail);
    }
    for (JsonNode error : body.path("errors")) {
      message.append("\n  ").append(error.isTextual() ? error.asText() : error.toString());
    }
    switch (status) {
      case 401 -> message.append("\nIs the token the one of this server? See --token and --data.");
      case 403 -> message.append("\nThe token has not the role that this needs.");
      default -> {}
    }
    return message.toString();
  }

  /** The seconds of Retry-After; a second where it is missing or a date. */
  static Duration retryAfter(HttpHeaders headers) {
    return headers
        .firstValue("Retry-After")
        .filter(value -> value.matches("\\d{1,6}"))
        .map(value -> Duration.ofSeconds(Long.parseLong(value)))
        .orElse(SOON);
  }
}
