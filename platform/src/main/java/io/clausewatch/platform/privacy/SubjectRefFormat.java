package io.clausewatch.platform.privacy;

import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a {@code subjectRef} is written: 32 small hexadecimal digits, and before them the epoch of
 * the key that made it, {@code e1.}, {@code e2.} and so on. Without a prefix it is of epoch 0, as
 * all are that {@link SubjectPseudonym} makes. A ref is one text to whoever compares it: the prefix
 * is never left out.
 */
public final class SubjectRefFormat {
  private static final Pattern FORM = Pattern.compile("(?:e([1-9][0-9]{0,5})\\.)?[0-9a-f]{32}");

  private SubjectRefFormat() {}

  /** Whether a text can be a ref; an id of a producer can look like one too. */
  public static boolean matches(String text) {
    return FORM.matcher(text).matches();
  }

  /**
   * The epoch of a ref's key.
   *
   * @return from 0 on; empty when it is no ref
   */
  public static OptionalInt epoch(String ref) {
    Matcher parts = FORM.matcher(ref);
    if (!parts.matches()) {
      return OptionalInt.empty();
    }
    String epoch = parts.group(1);
    return OptionalInt.of(epoch == null ? 0 : Integer.parseInt(epoch));
  }
}
