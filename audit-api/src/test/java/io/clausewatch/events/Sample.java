package io.clausewatch.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.http.ApiJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;

/** CloudEvents to send. */
final class Sample {

  /** A subject id that must not be seen anywhere. */
  static final String SUBJECT = "person-4711";

  private Sample() {}

  /** A sound consent event. */
  static ObjectNode consent(String id) {
    return event(id, "consent", consentData());
  }

  /** The data of a sound consent event. */
  static JsonNode consentData() {
    return json(
        """
        {"subjectId": "person-4711", "action": "GRANTED", "purposes": ["newsletter"]}\
        """);
  }

  /** A sound access event. */
  static ObjectNode access(String id) {
    return event(
        id,
        "access",
        json(
            """
            {"subjectIds": ["person-4711"], "actor": {"id": "staff-1", "kind": "STAFF"},
             "operation": "READ", "purpose": "support", "dataCategories": ["email"]}\
            """));
  }

  /** An event with three faults: no time, an unknown action, no purposes list. */
  static ObjectNode faulty(String id) {
    ObjectNode event =
        event(
            id,
            "consent",
            json(
                """
                {"subjectId": "person-4711", "action": "SOLD", "purposes": "newsletter"}\
                """));
    event.remove("time");
    return event;
  }

  private static ObjectNode event(String id, String kind, JsonNode data) {
    ObjectNode event = ApiJson.object();
    event.put("specversion", "1.0");
    event.put("id", id);
    event.put("type", "io.clausewatch." + kind + ".v1");
    event.put("source", "shop");
    event.put("time", "2026-01-02T03:04:05Z");
    event.put("policy", "a-policy-that-nobody-knows");
    event.set("data", data);
    return event;
  }

  /** A batch of these. */
  static ArrayNode batch(JsonNode... events) {
    ArrayNode batch = ApiJson.mapper().createArrayNode();
    for (JsonNode event : events) {
      batch.add(event);
    }
    return batch;
  }

  /** A batch of so many sound events. */
  static ArrayNode batchOf(int size) {
    return batch(
        IntStream.range(0, size).mapToObj(n -> consent("e-" + n)).toArray(JsonNode[]::new));
  }

  /** UTF-8 text. */
  static byte[] bytes(JsonNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  static JsonNode json(String text) {
    try {
      return ApiJson.mapper().readTree(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
