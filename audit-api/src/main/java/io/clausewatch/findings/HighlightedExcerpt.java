package io.clausewatch.findings;

import io.clausewatch.readmodel.index.SearchText.Mark;
import java.util.ArrayList;
import java.util.List;

/**
 * A text in which some places are marked.
 *
 * @param parts the text from its beginning to its end
 */
public record HighlightedExcerpt(List<Part> parts) {
  /** What stands before the first mark of a text that is cut. */
  private static final int BEFORE = 60;

  private static final int MAX = 220;

  /** Copies its list. */
  public HighlightedExcerpt {
    parts = List.copyOf(parts);
  }

  /**
   * A part of a text.
   *
   * @param marked whether it is marked
   */
  public record Part(String text, boolean marked) {}

  /** A text without any mark. */
  static HighlightedExcerpt plain(String text) {
    return new HighlightedExcerpt(List.of(new Part(text, false)));
  }

  /**
   * A text with the words in it that were searched for.
   *
   * @param places where they stand
   */
  static HighlightedExcerpt text(String text, List<Mark> places) {
    return places.isEmpty() ? plain(text) : of(text, places, 0, text.length());
  }

  /**
   * A text cut to some words around the first that was searched for.
   *
   * @param places where they stand, at least one
   */
  static HighlightedExcerpt snippet(String text, List<Mark> places) {
    int from = wordStart(text, places.getFirst().start() - BEFORE);
    return of(text, places, from, wordStart(text, from + MAX));
  }

  /** The start of the word at an offset; the ends of the text where it is beyond them. */
  private static int wordStart(String text, int offset) {
    if (offset <= 0) {
      return 0;
    }
    int at = Math.min(offset, text.length());
    while (at < text.length() && !Character.isWhitespace(text.charAt(at - 1))) {
      at++;
    }
    return at;
  }

  private static HighlightedExcerpt of(String text, List<Mark> places, int from, int to) {
    List<Part> parts = new ArrayList<>();
    int at = from;
    for (Mark place : places) {
      int start = Math.max(place.start(), at);
      int end = Math.min(place.end(), to);
      if (start < end) {
        add(parts, text.substring(at, start), false);
        add(parts, text.substring(start, end), true);
        at = end;
      }
    }
    add(parts, text.substring(Math.min(at, to), to), false);
    if (from > 0) {
      parts.addFirst(new Part("… ", false));
    }
    if (to < text.length()) {
      parts.add(new Part("…", false));
    }
    return new HighlightedExcerpt(parts);
  }

  private static void add(List<Part> parts, String text, boolean marked) {
    if (!text.isEmpty()) {
      parts.add(new Part(text, marked));
    }
  }
}
