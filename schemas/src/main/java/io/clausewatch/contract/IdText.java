package io.clausewatch.contract;

import java.text.Normalizer;

/**
 * How ids are compared: in Unicode NFC, with case, and without blanks at their ends. One name that
 * two systems write in composed and in decomposed form is one id.
 */
public final class IdText {
  /** No character before this one changes in NFC, nor does it combine with one before it. */
  private static final char FIRST_TO_COMPOSE = '\u0300';

  /**
   * The most chars of a text that may still be an id of 256 characters in NFC: one of those can be
   * written as four, each of two chars.
   */
  private static final int MAX_CHARS = 256 * 4 * 2;

  private IdText() {}

  /**
   * The id in NFC: the form in which it is stored, hashed and compared. A text too long to be an id
   * stays as it is, since the time that putting marks in order takes grows with the square of their
   * number.
   */
  public static String normalise(String id) {
    return id.length() <= MAX_CHARS ? compose(id) : id;
  }

  /** Any text in NFC; the same one where nothing in it composes, as in almost all. */
  public static String compose(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= FIRST_TO_COMPOSE) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
      }
    }
    return text;
  }

  /** Whether there is nothing in it but blanks, or nothing at all. */
  public static boolean isBlank(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!isBlank(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether it begins or ends with a blank. */
  public static boolean hasBlankEnds(String text) {
    return !text.isEmpty() && (isBlank(text.charAt(0)) || isBlank(text.charAt(text.length() - 1)));
  }

  /**
   * Unicode's White_Space, all of which is one char long; with the four separators that Java alone
   * counts too, control characters that no id may hold anyway, so that whatever {@link
   * String#isBlank} calls blank is blank here.
   */
  private static boolean isBlank(int character) {
    return Character.isSpaceChar(character)
        || Character.isWhitespace(character)
        || character == '\u0085';
  }
}
