package io.clausewatch.contract;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/**
 * The {@code data} of a CloudEvent as JSON Schema (draft 2020-12), generated from the Avro
 * contract: each field with its doc, its limit and its symbols, and what {@link EventChecks} asks
 * of several fields together. Each schema is whole in itself, without references, so that it can
 * stand in any document.
 *
 * <p>What it cannot say, {@link EventChecks} says alone: what hangs on the clock, repeats that are
 * the same in Unicode NFC, lengths of what is shorter in NFC, halves of surrogate pairs, and that
 * what {@code data} repeats of the attributes is the same.
 */
public final class EventDataSchema {
  /** The dialect of the schemas. */
  public static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Within a character class: Unicode's White_Space, as {@link IdText} has it. */
  private static final String BLANK =
      "\\u0009-\\u000D\\u001C-\\u0020\\u0085\\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000";

  private static final String CONTROL = "\\u0000-\\u001F\\u007F-\\u009F";
  private static final String CONTROL_BUT_LAYOUT =
      "\\u0000-\\u0008\\u000B\\u000C\\u000E-\\u001F\\u007F-\\u009F";

  private static final String ID = "[^%1$s%2$s](?:[^%1$s]*[^%1$s%2$s])?".formatted(CONTROL, BLANK);
  private static final String DAY =
      "-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
          + "|02-(?:0[1-9]|[12][0-9]))";
  private static final String TIME =
      "^(?!0000)[0-9]{4}"
          + DAY
          + "[Tt](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]+)?"
          + "(?:[Zz]|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])$";
  private static final String DATE = "^(?!0000)[0-9]{4}" + DAY + "$";

  private EventDataSchema() {}

  /** The schema of the data of a kind: a new tree, the caller's own. */
  public static ObjectNode of(EventKind kind) {
    ObjectNode schema = record(kind.schema());
    ObjectNode properties = (ObjectNode) schema.get("properties");
    ArrayNode required = JSON.arrayNode();
    schema
        .get("required")
        .forEach(
            name -> {
              if (EventAttribute.ofField(name.textValue()) == null) {
                required.add(name);
              }
            });
    schema.set("required", required);
    for (EventAttribute attribute : EventAttribute.values()) {
      ObjectNode repeated = (ObjectNode) properties.get(attribute.field());
      repeated.put(
          "description",
          repeated.get("description").textValue()
              + " Stands in the CloudEvent as `%s`: left out here, or the same."
                  .formatted(attribute.attribute()));
    }
    together(kind, schema);
    return schema;
  }

  /** What is asked of several fields together, and of lists and numbers. */
  private static void together(EventKind kind, ObjectNode schema) {
    ObjectNode properties = (ObjectNode) schema.get("properties");
    properties
        .properties()
        .forEach(
            property -> {
              ObjectNode field = (ObjectNode) property.getValue();
              if (property.getKey().equals("subjectIds")) {
                field.put("maxItems", EventChecks.MAX_SUBJECTS);
                field.put("uniqueItems", true);
              }
              if (property.getKey().equals("affectedCount")) {
                field.put("minimum", 0);
              }
            });
    ArrayNode rules = JSON.arrayNode();
    switch (kind) {
      case ACCESS -> {
        subjects(properties).put("minItems", 1);
        ((ArrayNode) schema.get("required")).add("subjectIds");
        export(properties).put("minimum", 0);
        rules.add(with(Operation.COLLECT, "collection"));
        rules.add(with(Operation.CONTACT, "message"));
        rules.add(with(Operation.EXPORT, "export"));
        rules.add(with(Operation.DESTROY, "destruction"));
      }
      case DISCLOSURE -> {
        ObjectNode rule = rules.addObject();
        rule.set("if", where("aggregated", JSON.objectNode().put("const", true)));
        rule.set("else", where("subjectIds", JSON.objectNode().put("minItems", 1)));
      }
      case SUBJECT ->
          ((ObjectNode) properties.get("birthDate"))
              .put("pattern", "^(?:19|[2-9][0-9])[0-9]{2}" + DAY + "$");
      default -> {
        // Nothing beyond the limits of each field.
      }
    }
    if (!rules.isEmpty()) {
      schema.set("allOf", rules);
    }
  }

  private static ObjectNode subjects(ObjectNode properties) {
    return (ObjectNode) properties.get("subjectIds");
  }

  private static ObjectNode export(ObjectNode properties) {
    return (ObjectNode) properties.get("export").get("properties").get("recordCount");
  }

  /** That an operation needs an object. */
  private static ObjectNode with(Operation operation, String field) {
    ObjectNode rule = JSON.objectNode();
    rule.set("if", where("operation", JSON.objectNode().put("const", operation.name())));
    rule.set("then", where(field, JSON.objectNode().put("type", "object")));
    return rule;
  }

  /** An object that has this field, and in it this. */
  private static ObjectNode where(String field, ObjectNode value) {
    ObjectNode schema = JSON.objectNode();
    schema.putArray("required").add(field);
    schema.putObject("properties").set(field, value);
    return schema;
  }

  private static ObjectNode record(Schema record) {
    ObjectNode schema = JSON.objectNode();
    schema.put("description", record.getDoc());
    schema.put("type", "object");
    ArrayNode required = schema.putArray("required");
    ObjectNode properties = schema.putObject("properties");
    for (Schema.Field field : record.getFields()) {
      if (!field.schema().isUnion() && !field.hasDefaultValue()) {
        required.add(field.name());
      }
      properties.set(field.name(), field(field));
    }
    schema.put("additionalProperties", false);
    return schema;
  }

  private static ObjectNode field(Schema.Field field) {
    boolean optional = field.schema().isUnion();
    Schema type = optional ? field.schema().getTypes().get(1) : field.schema();
    ObjectNode schema = value(field, type);
    schema.put("description", field.doc());
    if (optional) {
      String one = schema.remove("type").textValue();
      schema.putArray("type").add(one).add("null");
      if (schema.get("enum") instanceof ArrayNode symbols) {
        symbols.addNull();
      }
    } else if (field.hasDefaultValue()) {
      defaultOf(field, schema);
    }
    return schema;
  }

  private static void defaultOf(Schema.Field field, ObjectNode schema) {
    Object value = GenericData.get().getDefaultValue(field);
    switch (field.schema().getType()) {
      case BOOLEAN -> schema.put("default", (Boolean) value);
      case ENUM -> schema.put("default", value.toString());
      case ARRAY -> schema.putArray("default");
      case MAP -> schema.putObject("default");
      default -> {
        // Only these have one.
      }
    }
  }

  private static ObjectNode value(Schema.Field field, Schema type) {
    ObjectNode schema = JSON.objectNode();
    switch (type.getType()) {
      case STRING -> text(field, schema);
      case BOOLEAN -> schema.put("type", "boolean");
      case ENUM -> {
        schema.put("type", "string");
        ArrayNode symbols = schema.putArray("enum");
        SymbolShape.symbols(type).forEach(symbols::add);
      }
      case LONG -> {
        if (type.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
          schema.put("type", "string").put("format", "date-time").put("pattern", TIME);
        } else {
          schema
              .put("type", "integer")
              .put("minimum", Long.MIN_VALUE)
              .put("maximum", Long.MAX_VALUE);
        }
      }
      case INT -> schema.put("type", "string").put("format", "date").put("pattern", DATE);
      case ARRAY -> {
        schema.put("type", "array").put("maxItems", EventChecks.MAX_ITEMS);
        schema.set("items", value(field, type.getElementType()));
      }
      case MAP -> {
        schema.put("type", "object").put("maxProperties", MapShape.MAX_ENTRIES);
        ObjectNode names = schema.putObject("propertyNames");
        names.put("maxLength", TextLimit.ID.mostCharacters()).put("pattern", pattern(TextLimit.ID));
        schema.set("additionalProperties", value(field, type.getValueType()));
      }
      case RECORD -> {
        return record(type);
      }
      default -> throw new IllegalArgumentException("No type that events have: " + field);
    }
    return schema;
  }

  private static void text(Schema.Field field, ObjectNode schema) {
    TextLimit limit = TextLimit.named(field.getProp("limit"));
    schema.put("type", "string");
    if (!limit.isOptional()) {
      schema.put("minLength", 1);
    }
    if (limit != TextLimit.COUNTRY) {
      schema.put("maxLength", limit.mostCharacters());
    }
    schema.put("pattern", pattern(limit));
  }

  /** What a text looks like; an optional one may be blank, which counts as not there. */
  private static String pattern(TextLimit limit) {
    return switch (limit) {
      case ID -> "^" + ID + "$";
      case OPTIONAL_ID -> "^(?:[" + BLANK + "]*|" + ID + ")$";
      case SHORT -> "^(?:[" + BLANK + "]*|[^" + CONTROL + "]*)$";
      case TEXT -> "^(?:[" + BLANK + "]*|[^" + CONTROL_BUT_LAYOUT + "]*)$";
      case COUNTRY -> "^(?:[" + BLANK + "]*|[A-Z]{2})$";
    };
  }
}
