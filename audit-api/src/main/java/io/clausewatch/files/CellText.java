package io.clausewatch.files;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Puts a field of a document into one cell of a table. */
public final class CellText {
  /** Between the elements of a list. */
  public static final String BETWEEN = " | ";

  private CellText() {}

  /**
   * A text as it is, a number or a truth value in JSON, nothing for null. Of a list the elements,
   * with {@value #BETWEEN} between them; evidence and verdicts in words. Any other object in JSON.
   */
  public static String text(JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return "";
    }
    if (value.isArray()) {
      return value.valueStream().map(CellText::text).collect(Collectors.joining(BETWEEN));
    }
    if (value.path("says").isTextual()) {
      return words(value, "occurredAt", "eventKind", "eventId") + ": " + value.get("says").asText();
    }
    if (value.path("outcome").isTextual()) {
      return words(value, "outcome", "clauseId", "reason");
    }
    return value.isObject() ? value.toString() : value.asText();
  }

  private static String words(JsonNode value, String... fields) {
    return Arrays.stream(fields)
        .map(field -> value.path(field).asText(""))
        .filter(word -> !word.isEmpty())
        .collect(Collectors.joining(" "));
  }
}
