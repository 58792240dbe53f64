package io.clausewatch.producer;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.contract.AvroJson;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.EventKind;
import java.io.IOException;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * An event as text: as the CloudEvent that the HTTP door takes, and as it is kept until it can be
 * sent, on disk or in a table. What is kept says every field by its name, so that it is read by an
 * older and by a newer version of the contract too.
 */
public final class EventFormat {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** The attributes of a CloudEvent, by the fields that are them. */
  private static final Map<String, String> ATTRIBUTES =
      Map.of("eventId", "id", "occurredAt", "time", "policyId", "policy", "service", "source");

  private static final String DATA = "$.data.";

  private EventFormat() {}

  /** An event as JSON, to be kept. It holds the raw ids of data subjects. */
  public static String write(Event event) {
    return AvroJson.toJson(event.record()).toString();
  }

  /**
   * Reads an event that {@link #write} wrote, perhaps in another version.
   *
   * @param kind the kind of the event, {@link EventKind#id}
   * @throws IOException when it is none; without any value of it
   */
  public static Event read(String kind, String json) throws IOException {
    try (JsonParser parser = MAPPER.createParser(json)) {
      parser.nextToken();
      return Event.of(AvroJson.read(parser, EventKind.ofId(kind).recordClass()));
    } catch (IOException | RuntimeException e) {
      // Its message may quote what stands there.
      throw new IOException("What was kept is no event of the contract: " + e.getClass().getName());
    }
  }

  /** The same as a CloudEvent in structured mode. */
  static ObjectNode cloudEvent(Event event) {
    return cloudEvent(event.kind(), AvroJson.toJson(event.record()));
  }

  static ObjectNode cloudEvent(EventKind kind, ObjectNode data) {
    ObjectNode envelope = MAPPER.createObjectNode();
    envelope.put("specversion", "1.0");
    envelope.put("type", kind.type());
    ATTRIBUTES.forEach(
        (field, attribute) -> {
          JsonNode value = data.remove(field);
          envelope.set(attribute, value);
        });
    envelope.set("data", data);
    return envelope;
  }

  static byte[] bytes(JsonNode json) {
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (IOException e) {
      throw new IllegalStateException("a tree in memory could not be written", e);
    }
  }

  static JsonNode parse(byte[] json) throws IOException {
    return MAPPER.readTree(json);
  }

  /** Where a place of a CloudEvent is in the record of its event. */
  static String pathInRecord(String path) {
    if (path.startsWith(DATA)) {
      return "$." + path.substring(DATA.length());
    }
    for (Map.Entry<String, String> attribute : ATTRIBUTES.entrySet()) {
      if (path.equals("$." + attribute.getValue())) {
        return "$." + attribute.getKey();
      }
    }
    return path;
  }

  static EventKind kindOf(SpecificRecord record) {
    for (EventKind kind : EventKind.values()) {
      if (kind.recordClass() == record.getClass()) {
        return kind;
      }
    }
    throw new IllegalArgumentException(
        "No event of the contract: " + record.getSchema().getFullName());
  }
}
