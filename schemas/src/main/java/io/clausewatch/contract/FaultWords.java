package io.clausewatch.contract;

import com.fasterxml.jackson.databind.JsonNode;

/** The words of a fault. */
final class FaultWords {
  private static final int MAX_QUOTE = 60;
  private static final int MAX_SYMBOL = 40;

  private FaultWords() {}

  /** What kind of JSON value it is, without its content; a null node is nothing. */
  static String shape(JsonNode node) {
    if (node == null) {
      return "nothing";
    }
    return switch (node.getNodeType()) {
      case MISSING -> "nothing";
      case NULL -> "null";
      case STRING -> shape(node.textValue());
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
      case ARRAY -> "a list of " + node.size();
      case OBJECT -> "an object";
      case BINARY, POJO -> "no JSON";
    };
  }

  /** A string, without its content. */
  static String shape(String text) {
    return "a string of " + CountedNoun.count(text.codePointCount(0, text.length()), "character");
  }

  /**
   * What is there, to be told to the sender: a symbol as it is, of anything else the shape. What
   * has other characters than symbols have may be an id that got into the wrong field.
   */
  static String symbol(JsonNode node) {
    return node != null && node.isTextual() && isSymbol(node.textValue())
        ? '"' + node.textValue() + '"'
        : shape(node);
  }

  private static boolean isSymbol(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_SYMBOL
        && text.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || c == '_');
  }

  /**
   * At most the first 60 characters of the text, what does not print or would end a quotation
   * replaced.
   */
  static String shorten(String text) {
    StringBuilder shortened = new StringBuilder();
    int i = 0;
    for (int count = 0; i < text.length() && count < MAX_QUOTE; count++) {
      int character = text.codePointAt(i);
      boolean awkward =
          Character.isISOControl(character) || SurrogatePairs.isHalf(character) || character == '"';
      shortened.appendCodePoint(awkward ? '\uFFFD' : character);
      i += Character.charCount(character);
    }
    return shortened.append(i < text.length() ? "…" : "").toString();
  }
}
