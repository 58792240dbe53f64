package io.clausewatch.http;

/** Lengths as people and OpenAPI count them: in code points, of which an emoji is one. */
public final class CodePoints {
  private static final int MAX_SHOWN = 40;

  private CodePoints() {}

  /** How many a text has. */
  public static int count(String text) {
    return text.codePointCount(0, text.length());
  }

  /** The beginning of a text that is longer than {@code most}; else all of it. */
  public static String first(int most, String text) {
    return count(text) <= most ? text : text.substring(0, text.offsetByCodePoints(0, most));
  }

  /** A text as an error message shows it, short enough to be read. */
  public static String shortened(String text) {
    return count(text) <= MAX_SHOWN ? text : first(MAX_SHOWN, text) + "…";
  }
}
