package io.clausewatch.deliveries;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.http.ApiJson;
import io.clausewatch.search.SearchCondition;
import io.clausewatch.search.SearchCondition.ComesAfter;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Where a page ended: the instant of its last delivery, from which source it came, and its place
 * there. What arrives later comes before all of it, so that the pages do not shift.
 *
 * @param receivedAt the instant
 * @param source the source
 * @param place the place
 */
record DeliveryCursor(Instant receivedAt, Source source, String place) {

  /** Where deliveries come from; of one instant in this order. */
  enum Source {
    /** What this server has just accepted. */
    DOOR,
    /** The trail. */
    TRAIL,
    /** The dead letters. */
    DEAD_LETTERS
  }

  /** As a token. */
  String encode() {
    ObjectNode json = ApiJson.object();
    json.put("t", receivedAt.toEpochMilli()).put("s", source.name()).put("p", place);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(ApiJson.bytes(json));
  }

  /** What a token stands for; empty when it was not made here. */
  static Optional<DeliveryCursor> decode(String token) {
    try {
      JsonNode json = ApiJson.mapper().readTree(Base64.getUrlDecoder().decode(token));
      return json.path("t").isIntegralNumber()
              && json.path("p").isTextual()
              && json.path("s").isTextual()
          ? Optional.of(
              new DeliveryCursor(
                  Instant.ofEpochMilli(json.get("t").longValue()),
                  Source.valueOf(json.get("s").textValue()),
                  json.get("p").textValue()))
          : Optional.empty();
    } catch (IllegalArgumentException | IOException e) {
      return Optional.empty(); // the caller says what was expected
    }
  }

  /** What a source's documents have to meet to come after it. */
  SearchCondition in(Source other, String idField) {
    if (other.compareTo(source) < 0) {
      return new SearchCondition.InPeriod("receivedAt", Optional.empty(), Optional.of(receivedAt));
    }
    return new ComesAfter(
        "receivedAt", receivedAt, idField, other == source ? Optional.of(place) : Optional.empty());
  }

  /** Whether a delivery of what was just accepted comes after it. */
  boolean isBefore(EventDelivery delivery) {
    int order = receivedAt.compareTo(delivery.receivedAt());
    return order > 0
        || (order == 0 && source == Source.DOOR && place.compareTo(delivery.place()) < 0);
  }
}
