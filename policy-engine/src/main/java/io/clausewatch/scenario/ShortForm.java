package io.clausewatch.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.clausewatch.contract.CloudEvents;
import io.clausewatch.contract.EventKind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Map;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The short form in which a scenario writes an event: only the fields that matter, under their
 * names in the contract; times may be told from the scenario's own. Everything else comes from
 * {@code defaults.yaml}, beside this class. What results is read by the contract's own reader, so
 * that no scenario can hold an event that the doors would refuse.
 */
final class ShortForm {

  private static final String TIME = "at";
  private static final String ID = "eventId";
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonNode DEFAULTS = defaults();

  private final String policyId;
  private final Instant now;

  /**
   * The form of one scenario.
   *
   * @param now the time from which relative ones are told
   */
  ShortForm(String policyId, Instant now) {
    this.policyId = policyId;
    this.now = now;
  }

  /**
   * Reads an event.
   *
   * @param written the fields of its kind, and {@code at} for its time
   * @param id its id where it has none of its own
   */
  CloudEvents.Reading read(EventKind kind, JsonNode written, String id) {
    ObjectNode data = DEFAULTS.get("events").get(kind.id()).deepCopy();
    merge(data, written);
    addParts(data);
    tellTimes(data, kind.schema());
    JsonNode time = atTime(data.remove(TIME));
    JsonNode ownId = data.remove(ID);
    ObjectNode envelope = JsonNodeFactory.instance.objectNode();
    envelope.put("specversion", "1.0").put("type", kind.type()).put("source", "scenario");
    envelope.put("policy", policyId);
    envelope.set("id", ownId == null ? TextNode.valueOf(id) : ownId);
    envelope.set("time", time);
    envelope.set("data", data);
    return CloudEvents.read(envelope, time.isTextual() ? clock(time.textValue()) : now);
  }

  /** Times far ahead are nothing strange in a story: the receiver's clock is always the event's. */
  private Instant clock(String time) {
    try {
      return Instant.parse(time);
    } catch (DateTimeParseException e) {
      return now; // the reader says what is wrong with it
    }
  }

  private static void merge(ObjectNode into, JsonNode from) {
    for (Map.Entry<String, JsonNode> field : from.properties()) {
      if (into.get(field.getKey()) instanceof ObjectNode inner && field.getValue().isObject()) {
        merge(inner, field.getValue());
      } else {
        into.set(field.getKey(), field.getValue().deepCopy());
      }
    }
  }

  /** Completes the parts that the event has, or needs for its operation. */
  private static void addParts(ObjectNode data) {
    JsonNode needed = DEFAULTS.get("needs").get(data.path("operation").asText());
    if (needed != null && !data.has(needed.textValue())) {
      data.putObject(needed.textValue());
    }
    for (Map.Entry<String, JsonNode> part : DEFAULTS.get("parts").properties()) {
      if (data.get(part.getKey()) instanceof ObjectNode said) {
        ObjectNode whole = part.getValue().deepCopy();
        merge(whole, said);
        data.set(part.getKey(), whole);
      }
    }
  }

  private void tellTimes(ObjectNode object, Schema schema) {
    for (Schema.Field field : schema.getFields()) {
      JsonNode value = object.get(field.name());
      if (value == null) {
        continue;
      }
      Schema type = notNull(field.schema());
      LogicalType logical = type.getLogicalType();
      if (value instanceof ObjectNode inner && type.getType() == Schema.Type.RECORD) {
        tellTimes(inner, type);
      } else if (logical instanceof LogicalTypes.TimestampMillis) {
        object.set(field.name(), atTime(value));
      } else if (logical instanceof LogicalTypes.Date && isRelative(value)) {
        Instant time = RelativeTime.from(now, value.textValue());
        object.put(field.name(), time.atOffset(ZoneOffset.UTC).toLocalDate().toString());
      }
    }
  }

  private static Schema notNull(Schema schema) {
    return schema.getType() != Schema.Type.UNION
        ? schema
        : schema.getTypes().stream()
            .filter(type -> type.getType() != Schema.Type.NULL)
            .findFirst()
            .orElseThrow();
  }

  private JsonNode atTime(JsonNode value) {
    return isRelative(value)
        ? TextNode.valueOf(RelativeTime.from(now, value.textValue()).toString())
        : value;
  }

  private static boolean isRelative(JsonNode value) {
    return value.isTextual() && RelativeTime.matches(value.textValue());
  }

  private static JsonNode defaults() {
    try (InputStream file = ShortForm.class.getResourceAsStream("defaults.yaml")) {
      return MAPPER.valueToTree(new Load(LoadSettings.builder().build()).loadFromInputStream(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
