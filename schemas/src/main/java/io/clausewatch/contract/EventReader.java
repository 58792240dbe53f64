package io.clausewatch.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * Events of one kind: JSON to record, driven by the schema. The doors come in by {@link
 * CloudEvents} and {@link EventChecks}.
 */
final class EventReader {
  private static final Map<EventKind, EventReader> READERS = new EnumMap<>(EventKind.class);

  static {
    Arrays.stream(EventKind.values()).forEach(kind -> READERS.put(kind, new EventReader(kind)));
  }

  /** All fields but the attributes. */
  private final RecordShape body;

  private final Map<EventAttribute, Integer> positions = new EnumMap<>(EventAttribute.class);

  private EventReader(EventKind kind) {
    body = new RecordShape(kind.schema(), field -> EventAttribute.ofField(field.name()) == null);
    for (EventAttribute attribute : EventAttribute.values()) {
      positions.put(attribute, kind.schema().getField(attribute.field()).pos());
    }
  }

  /** The reader of this kind. */
  static EventReader of(EventKind kind) {
    return READERS.get(kind);
  }

  /**
   * Reads the data of a CloudEvent. It may repeat the attributes, under their names in the record.
   *
   * @param attributes each as the record has it, without those that could not be read
   * @return the record, its ids as they were sent; after a fault without what could not be read
   */
  SpecificRecord read(
      Map<EventAttribute, Object> attributes, ObjectNode data, FaultCollector faults) {
    SpecificRecord record =
        (SpecificRecord)
            body.read(data, FaultPath.DATA, faults, name -> EventAttribute.ofField(name) != null);
    attributes.forEach(
        (attribute, value) -> {
          record.put(positions.get(attribute), value);
          JsonNode repeated = data.get(attribute.field());
          if (repeated != null && !isSame(value, repeated)) {
            FaultPath at = FaultPath.DATA.field(attribute.field());
            String expected = "to be left out, or the same as " + FaultPath.of(attribute);
            faults.add(at, expected, FaultWords.shape(repeated));
          }
        });
    clearBlanks(record);
    return record;
  }

  private static boolean isSame(Object value, JsonNode repeated) {
    if (!repeated.isTextual()) {
      return false;
    }
    String text = repeated.textValue();
    return value instanceof String id
        ? IdText.normalise(id).equals(IdText.normalise(text))
        : value.equals(JsonTimes.instant(text));
  }

  /** Puts every text in the form in which it is stored, in place; tells whether any changed. */
  boolean canonicalise(SpecificRecord record) {
    TextChange change = new TextChange(TextLimit::canonical);
    body.changeTexts(record, change);
    for (int position : positions.values()) {
      if (record.get(position) instanceof String id) {
        record.put(position, change.of(TextLimit.ID, id));
      }
    }
    return change.changedAny();
  }

  /** Clears the blanks as {@link EventChecks#clearBlanks} says, in place. */
  void clearBlanks(SpecificRecord record) {
    body.changeTexts(record, new TextChange(TextLimit::withoutJavaBlanks));
  }

  /** Checks each field of the kind's own, by itself. */
  void check(SpecificRecord record, FaultPath root, FaultCollector faults) {
    body.check(record, root, faults);
  }
}
