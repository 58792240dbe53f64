package io.clausewatch.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** No fault quotes what may be an id, in whatever field it stands. */
class FaultTest {
  private static final String RAW = "member-7Q";
  private static final String SYMBOL = "MEMBER_SEVEN";

  private static Stream<Arguments> wrongValues() {
    return Stream.of(EventKind.values())
        .flatMap(
            kind ->
                Stream.of(
                        RAW,
                        "  " + RAW,
                        RAW + "\u0007",
                        RAW.repeat(1_000),
                        SYMBOL,
                        RAW + "T00:00:00Z",
                        "0000-01-01T00:00:00Z")
                    .map(value -> Arguments.of(kind, value)));
  }

  /** Every value of an event, one after the other, is another. */
  @ParameterizedTest
  @MethodSource("wrongValues")
  void theSenderIsToldNoIdAndNoFreeText(EventKind kind, String value) {
    for (JsonNode event : eachLeafReplaced(Samples.cloudEvent(kind), value)) {
      for (Fault fault : CloudEvents.read(event, Samples.NOW).faults()) {
        assertThat(fault.toString()).doesNotContain("7Q");
        assertThat(fault.kept()).doesNotContain("7Q", SYMBOL, "0000-");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(EventKind.class)
  void aSymbolIsToldAndNotKept(EventKind kind) {
    ObjectNode event = Samples.cloudEvent(kind);
    List<Fault> faults = new ArrayList<>();
    eachLeafReplaced(event, SYMBOL)
        .forEach(changed -> faults.addAll(CloudEvents.read(changed, Samples.NOW).faults()));
    assertThat(faults).extracting(Fault::kept).noneMatch(kept -> kept.contains(SYMBOL));
    assertThat(faults)
        .filteredOn(fault -> fault.found().contains(SYMBOL))
        .allMatch(fault -> fault.expected().startsWith("one of "));
  }

  /** What comes by Kafka has passed no door: any text of a record may be anything. */
  @ParameterizedTest
  @EnumSource(EventKind.class)
  void nothingIsKeptOfARecord(EventKind kind) {
    for (String value : List.of(RAW, RAW + "\u0007", RAW.repeat(1_000), " " + RAW)) {
      IndexedRecord record = Samples.event(kind).record();
      fill(record, value);
      List<Fault> faults = EventChecks.check(Event.of((SpecificRecord) record), Samples.NOW);
      assertThat(faults).extracting(Fault::kept).noneMatch(kept -> kept.contains("7Q"));
      if (!value.equals(RAW)) {
        assertThat(faults).isNotEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void aNameOfTheSendersIsNotKept(ObjectNode event) {
    List<Fault> faults = CloudEvents.read(event, Samples.NOW).faults();
    assertThat(faults).isNotEmpty();
    assertThat(faults).extracting(Fault::kept).noneMatch(kept -> kept.contains("7Q"));
    assertThat(faults).extracting(Fault::kept).anyMatch(kept -> kept.contains(".*"));
  }

  private static Stream<ObjectNode> names() {
    ObjectNode attribute = Samples.cloudEvent(EventKind.SUBJECT);
    attribute.withObject("/data/attributes").put(RAW, 1);
    ObjectNode field = Samples.cloudEvent(EventKind.SUBJECT);
    field.withObject("/data").put(RAW, 1);
    ObjectNode extension = Samples.cloudEvent(EventKind.SUBJECT);
    extension.put(RAW, 1);
    return Stream.of(attribute, field, extension);
  }

  private static List<JsonNode> eachLeafReplaced(ObjectNode event, String value) {
    List<JsonNode> changed = new ArrayList<>();
    walk(event, event, value, changed);
    return changed;
  }

  private static void walk(JsonNode root, JsonNode at, String value, List<JsonNode> changed) {
    JsonNode other = JsonNodeFactory.instance.textNode(value);
    if (at instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> property : List.copyOf(object.properties())) {
        JsonNode before = property.getValue();
        object.set(property.getKey(), other);
        changed.add(root.deepCopy());
        object.set(property.getKey(), before);
        walk(root, before, value, changed);
      }
    } else if (at instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        JsonNode before = array.get(i);
        array.set(i, other);
        changed.add(root.deepCopy());
        array.set(i, before);
        walk(root, before, value, changed);
      }
    }
  }

  /** Puts a text into every field of a record that takes one. */
  private static void fill(IndexedRecord record, String value) {
    for (Schema.Field field : record.getSchema().getFields()) {
      Object part = record.get(field.pos());
      if (part instanceof String) {
        record.put(field.pos(), value);
      } else if (part instanceof IndexedRecord inner) {
        fill(inner, value);
      } else if (part instanceof Map<?, ?>) {
        record.put(field.pos(), Map.of(value, value));
      } else if (part instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof String) {
        record.put(field.pos(), List.of(value, value));
      }
    }
  }
}
