package io.clausewatch.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.readmodel.DocumentJson;
import java.io.UncheckedIOException;
import java.util.Optional;

/** JSON as this server writes it: UTF-8, compact. */
public final class ApiJson {

  private static final ObjectMapper MAPPER =
      DocumentJson.mapper().copy().disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);

  private ApiJson() {}

  /** The one mapper; not to be reconfigured. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  /** A new, empty object. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** A value (record, list, map, string, number) as a tree. */
  public static JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /**
   * The text of a field, empty where it has none. To be used in place of {@code asText()}, which
   * says "null" of a null.
   */
  public static String text(JsonNode thing, String field) {
    return optionalText(thing, field).orElse("");
  }

  /** The text of a field; empty where it is null or missing. */
  public static Optional<String> optionalText(JsonNode thing, String field) {
    return Optional.ofNullable(thing.path(field).textValue());
  }

  /** A value as UTF-8 text. */
  public static byte[] bytes(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
