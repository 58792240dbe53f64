package io.clausewatch.contract;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
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
   * Reads the fields of an object of JSON that are no fields of the record, or are to be told
   * apart.
   */
  @FunctionalInterface
  public interface OtherFields {

    /**
     * Reads a field, or leaves it.
     *
     * @param name its name
     * @param json stands at the first token of its value; at the last one when this has read it
     * @return false when it is left to the record
     * @throws IOException when it is not what it should be
     */
    boolean read(String name, JsonParser json) throws IOException;
  }

  /**
   * Reads a record that was written here, perhaps by an older or a newer version of the contract: a
   * field that is missing has its default or is null, one that is not known is passed over, a
   * symbol that is not known is its enum's default.
   *
   * @param json stands at the beginning of an object, at its end when this returns; a field that
   *     can hold several kinds of record is left null, since JSON does not tell which it is
   * @param type the class of the record
   * @throws IOException when a value is not of the field's type
   */
  public static <T extends SpecificRecord> T read(JsonParser json, Class<T> type)
      throws IOException {
    return read(json, type, (name, value) -> false);
  }

  /**
   * Reads a record out of an object that holds more.
   *
   * @param others is asked first for each field
   * @throws IOException when a value is not of the field's type
   */
  public static <T extends SpecificRecord> T read(
      JsonParser json, Class<T> type, OtherFields others) throws IOException {
    try {
      return type.cast(record(json, SpecificData.get().getSchema(type), others));
    } catch (RuntimeException e) {
      // A time that is none, null where there has to be a number.
      throw new JsonParseException(json, "no " + type.getSimpleName(), e);
    }
  }

  private static IndexedRecord record(JsonParser json, Schema schema, OtherFields others)
      throws IOException {
    expect(json, JsonToken.START_OBJECT);
    IndexedRecord record =
        (IndexedRecord) SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
    boolean[] given = new boolean[schema.getFields().size()];
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      Schema.Field field = others.read(name, json) ? null : schema.getField(name);
      if (field != null) {
        record.put(field.pos(), value(json, field.schema()));
        given[field.pos()] = true;
      } else {
        json.skipChildren();
      }
    }
    for (Schema.Field field : schema.getFields()) {
      if (!given[field.pos()] && field.hasDefaultValue()) {
        record.put(field.pos(), SpecificData.get().getDefaultValue(field));
      }
    }
    return record;
  }

  private static Object value(JsonParser json, Schema schema) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return null;
    }
    return switch (schema.getType()) {
      case UNION -> {
        Schema other = otherThanNull(schema);
        if (other == null) {
          json.skipChildren();
          yield null;
        }
        yield value(json, other);
      }
      case RECORD -> record(json, schema, (name, value) -> false);
      case ENUM -> symbol(text(json), schema);
      case ARRAY -> {
        expect(json, JsonToken.START_ARRAY);
        List<Object> items = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(json, schema.getElementType()));
        }
        yield items;
      }
      case MAP -> {
        expect(json, JsonToken.START_OBJECT);
        Map<String, Object> map = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String key = json.currentName();
          json.nextToken();
          map.put(key, value(json, schema.getValueType()));
        }
        yield map;
      }
      case LONG ->
          schema.getLogicalType() instanceof LogicalTypes.TimestampMillis
              ? instant(text(json))
              : (Object) json.getLongValue();
      case INT ->
          schema.getLogicalType() instanceof LogicalTypes.Date
              ? LocalDate.parse(text(json))
              : (Object) json.getIntValue();
      case BOOLEAN -> json.getBooleanValue();
      case STRING -> text(json);
      default -> throw new IllegalArgumentException("No type that records have: " + schema);
    };
  }

  private static String text(JsonParser json) throws IOException {
    expect(json, JsonToken.VALUE_STRING);
    return json.getText();
  }

  private static void expect(JsonParser json, JsonToken token) throws IOException {
    if (json.currentToken() != token) {
      throw new JsonParseException(
          json,
          "expected " + token + ", found " + json.currentToken() + " in " + json.currentName());
    }
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

  /** The symbol of a name; the default of its enum where this version does not know it. */
  public static <E extends Enum<E>> E symbol(String name, Class<E> type) {
    return type.cast(symbol(name, SpecificData.get().getSchema(type)));
  }

  private static Object symbol(String name, Schema schema) {
    String known = schema.hasEnumSymbol(name) ? name : schema.getEnumDefault();
    return SpecificData.get().createEnum(known, schema);
  }
}
