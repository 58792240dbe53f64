package io.clausewatch.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;

/** A record of the contract, field by field. */
final class RecordShape implements ValueShape {
  private final Schema schema;
  private final Class<?> recordClass;
  private final List<Field> fields = new ArrayList<>();
  private final Collection<String> names = new TreeSet<>();

  /**
   * Compiles the schema of a record.
   *
   * @param wanted which of its fields; those of a record within it are all wanted
   * @throws IllegalArgumentException when the schema holds what the contract does not use
   */
  RecordShape(Schema schema, Predicate<Schema.Field> wanted) {
    this.schema = schema;
    this.recordClass = SpecificData.get().getClass(schema);
    for (Schema.Field field : schema.getFields()) {
      if (wanted.test(field)) {
        fields.add(Field.of(field));
        names.add(field.name());
      }
    }
  }

  @Override
  public String words() {
    return "an object with the fields of " + schema.getName();
  }

  @Override
  public Object read(JsonNode node, FaultPath at, FaultCollector faults) {
    if (!node.isObject()) {
      faults.add(at, words(), FaultWords.shape(node));
      return null;
    }
    return read(node, at, faults, name -> false);
  }

  /**
   * Reads an object.
   *
   * @param known names beside those of the fields that are not to be faulted
   * @return the record, with what could not be read left unset
   */
  IndexedRecord read(
      JsonNode object, FaultPath at, FaultCollector faults, Predicate<String> known) {
    IndexedRecord record = (IndexedRecord) SpecificData.newInstance(recordClass, schema);
    int met = 0;
    for (Field field : fields) {
      JsonNode node = object.get(field.name);
      if (node != null) {
        met++;
      }
      field.read(node, record, at, faults);
    }
    if (met < object.size()) {
      refuseStrangers(object, at, faults, known);
    }
    return record;
  }

  private void refuseStrangers(
      JsonNode object, FaultPath at, FaultCollector faults, Predicate<String> known) {
    for (Map.Entry<String, JsonNode> property : object.properties()) {
      String name = property.getKey();
      if (!names.contains(name) && !known.test(name)) {
        String nearest = faults.isFull() ? null : ClosestName.to(name, names).orElseThrow();
        faults.add(
            at.stranger(name),
            "a field of " + schema.getName() + ", of which the nearest is " + nearest,
            "an unknown field");
      }
    }
  }

  @Override
  public void check(Object value, FaultPath at, FaultCollector faults) {
    IndexedRecord record = (IndexedRecord) value;
    for (Field field : fields) {
      Object part = record.get(field.position);
      if (part != null) {
        field.shape.check(part, at.field(field.name), faults);
      } else if (!field.optional) {
        faults.missing(at.field(field.name), field.shape.words());
      }
    }
  }

  @Override
  public Object changeTexts(Object value, TextChange change) {
    IndexedRecord record = (IndexedRecord) value;
    for (Field field : fields) {
      Object before = record.get(field.position);
      Object after = before == null ? null : field.shape.changeTexts(before, change);
      if (!Objects.equals(before, after)) {
        record.put(field.position, after);
      }
    }
    return record;
  }

  /** One field. */
  private static final class Field {
    private final String name;
    private final int position;
    private final ValueShape shape;
    private final boolean optional;
    private final Schema type;
    private final Object fallback;

    private Field(Schema.Field field, ValueShape shape, boolean optional) {
      this.name = field.name();
      this.position = field.pos();
      this.shape = shape;
      this.optional = optional;
      this.type = field.schema();
      this.fallback =
          field.hasDefaultValue() && !optional ? SpecificData.get().getDefaultValue(field) : null;
    }

    static Field of(Schema.Field field) {
      Schema type = field.schema();
      boolean optional = type.isUnion();
      if (optional) {
        if (type.getTypes().size() != 2 || !type.getTypes().get(0).isNullable()) {
          throw unsupported(field);
        }
        type = type.getTypes().get(1);
      }
      ValueShape shape = shape(field, type);
      if (shape instanceof TextShape text && text.limit().isOptional() != optional) {
        throw new IllegalArgumentException("A limit for what is optional, or not: " + field.name());
      }
      return new Field(field, shape, optional);
    }

    private static ValueShape shape(Schema.Field field, Schema type) {
      return switch (type.getType()) {
        case STRING -> text(field);
        case ENUM -> new SymbolShape(type);
        case BOOLEAN -> ScalarShape.FLAG;
        case LONG ->
            type.getLogicalType() instanceof LogicalTypes.TimestampMillis
                ? ScalarShape.TIME
                : ScalarShape.NUMBER;
        case INT -> {
          if (!(type.getLogicalType() instanceof LogicalTypes.Date)) {
            throw unsupported(field);
          }
          yield ScalarShape.DATE;
        }
        case ARRAY -> new ListShape(shape(field, type.getElementType()));
        case MAP -> new MapShape(text(field));
        case RECORD -> new RecordShape(type, every -> true);
        default -> throw unsupported(field);
      };
    }

    private static TextShape text(Schema.Field field) {
      var unused = FieldPrivacy.of(field); // no event is read by a contract that leaves it open
      String limit = field.getProp("limit");
      if (limit == null) {
        throw new IllegalArgumentException("A string without @limit: " + field.name());
      }
      return new TextShape(TextLimit.named(limit));
    }

    private static IllegalArgumentException unsupported(Schema.Field field) {
      return new IllegalArgumentException("No type that events have: " + field);
    }

    /** Reads the field into its record; the node is null where it was left out. */
    void read(JsonNode node, IndexedRecord record, FaultPath parent, FaultCollector faults) {
      if (node == null || (optional && node.isNull())) {
        if (fallback != null) {
          // Copied, since a record's lists are its own.
          record.put(position, SpecificData.get().deepCopy(type, fallback));
        } else if (!optional) {
          faults.add(parent.field(name), shape.words(), "nothing");
        }
        return;
      }
      Object value = shape.read(node, parent.field(name), faults);
      if (value != null) {
        record.put(position, value);
      }
    }
  }
}
