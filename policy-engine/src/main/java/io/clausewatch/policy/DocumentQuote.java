package io.clausewatch.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The words of a published document, in which quotes are looked up. Line breaks, runs of blanks and
 * capitals do not count.
 */
final class DocumentQuote {

  /** So many words show where the two go different ways. */
  private static final int SHOWN_WORDS = 6;

  private final String name;
  private final String text;
  private final StringBuilder folded = new StringBuilder();
  // Of each character of the folded text its place in the document.
  private final List<Integer> places = new ArrayList<>();

  /**
   * A document.
   *
   * @param name its file
   * @param text whole
   */
  DocumentQuote(String name, String text) {
    this.name = name;
    this.text = text;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean blank = Character.isWhitespace(c);
      if (!blank || (!folded.isEmpty() && folded.charAt(folded.length() - 1) != ' ')) {
        for (char lower : blank ? new char[] {' '} : lower(String.valueOf(c)).toCharArray()) {
          folded.append(lower);
          places.add(i);
        }
      }
    }
  }

  /** The document, whole. */
  String text() {
    return text;
  }

  /** What is wrong with a quote; empty where the document holds it. */
  Optional<String> fault(String quote) {
    String wanted = lower(oneLine(quote));
    if (wanted.isEmpty()) {
      return Optional.of("the quote is empty: copy the words from the document");
    }
    int found = folded.indexOf(wanted);
    if (found >= 0) {
      while (found >= 0 && isCut(found, found + wanted.length())) {
        found = folded.indexOf(wanted, found + 1);
      }
      return found >= 0
          ? Optional.empty()
          : Optional.of(
              "the quote begins or ends within a word: copy whole words from the document");
    }
    int held = longestBeginning(wanted);
    // Whole words are shown, so that the first one that differs is seen whole.
    int words = wanted.lastIndexOf(' ', held);
    if (words <= 0) {
      return Optional.of(
          "the document does not hold these words: "
              + name
              + " has not even the first of them, '"
              + firstWords(oneLine(quote), 1)
              + "'. Copy the words from the document");
    }
    int at = folded.indexOf(wanted.substring(0, words));
    int place = places.get(at);
    int end = at + words;
    String goesOn =
        end >= folded.length()
            ? ""
            : firstWords(oneLine(text.substring(places.get(end))), SHOWN_WORDS);
    return Optional.of(
        "the document does not hold these words: "
            + name
            + " has them as far as '"
            + oneLine(quote).substring(0, words)
            + "' (line "
            + (1 + text.substring(0, place).chars().filter(c -> c == '\n').count())
            + ", column "
            + (place - text.lastIndexOf('\n', place - 1))
            + "), and goes on with '"
            + goesOn
            + "', where the quote has '"
            + firstWords(oneLine(quote).substring(words).strip(), SHOWN_WORDS)
            + "'. Copy the words from the document");
  }

  /** Whether a passage begins or ends within a word of a script that puts blanks between words. */
  private boolean isCut(int from, int to) {
    return (from > 0 && isOfWord(from - 1) && isOfWord(from))
        || (to < folded.length() && isOfWord(to - 1) && isOfWord(to));
  }

  private boolean isOfWord(int place) {
    char c = folded.charAt(place);
    return Character.isDigit(c)
        || (Character.isLetter(c)
            && Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN);
  }

  /** How many characters of a text the document holds from its beginning on. */
  private int longestBeginning(String wanted) {
    int held = 0;
    int missed = wanted.length();
    while (missed - held > 1) {
      int middle = (held + missed) / 2;
      if (folded.indexOf(wanted.substring(0, middle)) >= 0) {
        held = middle;
      } else {
        missed = middle;
      }
    }
    return held;
  }

  private static String firstWords(String text, int number) {
    String[] words = text.split(" ");
    return String.join(" ", List.of(words).subList(0, Math.min(number, words.length)));
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
