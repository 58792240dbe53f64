package io.clausewatch.findings;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.http.ApiJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
   * A text of a finding with the words in it that were searched for.
   *
   * @param finding as the API returns it
   * @param field which text
   */
  static HighlightedExcerpt text(JsonNode finding, String field) {
    String text = ApiJson.text(finding, field);
    JsonNode places = finding.path("highlight").path(field);
    return places.isEmpty() ? plain(text) : of(text, places, 0, text.length());
  }

  /**
   * The first of some texts of a finding in which a word stands that was searched for, cut to some
   * words around it; empty when none does.
   */
  static Optional<HighlightedExcerpt> snippet(JsonNode finding, List<String> fields) {
    JsonNode highlight = finding.path("highlight");
    return fields.stream()
        .filter(highlight::has)
        .findFirst()
        .map(
            field -> {
              String text = ApiJson.text(finding, field);
              JsonNode places = highlight.get(field);
              int from = wordStart(text, places.get(0).path("start").asInt() - BEFORE);
              return of(text, places, from, wordStart(text, from + MAX));
            });
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

  private static HighlightedExcerpt of(String text, JsonNode places, int from, int to) {
    List<Part> parts = new ArrayList<>();
    int at = from;
    for (JsonNode place : places) {
      int start = Math.max(place.path("start").asInt(), at);
      int end = Math.min(place.path("end").asInt(), to);
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
