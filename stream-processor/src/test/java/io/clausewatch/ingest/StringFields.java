package io.clausewatch.ingest;

import io.clausewatch.contract.FieldPrivacy;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** The strings of events, found in the schema: so that one that is added is tried too. */
public final class StringFields {
  private StringFields() {}

  /**
   * Where a string stands.
   *
   * @param path the names of the fields that lead to it
   * @param privacy what it says of itself
   * @param key whether it is the key of a map
   */
  public record Place(List<String> path, FieldPrivacy privacy, boolean key) {
    /** Puts a text there; does nothing where a record on the way is not there. */
    public void set(IndexedRecord record, String text) {
      IndexedRecord at = record;
      for (String name : path.subList(0, path.size() - 1)) {
        at = (IndexedRecord) at.get(at.getSchema().getField(name).pos());
        if (at == null) {
          return;
        }
      }
      Schema.Field field = at.getSchema().getField(path.getLast());
      at.put(
          field.pos(),
          switch (withoutNull(field.schema()).getType()) {
            case ARRAY -> new ArrayList<>(List.of(text));
            case MAP -> new HashMap<>(key ? Map.of(text, "x") : Map.of("x", text));
            default -> text;
          });
    }
  }

  /** Every string of a record, those of the records in it too. */
  public static List<Place> of(Schema schema) {
    List<Place> places = new ArrayList<>();
    add(schema, List.of(), places);
    return places;
  }

  private static void add(Schema schema, List<String> path, List<Place> places) {
    for (Schema.Field field : schema.getFields()) {
      List<String> here = new ArrayList<>(path);
      here.add(field.name());
      Schema type = withoutNull(field.schema());
      switch (type.getType()) {
        case RECORD -> add(type, here, places);
        case STRING -> places.add(new Place(here, FieldPrivacy.of(field), false));
        case MAP -> {
          places.add(new Place(here, FieldPrivacy.of(field), false));
          places.add(new Place(here, FieldPrivacy.of(field), true));
        }
        case ARRAY -> {
          if (type.getElementType().getType() == Schema.Type.STRING) {
            places.add(new Place(here, FieldPrivacy.of(field), false));
          }
        }
        default -> {}
      }
    }
  }

  /** Makes an event one about this data subject alone, where it is about any. */
  public static void setSubject(SpecificRecord record, String id) {
    of(record.getSchema()).stream()
        .filter(place -> place.privacy() == FieldPrivacy.SUBJECT)
        .forEach(place -> place.set(record, id));
  }

  /** A record in which no field is left out; it need not make sense. */
  public static SpecificRecord full(Schema schema) {
    SpecificRecord record =
        (SpecificRecord) SpecificData.newInstance(SpecificData.get().getClass(schema), schema);
    for (Schema.Field field : schema.getFields()) {
      record.put(field.pos(), value(withoutNull(field.schema())));
    }
    return record;
  }

  private static Object value(Schema type) {
    return switch (type.getType()) {
      case STRING -> "x";
      case ENUM -> SpecificData.get().createEnum(type.getEnumSymbols().getLast(), type);
      case BOOLEAN -> true;
      case LONG ->
          type.getLogicalType() instanceof LogicalTypes.TimestampMillis ? Instant.EPOCH : 1L;
      case INT -> LocalDate.EPOCH;
      case ARRAY -> new ArrayList<>(List.of(value(type.getElementType())));
      case MAP -> new HashMap<>(Map.of("x", "x"));
      case RECORD -> full(type);
      default -> throw new IllegalArgumentException("No type that events have: " + type);
    };
  }

  private static Schema withoutNull(Schema type) {
    return type.isUnion()
        ? type.getTypes().stream().filter(one -> !one.isNullable()).findFirst().orElseThrow()
        : type;
  }
}
