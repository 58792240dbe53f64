package io.clausewatch.contract;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.JsonTokenId;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.rest.entities.Schema;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.SchemaParseException;

/**
 * Avro schemas, but for those that would cost too much to read. Whoever may write to a topic may
 * register a schema, and Avro's parser takes minutes for some thousand named types, and the whole
 * stack for types within types. So a schema's text is looked at before it is parsed: it goes by in
 * one pass, whatever it says.
 *
 * <p>Of the contract, the largest schema has about 40,000 characters, 47 named types and 14 levels.
 */
final class SchemaBounds extends AvroSchemaProvider {
  static final int MAX_CHARACTERS = 100_000;
  static final int MAX_NAMED_TYPES = 200;
  static final int MAX_DEPTH = 100;

  private static final Set<String> NAMED = Set.of("record", "error", "enum", "fixed");
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Parses a schema that is within the bounds.
   *
   * @throws SchemaParseException when it is not, or is no Avro schema; the message says nothing of
   *     what stands in it
   */
  @Override
  public ParsedSchema parseSchemaOrElseThrow(Schema schema, boolean isNew, boolean normalize) {
    if (!schema.getReferences().isEmpty()) {
      // Each could have others: the registry would be asked as often as the schema pleases.
      throw new SchemaParseException("A schema that refers to others");
    }
    check(schema.getSchema());
    AvroSchema parsed;
    try {
      parsed =
          new AvroSchema(
              schema.getSchema(),
              List.of(),
              Map.of(),
              schema.getMetadata(),
              schema.getRuleSet(),
              null,
              isNew);
    } catch (RuntimeException e) {
      // Not the parser's own words: they quote the text.
      throw new SchemaParseException("No Avro schema: " + e.getClass().getSimpleName());
    }
    if (parsed.rawSchema() == null) {
      throw new SchemaParseException("No Avro schema");
    }
    return parsed;
  }

  /** Looks at the text alone; what is within the bounds may still be no schema. */
  private static void check(String text) {
    if (text == null || text.isBlank()) {
      throw new SchemaParseException("An empty schema");
    }
    if (text.length() > MAX_CHARACTERS) {
      throw new SchemaParseException(
          "A schema of more than %,d characters".formatted(MAX_CHARACTERS));
    }
    try (JsonParser parser = JSON.createParser(text)) {
      JsonToken first = parser.nextToken();
      if (first == null
          || first.isNumeric()
          || first.isBoolean()
          || first == JsonToken.VALUE_NULL) {
        throw new SchemaParseException("A schema that is neither an object, a list nor a name");
      }
      walk(parser);
    } catch (IOException e) {
      throw new SchemaParseException("No JSON: " + e.getClass().getSimpleName());
    }
  }

  private static void walk(JsonParser parser) throws IOException {
    int depth = 0;
    int named = 0;
    for (JsonToken token = parser.currentToken(); token != null; token = parser.nextToken()) {
      switch (token.id()) {
        case JsonTokenId.ID_START_OBJECT, JsonTokenId.ID_START_ARRAY -> depth++;
        case JsonTokenId.ID_END_OBJECT, JsonTokenId.ID_END_ARRAY -> depth--;
        case JsonTokenId.ID_STRING -> {
          if ("type".equals(parser.currentName()) && NAMED.contains(parser.getText())) {
            named++;
          }
        }
        default -> {
          // A name or a literal, of which the characters are bound enough.
        }
      }
      if (depth > MAX_DEPTH) {
        throw new SchemaParseException("A schema of more than %d levels".formatted(MAX_DEPTH));
      }
      if (named > MAX_NAMED_TYPES) {
        throw new SchemaParseException(
            "A schema of more than %d named types".formatted(MAX_NAMED_TYPES));
      }
    }
  }
}
