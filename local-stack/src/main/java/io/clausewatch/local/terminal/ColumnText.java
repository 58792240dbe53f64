package io.clausewatch.local.terminal;

import java.util.ArrayList;
import java.util.List;

/** Fits text into columns of a terminal. */
public final class ColumnText {

  private ColumnText() {}

  /** As much of a text as fits, with an ellipsis where that is not all. */
  static String cut(String text, int width) {
    return DisplayWidth.of(text) <= width
        ? text
        : text.substring(0, DisplayWidth.fitting(text, width - 1)) + "…";
  }

  /** A text in lines that fit, broken at blanks, or inside a word that is wider than a line. */
  public static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (DisplayWidth.of(rest) > width) {
      int end = Math.max(1, DisplayWidth.fitting(rest, width));
      int blank = rest.lastIndexOf(' ', end);
      int at = blank > 0 ? blank : end;
      lines.add(rest.substring(0, at));
      rest = rest.substring(at).strip();
    }
    lines.add(rest);
    return lines;
  }
}
