package io.clausewatch.producer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.contract.AvroJson;
import io.clausewatch.contract.CloudEvents;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.Fault;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * A record of the contract while it is built; the generated builders extend it. It begins with the
 * defaults of the schema. Not for use by several threads at once.
 */
abstract class RecordDraft {
  private final SpecificRecord record;

  RecordDraft(Schema schema) {
    record = (SpecificRecord) SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
    for (Schema.Field field : schema.getFields()) {
      if (field.hasDefaultValue()) {
        // Copied, since a record's lists are its own.
        Object fallback = SpecificData.get().getDefaultValue(field);
        record.put(field.pos(), SpecificData.get().deepCopy(field.schema(), fallback));
      }
    }
  }

  /** Says what a field is; null where it is not known, which {@link #toEvent} faults. */
  final void put(String field, Object value) {
    record.put(record.getSchema().getField(field).pos(), own(value));
  }

  private static Object own(Object value) {
    if (value instanceof Instant time) {
      return time.truncatedTo(ChronoUnit.MILLIS); // as Avro carries it
    }
    if (value instanceof RecordDraft draft) {
      return SpecificData.get().deepCopy(draft.record.getSchema(), draft.record);
    }
    if (value instanceof Object[] items) {
      return own(Arrays.asList(items));
    }
    if (value instanceof Collection<?> items) {
      List<Object> own = new ArrayList<>(items.size());
      items.forEach(item -> own.add(own(item)));
      return own;
    }
    return value instanceof Map<?, ?> map ? new LinkedHashMap<>(map) : value;
  }

  /**
   * The event, read as the HTTP door would read it: so what a builder lets pass, every door does.
   *
   * @throws InvalidEventException with every fault
   */
  final Event toEvent() {
    EventKind kind = EventFormat.kindOf(record);
    ObjectNode envelope = EventFormat.cloudEvent(kind, AvroJson.toJson(record));
    CloudEvents.Reading reading = CloudEvents.read(envelope, Instant.now());
    if (!reading.faults().isEmpty()) {
      List<Fault> faults = reading.faults().stream().map(RecordDraft::asOfRecord).toList();
      throw new InvalidEventException(kind, faults);
    }
    return reading.event();
  }

  /** The same fault with the path that it has in the record, which is what was built. */
  private static Fault asOfRecord(Fault fault) {
    return new Fault(EventFormat.pathInRecord(fault.path()), fault.expected(), fault.found());
  }

  /** What is being built, without any value: drafts hold ids of data subjects. */
  @Override
  public final String toString() {
    return "a draft of " + record.getSchema().getName();
  }
}
