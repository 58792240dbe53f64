package io.clausewatch.ingest;

import io.clausewatch.contract.ActorKind;
import io.clausewatch.contract.FieldPrivacy;
import io.clausewatch.contract.RecipientKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Takes the subject ids out of records of one type, field by field as the contract's
 * {@code @privacy} says. Compiled once from the schema, so that an event costs no look at it.
 * Immutable.
 */
final class RecordPseudonymiser {
  /** Kinds of those who are a data subject, or stand for one. */
  private static final Set<Object> PERSONS =
      Set.of(
          ActorKind.SUBJECT,
          ActorKind.REPRESENTATIVE,
          RecipientKind.SUBJECT,
          RecipientKind.SUBJECT_REPRESENTATIVE);

  private final Schema schema;
  private final Class<?> recordClass;
  private final List<Strings> strings = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();

  /** A field with strings in it that are not plain; for a person, with the field of its kind. */
  private record Strings(int position, FieldPrivacy privacy, int kindPosition) {
    boolean isPerson(SpecificRecordBase record) {
      return privacy == FieldPrivacy.PERSON && PERSONS.contains(record.get(kindPosition));
    }
  }

  /** A field that is a record itself. */
  private record Part(int position, RecordPseudonymiser type) {}

  /**
   * Compiles the schema of a record.
   *
   * @throws IllegalArgumentException when a string in it has no {@code @privacy}
   */
  RecordPseudonymiser(Schema schema) {
    this.schema = schema;
    this.recordClass = SpecificData.get().getClass(schema);
    for (Schema.Field field : schema.getFields()) {
      Schema type = withoutNull(field.schema());
      if (type.getType() == Schema.Type.RECORD) {
        RecordPseudonymiser part = new RecordPseudonymiser(type);
        if (!part.isPlain()) {
          parts.add(new Part(field.pos(), part));
        }
      } else if (isOfStrings(type)) {
        FieldPrivacy privacy = FieldPrivacy.of(field);
        if (privacy != FieldPrivacy.PLAIN) {
          int kind = privacy == FieldPrivacy.PERSON ? schema.getField("kind").pos() : -1;
          strings.add(new Strings(field.pos(), privacy, kind));
        }
      }
    }
  }

  private static Schema withoutNull(Schema type) {
    return type.isUnion()
        ? type.getTypes().stream().filter(one -> !one.isNullable()).findFirst().orElseThrow()
        : type;
  }

  private static boolean isOfStrings(Schema type) {
    return switch (type.getType()) {
      case STRING, MAP -> true;
      case ARRAY -> type.getElementType().getType() == Schema.Type.STRING;
      default -> false;
    };
  }

  private boolean isPlain() {
    return strings.isEmpty() && parts.isEmpty();
  }

  /**
   * Tells the ids of those who act or receive as a data subject or for one.
   *
   * @param record of this type, or null for one that is not there
   * @param persons takes each raw id
   */
  void forEachPerson(SpecificRecordBase record, Consumer<String> persons) {
    if (record == null) {
      return;
    }
    for (Strings field : strings) {
      if (field.isPerson(record)) {
        persons.accept((String) record.get(field.position));
      }
    }
    for (Part part : parts) {
      part.type.forEachPerson((SpecificRecordBase) record.get(part.position), persons);
    }
  }

  /**
   * The record without raw subject ids.
   *
   * @param record of this type, or null for one that is not there
   * @param refs the event's
   * @return a copy, which shares with the original what says nothing of a person
   */
  SpecificRecordBase hidden(SpecificRecordBase record, SubjectRefs refs) {
    if (record == null) {
      return null;
    }
    SpecificRecordBase copy =
        AvroCopies.copy(record, (SpecificRecordBase) SpecificData.newInstance(recordClass, schema));
    for (Strings field : strings) {
      Object value = record.get(field.position);
      if (value != null) {
        copy.put(field.position, each(value, rule(field, record, refs)));
      }
    }
    for (Part part : parts) {
      copy.put(
          part.position, part.type.hidden((SpecificRecordBase) record.get(part.position), refs));
    }
    return copy;
  }

  private static UnaryOperator<String> rule(
      Strings field, SpecificRecordBase record, SubjectRefs refs) {
    return switch (field.privacy) {
      case SUBJECT -> refs::ref;
      case PERSON -> field.isPerson(record) ? refs::ref : refs::replace;
      case LINK -> refs::replace;
      case TEXT -> refs::hide;
      case PLAIN -> throw new IllegalStateException("Plain fields are not compiled");
    };
  }

  private static Object each(Object value, UnaryOperator<String> rule) {
    return switch (value) {
      case String text -> rule.apply(text);
      case List<?> texts -> texts.stream().map(text -> rule.apply((String) text)).toList();
      case Map<?, ?> texts -> {
        // Sorted, so that the same entries always have the same bytes.
        Map<String, String> sorted = new TreeMap<>();
        texts.forEach(
            (name, text) -> sorted.put(rule.apply((String) name), rule.apply((String) text)));
        yield sorted;
      }
      default -> throw new IllegalStateException("No strings: " + value.getClass());
    };
  }
}
