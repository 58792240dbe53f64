package io.clausewatch.contract;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Records as JSON, under the names of the contract. Times are ISO-8601 in UTC with as many decimals
 * as they need, dates {@code yyyy-MM-dd}, symbols their names; what is null is there as null.
 */
public final class AvroJson {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private AvroJson() {}

  /**
   * Writes a record.
   *
   * @throws IllegalArgumentException when it holds what the contract does not use
   */
  public static ObjectNode toJson(SpecificRecord record) {
    try (TokenBuffer buffer = new TokenBuffer(MAPPER, false)) {
      write(record, buffer);
      return MAPPER.readTree(buffer.asParser());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Writes a value: a record, or what can be in one.
   *
   * @param value null is written as such
   * @throws IllegalArgumentException when it is, or holds, what the contract does not use
   * @throws IOException when the generator cannot write
   */
  public static void write(Object value, JsonGenerator json) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof CharSequence
        || value instanceof Temporal
        || value instanceof Enum<?>) {
      json.writeString(value.toString());
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Integer number) {
      json.writeNumber(number.intValue());
    } else if (value instanceof Long number) {
      json.writeNumber(number.longValue());
    } else if (value instanceof IndexedRecord record) {
      json.writeStartObject();
      for (Schema.Field field : record.getSchema().getFields()) {
        json.writeFieldName(field.name());
        write(record.get(field.pos()), json);
      }
      json.writeEndObject();
    } else if (value instanceof Collection<?> items) {
      json.writeStartArray();
      for (Object item : items) {
        write(item, json);
      }
      json.writeEndArray();
    } else if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName(entry.getKey().toString());
        write(entry.getValue(), json);
      }
      json.writeEndObject();
    } else {
      throw new IllegalArgumentException("No type that records have: " + value.getClass());
    }
  }

  /**
   * Reads a record that was written here, perhaps by an older or a newer version of the contract: a
   * field that is missing has its default or is null, one that is not known is passed over, a
   * symbol that is not known is its enum's default.
   *
   * @param json the record; a field that can hold several kinds of record is left null, since JSON
   *     does not tell which it is
   * @param type the class of the record
   * @throws RuntimeException when a value is not of the field's type
   */
  public static <T extends SpecificRecord> T read(JsonNode json, Class<T> type) {
    return type.cast(record(json, SpecificData.get().getSchema(type)));
  }

  private static IndexedRecord record(JsonNode json, Schema schema) {
    IndexedRecord record =
        (IndexedRecord) SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
    for (Schema.Field field : schema.getFields()) {
      JsonNode value = json.path(field.name());
      if (!value.isMissingNode()) {
        record.put(field.pos(), value(value, field.schema()));
      } else if (field.hasDefaultValue()) {
        record.put(field.pos(), SpecificData.get().getDefaultValue(field));
      }
    }
    return record;
  }

  private static Object value(JsonNode json, Schema schema) {
    if (json.isNull()) {
      return null;
    }
    return switch (schema.getType()) {
      case UNION -> {
        Schema other = otherThanNull(schema);
        yield other == null ? null : value(json, other);
      }
      case RECORD -> record(json, schema);
      case ENUM -> symbol(json.textValue(), schema);
      case ARRAY -> {
        List<Object> items = new ArrayList<>(json.size());
        json.forEach(item -> items.add(value(item, schema.getElementType())));
        yield items;
      }
      case MAP -> {
        Map<String, Object> map = new LinkedHashMap<>();
        json.properties()
            .forEach(
                entry -> map.put(entry.getKey(), value(entry.getValue(), schema.getValueType())));
        yield map;
      }
      case LONG ->
          schema.getLogicalType() instanceof LogicalTypes.TimestampMillis
              ? instant(json.textValue())
              : (Object) json.longValue();
      case INT ->
          schema.getLogicalType() instanceof LogicalTypes.Date
              ? LocalDate.parse(json.textValue())
              : (Object) json.intValue();
      case BOOLEAN -> json.booleanValue();
      case STRING -> json.textValue();
      default -> throw new IllegalArgumentException("No type that records have: " + schema);
    };
  }

  /** What a union of null and one other type can hold; null where it has several others. */
  private static Schema otherThanNull(Schema union) {
    Schema other = null;
    for (Schema type : union.getTypes()) {
      if (type.getType() != Schema.Type.NULL) {
        if (other != null) {
          return null;
        }
        other = type;
      }
    }
    return other;
  }

  /**
   * An instant that was written here. Lists hold thousands, and {@code java.time} takes ten times
   * as long.
   *
   * @throws java.time.format.DateTimeParseException when the text is none
   */
  public static Instant instant(String text) {
    Instant usual = JsonTimes.instant(text);
    return usual != null ? usual : Instant.parse(text);
  }

  private static Object symbol(String name, Schema schema) {
    String known = schema.hasEnumSymbol(name) ? name : schema.getEnumDefault();
    return SpecificData.get().createEnum(known, schema);
  }
}
