package io.clausewatch.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * Finds halves of surrogate pairs, which JSON can escape and UTF-8 cannot write: on their way all
 * of them would become the same question mark.
 */
final class SurrogatePairs {
  private SurrogatePairs() {}

  /** Whether a code point of a string is half a pair. */
  static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  /** Whether every pair in the text is whole. */
  static boolean areWhole(String text) {
    return text.codePoints().noneMatch(SurrogatePairs::isHalf);
  }

  /** Whether every pair is whole in every string and every name of the value. */
  static boolean areWhole(JsonNode value) {
    if (value.isTextual()) {
      return areWhole(value.textValue());
    }
    for (Map.Entry<String, JsonNode> property : value.properties()) {
      if (!areWhole(property.getKey())) {
        return false;
      }
    }
    for (JsonNode part : value) {
      if (!areWhole(part)) {
        return false;
      }
    }
    return true;
  }
}
