package io.clausewatch.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the JSON Schemas take, the HTTP door and intake of Avro take too, and nothing else, but for
 * what {@link Beyond} lists.
 */
class EventDataSchemaTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Map<EventKind, com.networknt.schema.Schema> SCHEMAS =
      new EnumMap<>(EventKind.class);

  static {
    SchemaRegistry registry = SchemaRegistry.withDefaultDialect(Dialects.getDraft202012());
    for (EventKind kind : EventKind.values()) {
      SCHEMAS.put(kind, registry.getSchema(EventDataSchema.of(kind)));
    }
  }

  /** Who takes an event. */
  record Answers(boolean schema, boolean door, boolean avro) {}

  /** What a JSON Schema cannot say, or Avro alone can carry; each with an event that shows it. */
  @SuppressWarnings("ImmutableEnumChecker") // a record of three booleans is
  enum Beyond {
    /** Only Avro carries the symbol that a newer writer's becomes. */
    UNKNOWN_SYMBOL(EventKind.SUBJECT, "change", "\"UNKNOWN\"", new Answers(false, false, true)) {
      @Override
      boolean holds(ObjectNode data) {
        return some(data, text -> text.equals("UNKNOWN"));
      }
    },
    /** A date of birth in the future. */
    CLOCK(EventKind.SUBJECT, "birthDate", "\"2999-01-01\"", new Answers(true, false, false)) {
      @Override
      boolean holds(ObjectNode data) {
        return some(data, text -> text.startsWith("2999"));
      }
    },
    /** A day that its month has in other years. */
    LEAP_DAY(EventKind.SUBJECT, "birthDate", "\"2011-02-29\"", new Answers(true, false, false)) {
      @Override
      boolean holds(ObjectNode data) {
        return some(data, text -> text.startsWith("2011-02-29"));
      }
    },
    /** A time whose offset leads out of the years that times have. */
    LAST_YEAR(
        EventKind.CONSENT,
        "validUntil",
        "\"9999-12-31T23:59:59-14:00\"",
        new Answers(true, false, false)) {
      @Override
      boolean holds(ObjectNode data) {
        return some(data, text -> text.startsWith("9999-12-31"));
      }
    },
    /** Two spellings of one id. */
    REPEAT_AFTER_NFC(
        EventKind.NOTICE,
        "subjectIds",
        "[\"\u00e9\", \"e\u0301\"]",
        new Answers(true, false, false)) {
      @Override
      boolean holds(ObjectNode data) {
        return some(data, text -> text.equals("e\u0301"));
      }
    },
    /** An id that is shorter in NFC. */
    LENGTH_AFTER_NFC(
        EventKind.SUBJECT,
        "subjectId",
        "\"" + "e\u0301".repeat(200) + "\"",
        new Answers(false, true, true)) {
      @Override
      boolean holds(ObjectNode data) {
        return some(data, text -> text.contains("e\u0301e\u0301"));
      }
    },
    /** An optional text of more blanks than it may have characters: it counts as not there. */
    LONG_BLANK(
        EventKind.REGISTER, "name", "\"" + " ".repeat(300) + "\"", new Answers(false, true, true)) {
      @Override
      boolean holds(ObjectNode data) {
        return some(data, text -> text.length() > 256 && text.isBlank());
      }
    },
    /**
     * Half a surrogate pair: JSON can escape it, no UTF-8 can hold it, so that Avro has no such.
     */
    SURROGATE(EventKind.SUBJECT, "subjectId", "\"a\\ud800\"", new Answers(true, false, true)) {
      @Override
      boolean holds(ObjectNode data) {
        return some(data, text -> !SurrogatePairs.areWhole(text));
      }
    },
    /** A whole number, written as a fraction. */
    FRACTION(
        EventKind.ACCESS, "export", "{\"recordCount\": 1.0}", new Answers(true, false, false)) {
      @Override
      boolean holds(ObjectNode data) {
        return data.path("export").path("recordCount").isFloatingPointNumber()
            || data.path("affectedCount").isFloatingPointNumber();
      }
    },
    /** What stands in the CloudEvent already, and otherwise. */
    OTHER_ATTRIBUTE(EventKind.SUBJECT, "service", "\"other\"", new Answers(true, false, true)) {
      @Override
      boolean holds(ObjectNode data) {
        return data.has("service")
            || data.has("eventId")
            || data.has("policyId")
            || data.has("occurredAt");
      }
    },
    /** An entry without a value counts as not there, whatever its name. */
    BLANK_ENTRY(
        EventKind.SUBJECT, "attributes", "{\" x\": \"  \"}", new Answers(false, true, true)) {
      @Override
      boolean holds(ObjectNode data) {
        for (JsonNode value : data.path("attributes")) {
          if (value.isTextual() && IdText.isBlank(value.textValue())) {
            return true;
          }
        }
        return false;
      }
    };

    private final EventKind kind;
    private final String field;
    private final String value;
    private final Answers answers;

    Beyond(EventKind kind, String field, String value, Answers answers) {
      this.kind = kind;
      this.field = field;
      this.value = value;
      this.answers = answers;
    }

    abstract boolean holds(ObjectNode data);

    private static boolean some(JsonNode node, Predicate<String> holds) {
      if (node.isTextual()) {
        return holds.test(node.textValue());
      }
      for (JsonNode child : node) {
        if (some(child, holds)) {
          return true;
        }
      }
      return false;
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachExceptionIsOne(Beyond beyond) {
    ObjectNode data = (ObjectNode) Samples.cloudEvent(beyond.kind).get("data");
    data.set(beyond.field, Samples.json(beyond.value));

    assertThat(answers(beyond.kind, data)).isEqualTo(beyond.answers);
    assertThat(beyond.holds(data)).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void theSamplesAreTaken(EventKind kind) {
    assertThat(answers(kind, (ObjectNode) Samples.cloudEvent(kind).get("data")))
        .isEqualTo(new Answers(true, true, true));
  }

  @Test
  void saysWhatEachFieldIs() {
    JsonNode access = EventDataSchema.of(EventKind.ACCESS);

    assertThat(access.at("/properties/purpose/description").asText())
        .isEqualTo("For what, a purpose id of the vocabulary.");
    assertThat(access.at("/properties/purpose/maxLength").asInt()).isEqualTo(256);
    assertThat(access.at("/properties/operation/enum").toString())
        .contains("COLLECT", "DESTROY")
        .doesNotContain("UNKNOWN");
    assertThat(access.at("/properties/store/default").asText()).isEqualTo("PRIMARY");
    assertThat(access.at("/required").toString())
        .isEqualTo("[\"actor\",\"operation\",\"purpose\",\"subjectIds\"]");
    assertThat(access.at("/properties/subjectIds/maxItems").asInt()).isEqualTo(1_000);
  }

  /** 10,000 of them and more by {@code -Djqwik.tries.default=10000}. */
  @Property(seed = "20261130")
  void allTakeTheSame(@ForAll EventKind kind, @ForAll long seed) {
    ObjectNode data = new Generated(new Random(seed)).data(kind);
    Answers answers = answers(kind, data);

    boolean listed = false;
    for (Beyond beyond : Beyond.values()) {
      listed |= beyond.holds(data);
    }
    if (!listed) {
      assertThat(List.of(answers.schema, answers.avro))
          .as(data.toString())
          .containsOnly(answers.door);
    }
  }

  private static Answers answers(EventKind kind, ObjectNode data) {
    ObjectNode event = Samples.cloudEvent(kind);
    event.set("data", data);
    return new Answers(
        SCHEMAS.get(kind).validate(data).isEmpty(),
        CloudEvents.read(event, Samples.NOW).faults().isEmpty(),
        Carried.of(kind, data)
            .filter(
                record -> {
                  EventChecks.canonicalise(record);
                  return EventChecks.check(Event.of(record), Samples.NOW).isEmpty();
                })
            .isPresent());
  }

  /** The record that a producer could write of the same, with whatever Avro lets it. */
  private static final class Carried extends Exception {
    private static final long serialVersionUID = 1;

    static Optional<SpecificRecord> of(EventKind kind, ObjectNode data) {
      ObjectNode whole = data.deepCopy();
      whole.put("eventId", "e-1").put("occurredAt", Samples.TIME);
      whole.put("policyId", "a-policy").put("service", "crm");
      try {
        return Optional.of(sent((SpecificRecord) record(kind.schema(), whole)));
      } catch (Carried e) {
        return Optional.empty();
      }
    }

    private static SpecificRecord sent(SpecificRecord record) {
      try {
        Schema schema = record.getSchema();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new SpecificDatumWriter<SpecificRecord>(schema)
            .write(record, EncoderFactory.get().directBinaryEncoder(bytes, null));
        return new SpecificDatumReader<SpecificRecord>(schema)
            .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    private static IndexedRecord record(Schema schema, JsonNode json) throws Carried {
      need(json.isObject());
      IndexedRecord record =
          (IndexedRecord) SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
      for (var property : json.properties()) {
        need(schema.getField(property.getKey()) != null);
      }
      for (Schema.Field field : schema.getFields()) {
        JsonNode value = json.get(field.name());
        boolean optional = field.schema().isUnion();
        if (value == null || (optional && value.isNull())) {
          need(optional || field.hasDefaultValue());
          record.put(
              field.pos(),
              SpecificData.get()
                  .deepCopy(field.schema(), SpecificData.get().getDefaultValue(field)));
        } else {
          record.put(
              field.pos(),
              value(optional ? field.schema().getTypes().get(1) : field.schema(), value));
        }
      }
      return record;
    }

    private static Object value(Schema type, JsonNode json) throws Carried {
      return switch (type.getType()) {
        case RECORD -> record(type, json);
        case STRING -> {
          need(json.isTextual());
          yield json.textValue();
        }
        case BOOLEAN -> {
          need(json.isBoolean());
          yield json.booleanValue();
        }
        case ENUM -> {
          need(json.isTextual() && type.hasEnumSymbol(json.textValue()));
          yield SpecificData.get().createEnum(json.textValue(), type);
        }
        case LONG -> {
          if (type.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
            Instant time = json.isTextual() ? JsonTimes.instant(json.textValue()) : null;
            need(time != null);
            yield time;
          }
          need(json.isIntegralNumber() && json.canConvertToLong());
          yield json.longValue();
        }
        case INT -> {
          LocalDate date = json.isTextual() ? JsonTimes.date(json.textValue()) : null;
          need(date != null);
          yield date;
        }
        case ARRAY -> {
          need(json.isArray());
          List<Object> list = new ArrayList<>();
          for (JsonNode item : json) {
            list.add(value(type.getElementType(), item));
          }
          yield list;
        }
        case MAP -> {
          need(json.isObject());
          Map<String, Object> map = new LinkedHashMap<>();
          for (var entry : json.properties()) {
            map.put(entry.getKey(), value(type.getValueType(), entry.getValue()));
          }
          yield map;
        }
        default -> throw new AssertionError(type);
      };
    }

    private static void need(boolean holds) throws Carried {
      if (!holds) {
        throw new Carried();
      }
    }
  }

  /** Data that is right, or nearly so. */
  private record Generated(Random random) {
    private static final List<JsonNode> ODD = odd();

    private static List<JsonNode> odd() {
      List<JsonNode> odd = new ArrayList<>();
      for (String text :
          List.of(
              "",
              " ",
              "\u3000",
              " x",
              "x\u00a0",
              "a\tb",
              "a\nb",
              "\u0085",
              "x".repeat(256),
              "x".repeat(257),
              "\uD83D\uDE00".repeat(256),
              "\uD83D\uDE00".repeat(257),
              "x".repeat(4_000),
              "x".repeat(4_001),
              " ".repeat(300),
              "e\u0301".repeat(200),
              "e\u0301",
              "\u00e9",
              "UNKNOWN",
              "NOPE",
              "COLLECT",
              "CONTACT",
              "EXPORT",
              "DESTROY",
              "KR",
              "kr",
              "KOR",
              "2026-01-31T23:59:59Z",
              "2026-01-31t23:59:59.1234567+09:00",
              "2026-02-30T00:00:00Z",
              "2026-04-31T00:00:00Z",
              "2026-01-31T23:59:60Z",
              "2026-01-31T24:00:00Z",
              "2026-01-31 23:59:59Z",
              "2026-01-31T23:59:59",
              "2026-01-31T23:59:59+0900",
              "2026-01-31T23:59:59+24:00",
              "2026-01-31T23:59:59.Z",
              "0000-01-01T00:00:00Z",
              "2026-1-2",
              "2026-01-02",
              "1899-12-31",
              "1900-01-01",
              "2999-01-01",
              "2011-02-29",
              "0000-01-01")) {
        odd.add(JSON.textNode(text));
      }
      odd.add(JSON.nullNode());
      odd.add(JSON.numberNode(0));
      odd.add(JSON.numberNode(-1));
      odd.add(JSON.numberNode(1.5));
      odd.add(Samples.json("9223372036854775807"));
      odd.add(Samples.json("9223372036854775808"));
      odd.add(JSON.booleanNode(true));
      odd.add(JSON.objectNode());
      odd.add(JSON.objectNode().put("x", "y"));
      odd.add(JSON.objectNode().put("x ", "y"));
      odd.add(JSON.objectNode().put("kind", "STAFF"));
      odd.add(JSON.arrayNode());
      odd.add(ids(1));
      odd.add(ids(2).add("id-0"));
      for (int many : new int[] {100, 101, 1_000, 1_001}) {
        odd.add(ids(many));
        ObjectNode entries = JSON.objectNode();
        IntStream.range(0, many).forEach(i -> entries.put("k" + i, "v"));
        odd.add(entries);
      }
      return odd;
    }

    private static ArrayNode ids(int many) {
      ArrayNode ids = JSON.arrayNode();
      IntStream.range(0, many).forEach(i -> ids.add("id-" + i));
      return ids;
    }

    ObjectNode data(EventKind kind) {
      ObjectNode data = record(kind.schema());
      if (data.get("subjectIds") instanceof ArrayNode ids
          && ids.isEmpty()
          && random.nextBoolean()) {
        ids.add("s-1");
      }
      for (int changes = random.nextInt(3); changes > 0; changes--) {
        change(data);
      }
      return data;
    }

    private void change(JsonNode data) {
      JsonNode at = data;
      while (true) {
        List<JsonNode> inner =
            at.properties().stream()
                .map(Map.Entry::getValue)
                .filter(JsonNode::isObject)
                .collect(Collectors.toList());
        if (inner.isEmpty() || random.nextInt(3) > 0) {
          break;
        }
        at = inner.get(random.nextInt(inner.size()));
      }
      ObjectNode object = (ObjectNode) at;
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      String name =
          names.isEmpty() || random.nextInt(20) == 0
              ? "stranger"
              : names.get(random.nextInt(names.size()));
      JsonNode odd = ODD.get(random.nextInt(ODD.size())).deepCopy();
      if (random.nextInt(6) == 0) {
        object.remove(name);
      } else if (object.get(name) instanceof ArrayNode list && random.nextBoolean()) {
        list.add(odd);
      } else {
        object.set(name, odd);
      }
    }

    private ObjectNode record(Schema schema) {
      ObjectNode record = JSON.objectNode();
      for (Schema.Field field : schema.getFields()) {
        boolean optional = field.schema().isUnion();
        if (EventAttribute.ofField(field.name()) != null
            || ((optional || field.hasDefaultValue()) && random.nextInt(3) == 0)) {
          continue;
        }
        Schema type = optional ? field.schema().getTypes().get(1) : field.schema();
        record.set(
            field.name(),
            optional && random.nextInt(5) == 0 ? JSON.nullNode() : value(field, type));
      }
      return record;
    }

    private JsonNode value(Schema.Field field, Schema type) {
      return switch (type.getType()) {
        case RECORD -> record(type);
        case STRING ->
            JSON.textNode(
                "country".equals(field.getProp("limit")) ? "KR" : "id-" + random.nextInt(1_000));
        case BOOLEAN -> JSON.booleanNode(random.nextBoolean());
        case ENUM -> {
          List<String> symbols = SymbolShape.symbols(type);
          yield JSON.textNode(symbols.get(random.nextInt(symbols.size())));
        }
        case LONG ->
            type.getLogicalType() instanceof LogicalTypes.TimestampMillis
                ? JSON.textNode(Instant.ofEpochSecond(random.nextInt(Integer.MAX_VALUE)).toString())
                : JSON.numberNode((long) random.nextInt(1_000));
        case INT ->
            JSON.textNode(
                YearMonth.of(1900 + random.nextInt(120), 1 + random.nextInt(12))
                    .atDay(1 + random.nextInt(28))
                    .toString());
        case ARRAY -> {
          ArrayNode list = JSON.arrayNode();
          for (int i = random.nextInt(4); i > 0; i--) {
            JsonNode item = value(field, type.getElementType());
            if (!list.valueStream().toList().contains(item)) {
              list.add(item);
            }
          }
          yield list;
        }
        case MAP -> JSON.objectNode().put("key", "value");
        default -> throw new AssertionError(type);
      };
    }
  }
}
