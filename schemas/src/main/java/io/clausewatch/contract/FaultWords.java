package io.clausewatch.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;

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

  /**
   * The candidate that takes the fewest changes of a letter to become this word, capitals aside;
   * null of none.
   */
  static String nearest(String word, Collection<String> candidates) {
    String shortened = word.length() > MAX_QUOTE ? word.substring(0, MAX_QUOTE) : word;
    String best = null;
    int fewest = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      int changes = changes(shortened, candidate);
      if (changes < fewest) {
        fewest = changes;
        best = candidate;
      }
    }
    return best;
  }

  /** Levenshtein's distance. */
  private static int changes(String a, String b) {
    int[] previous = new int[b.length() + 1];
    int[] current = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        boolean same =
            Character.toLowerCase(a.charAt(i - 1)) == Character.toLowerCase(b.charAt(j - 1));
        int replaced = previous[j - 1] + (same ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      int[] spare = previous;
      previous = current;
      current = spare;
    }
    return previous[b.length()];
  }
}
