package io.clausewatch.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text in which quotes are marked. As in a policy's file, line breaks, runs of blanks and capital
 * letters do not count; each quote is marked where it stands first. Quotes may overlap.
 */
public final class QuoteMarker {
  private static final Pattern BETWEEN_PARAGRAPHS = Pattern.compile("\\n\\s*\\n\\s*|\\z");

  private final String text;
  private final Map<String, Place> places = new LinkedHashMap<>();

  /** The place of a quote, in characters of the text: of the first, and of the first after it. */
  private record Place(int start, int end) {
    boolean covers(int from, int to) {
      return start <= from && to <= end;
    }
  }

  /**
   * A piece of a paragraph that is marked alike from its beginning to its end.
   *
   * @param text what it says
   * @param quotes the ids of the quotes that it belongs to; empty where nothing is quoted
   * @param begins the ids of the quotes that begin with it
   * @param ends the ids of the quotes that end with it
   */
  public record Piece(String text, List<String> quotes, List<String> begins, List<String> ends) {
    /** Copies its lists. */
    public Piece {
      quotes = List.copyOf(quotes);
      begins = List.copyOf(begins);
      ends = List.copyOf(ends);
    }
  }

  /**
   * Finds quotes in a text.
   *
   * @param quotes by their ids
   */
  public QuoteMarker(String text, Map<String, String> quotes) {
    this.text = text;
    Folded folded = new Folded(text);
    quotes.forEach((id, quote) -> folded.find(quote).ifPresent(place -> places.put(id, place)));
  }

  /**
   * A text with every run of blanks made one, in small letters; and where each letter came from.
   */
  private static final class Folded {
    private final StringBuilder letters = new StringBuilder();
    private final int[] places;

    Folded(String text) {
      places = new int[text.length()];
      boolean afterBlank = false;
      for (int i = 0; i < text.length(); i++) {
        char letter = text.charAt(i);
        boolean blank = " \t\n\u000B\f\r".indexOf(letter) >= 0;
        if (!(blank && afterBlank)) {
          places[letters.length()] = i;
          letters.append(blank ? ' ' : Character.toLowerCase(letter));
        }
        afterBlank = blank;
      }
    }

    Optional<Place> find(String quote) {
      String words = new Folded(quote).letters.toString().strip();
      int start = words.isEmpty() ? -1 : letters.indexOf(words);
      return start < 0
          ? Optional.empty()
          : Optional.of(new Place(places[start], places[start + words.length() - 1] + 1));
    }
  }

  /** Whether a quote was found. */
  public boolean has(String id) {
    return places.containsKey(id);
  }

  /** The paragraphs, each in pieces; blank lines lie between them. */
  public List<List<Piece>> paragraphs() {
    List<List<Piece>> paragraphs = new ArrayList<>();
    Matcher between = BETWEEN_PARAGRAPHS.matcher(text);
    int start = 0;
    while (between.find()) {
      int end = between.group().isEmpty() ? between.start() : endOfWords(start, between.start());
      if (!text.substring(start, end).isBlank()) {
        paragraphs.add(pieces(start, end));
      }
      start = between.end();
    }
    return paragraphs;
  }

  /**
   * By hand: a pattern that begins with blanks tries each of a long row of them again and again.
   */
  private int endOfWords(int start, int end) {
    int last = end;
    while (last > start && Character.isWhitespace(text.charAt(last - 1))) {
      last--;
    }
    return last;
  }

  /** The paragraphs that a quote stands in, with the one before and the one after; or none. */
  public List<List<Piece>> around(String id) {
    List<List<Piece>> paragraphs = paragraphs();
    int first = paragraphs.size();
    int last = -1;
    for (int i = 0; i < paragraphs.size(); i++) {
      if (paragraphs.get(i).stream().anyMatch(piece -> piece.quotes().contains(id))) {
        first = Math.min(first, i);
        last = i;
      }
    }
    return last < 0
        ? List.of()
        : paragraphs.subList(Math.max(0, first - 1), Math.min(paragraphs.size(), last + 2));
  }

  private List<Piece> pieces(int from, int to) {
    TreeSet<Integer> cuts = new TreeSet<>(List.of(from, to));
    places
        .values()
        .forEach(
            place -> {
              cuts.add(Math.clamp(place.start(), from, to));
              cuts.add(Math.clamp(place.end(), from, to));
            });
    List<Piece> pieces = new ArrayList<>();
    for (int start : cuts.headSet(to)) {
      pieces.add(piece(start, cuts.higher(start)));
    }
    return pieces;
  }

  private Piece piece(int from, int to) {
    List<String> quotes = new ArrayList<>();
    List<String> begins = new ArrayList<>();
    List<String> ends = new ArrayList<>();
    places.forEach(
        (id, place) -> {
          if (place.covers(from, to)) {
            quotes.add(id);
            if (place.start() == from) {
              begins.add(id);
            }
            if (place.end() == to) {
              ends.add(id);
            }
          }
        });
    return new Piece(text.substring(from, to), quotes, begins, ends);
  }
}
