package io.clausewatch.contract;

import java.util.Locale;

/** What a string field may hold, as its {@code @limit} in the schema names it. */
enum TextLimit {
  /** An id: required, and not blank. */
  ID("a string of 1 to 256 characters", 256, false),
  /** An id that may be left out. */
  OPTIONAL_ID("a string of up to 256 characters", 256, false),
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
    return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  /** Whether the text may be left out; a blank one counts as left out then. */
  boolean isOptional() {
    return this != ID;
  }

  /** The most characters (Unicode code points) of one that is not blank. */
  int mostCharacters() {
    return mostCharacters;
  }

  private boolean isId() {
    return this == ID || this == OPTIONAL_ID;
  }

  /** The text as it is stored: an id in NFC, null for an optional one that is blank. */
  String canonical(String text) {
    if (isOptional() && IdText.isBlank(text)) {
      return null;
    }
    return isId() ? IdText.normalise(text) : text;
  }

  /** The text as it was stored before ids were put in NFC. */
  String withoutJavaBlanks(String text) {
    return isOptional() && text.isBlank() ? null : text;
  }

  /** What is expected, in words. */
  String words() {
    return words;
  }

  /**
   * Adds a fault for each way in which the text is outside the limit. A blank one counts as not
   * there.
   */
  void check(String text, FaultPath at, FaultCollector faults) {
    if (IdText.isBlank(text)) {
      if (!isOptional()) {
        faults.add(at, words, text.isEmpty() ? "an empty string" : "a blank string");
      }
      return;
    }
    if (this == COUNTRY) {
      if (text.length() != 2 || !isCapital(text.charAt(0)) || !isCapital(text.charAt(1))) {
        faults.add(at, words, FaultWords.shape(text));
      }
      return;
    }
    // Only a text that is long in chars can be long in characters, which take one char or two.
    if (text.length() > mostCharacters) {
      String stored = canonical(text);
      if (stored.codePointCount(0, stored.length()) > mostCharacters) {
        faults.add(at, words, FaultWords.shape(stored));
      }
    }
    if (isId() && IdText.hasBlankEnds(text)) {
      faults.add(at, "no blank at either end", "one");
    }
    int bad = firstUnprintable(text);
    if (bad >= 0) {
      int place = text.codePointCount(0, bad);
      String found = String.format(Locale.ROOT, "U+%04X at %d", (int) text.charAt(bad), place);
      faults.add(at, "no control characters", found);
    }
  }

  /**
   * The index of the first control character, or of half a surrogate pair: that one cannot be
   * written as UTF-8, and two ids must not become one on their way. -1 when there is none.
   */
  private int firstUnprintable(String text) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (SurrogatePairs.isHalf(c)
          || (Character.isISOControl(c) && !(severalLines && isLayout(c)))) {
        return i;
      }
      i += Character.charCount(c);
    }
    return -1;
  }

  private static boolean isLayout(int c) {
    return c == '\n' || c == '\r' || c == '\t';
  }

  private static boolean isCapital(char c) {
    return c >= 'A' && c <= 'Z';
  }
}
