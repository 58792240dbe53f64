package io.clausewatch.ingest;

import io.clausewatch.contract.IdText;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.Encoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.util.Utf8;

/**
 * Writes what an event says, so that two that say the same have the same bytes, whatever the
 * schemas under which they were written: fields by name, those that hold their default left out;
 * lists, which are sets in the contract, sorted and without repeats; maps sorted; text in Unicode
 * NFC. Not thread-safe: it remembers the schemas that it met.
 */
final class ContentEncoder {
  /** Ends a record; no field has it as its name. */
  private static final Utf8 END = new Utf8("");

  private final IdentityHashMap<Schema, List<Field>> fields = new IdentityHashMap<>();

  /** A field of a record. It says nothing while it holds its default. */
  private record Field(Utf8 name, int position, Object fallback) {}

  /**
   * Writes an event.
   *
   * @param event a whole record of the contract
   */
  void write(IndexedRecord event, Encoder out) throws IOException {
    out.writeString(event.getSchema().getName());
    writeRecord(event, out);
  }

  private void writeRecord(IndexedRecord record, Encoder out) throws IOException {
    for (Field field : fields.computeIfAbsent(record.getSchema(), ContentEncoder::fields)) {
      Object value = record.get(field.position);
      if (!Objects.equals(value, field.fallback)) {
        out.writeString(field.name);
        writeValue(value, out);
      }
    }
    out.writeString(END);
  }

  private static List<Field> fields(Schema schema) {
    return schema.getFields().stream()
        .sorted(Comparator.comparing(Schema.Field::name))
        .map(
            field ->
                new Field(
                    new Utf8(field.name()),
                    field.pos(),
                    field.hasDefaultValue() ? SpecificData.get().getDefaultValue(field) : null))
        .toList();
  }

  /** Null is a default wherever it may stand, so that it does not come here. */
  private void writeValue(Object value, Encoder out) throws IOException {
    switch (value) {
      case IndexedRecord record -> writeRecord(record, out);
      case Collection<?> texts -> writeSet(texts, out);
      case Map<?, ?> texts -> writeMap(texts, out);
      case Instant instant -> out.writeLong(instant.toEpochMilli());
      case LocalDate date -> out.writeLong(date.toEpochDay());
      case Number number -> out.writeLong(number.longValue());
      case Boolean flag -> out.writeBoolean(flag);
      default -> out.writeString(composed(value)); // text, or the symbol of an enum
    }
  }

  private static void writeSet(Collection<?> texts, Encoder out) throws IOException {
    NavigableSet<String> sorted = new TreeSet<>();
    texts.forEach(text -> sorted.add(composed(text)));
    out.writeInt(sorted.size());
    for (String text : sorted) {
      out.writeString(text);
    }
  }

  private static void writeMap(Map<?, ?> texts, Encoder out) throws IOException {
    Map<String, String> sorted = new TreeMap<>();
    texts.forEach((name, text) -> sorted.put(composed(name), composed(text)));
    out.writeInt(sorted.size());
    for (Map.Entry<String, String> entry : sorted.entrySet()) {
      out.writeString(entry.getKey());
      out.writeString(entry.getValue());
    }
  }

  private static String composed(Object text) {
    return IdText.compose(text.toString());
  }
}
