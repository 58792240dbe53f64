package io.clausewatch.contract;

import java.util.Locale;

/** What a string field may hold, as its {@code @limit} in the schema names it. */
enum TextLimit {
  /** An id: required, and not blank. */
  ID("a string of 1 to 256 characters", 256, false),
  /** A short string that may be left out. */
  SHORT("a string of up to 256 characters", 256, false),
  /** Free text that may be left out; it may hold several lines. */
  TEXT("a string of up to 4000 characters", 4_000, true),
  /** A country that may be left out. */
  COUNTRY("a country as two letters A to Z (ISO 3166-1 alpha-2)", 2, false);

  private final String words;
  private final int mostCharacters;
  private final boolean severalLines;

  TextLimit(String words, int mostCharacters, boolean severalLines) {
    this.words = words;
    this.mostCharacters = mostCharacters;
    this.severalLines = severalLines;
  }

  /**
   * The limit of this name.
   *
   * @throws IllegalArgumentException when there is none
   */
  static TextLimit named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** What is expected, in words. */
  String words() {
    return words;
  }

  /**
   * Adds a fault for each way in which the text is outside the limit. A blank one counts as not
   * there.
   */
  void check(String text, Path at, Faults faults) {
    if (text.isBlank()) {
      if (this == ID) {
        faults.add(at, words, text.isEmpty() ? "an empty string" : "a blank string");
      }
      return;
    }
    if (this == COUNTRY) {
      if (text.length() != 2 || !isCapital(text.charAt(0)) || !isCapital(text.charAt(1))) {
        faults.add(at, words, Words.quote(text));
      }
      return;
    }
    // Only a text that is long in chars can be long in characters, which take one char or two.
    if (text.length() > mostCharacters && text.codePointCount(0, text.length()) > mostCharacters) {
      faults.add(at, words, Words.shape(text));
    }
    int bad = firstUnprintable(text);
    if (bad >= 0) {
      String found = String.format(Locale.ROOT, "U+%04X at %d", (int) text.charAt(bad), bad);
      faults.add(at, "no control characters", found);
    }
  }

  /**
   * The index of the first control character, or of half a surrogate pair: that one cannot be
   * written as UTF-8, and two ids must not become one on their way. -1 when there is none.
   */
  private int firstUnprintable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (!Character.isHighSurrogate(c)
            || i + 1 == text.length()
            || !Character.isLowSurrogate(text.charAt(i + 1))) {
          return i;
        }
        i++;
      } else if (Character.isISOControl(c) && !(severalLines && isLayout(c))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isLayout(char c) {
    return c == '\n' || c == '\r' || c == '\t';
  }

  private static boolean isCapital(char c) {
    return c >= 'A' && c <= 'Z';
  }
}
