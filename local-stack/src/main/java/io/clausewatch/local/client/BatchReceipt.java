package io.clausewatch.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The door's answer to a batch.
 *
 * @param accepted how many events are durable now
 * @param rejected those that are not
 */
record BatchReceipt(long accepted, List<Rejected> rejected) {

  /**
   * An event that the door refused.
   *
   * @param index its place in the batch, from 0
   * @param id its id, or null where it has none
   * @param errors each fault, at least one
   */
  record Rejected(int index, String id, List<String> errors) {}

  static BatchReceipt of(JsonNode json) {
    List<Rejected> rejected = new ArrayList<>();
    for (JsonNode item : json.path("rejected")) {
      List<String> errors = new ArrayList<>();
      item.path("errors").forEach(error -> errors.add(error.asText()));
      rejected.add(
          new Rejected(
              item.path("index").asInt(), item.path("id").asText(null), List.copyOf(errors)));
    }
    return new BatchReceipt(json.path("accepted").asLong(), List.copyOf(rejected));
  }
}
