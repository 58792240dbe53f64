package io.clausewatch.contract;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/**
 * Finds the known name that somebody probably meant by one that is not known: that which takes few
 * letters to add, drop or change, capitals aside, and begins like it, since people err at the end
 * of a name more than at its beginning.
 */
public final class ClosestName {
  /** Longer than any known name; what follows is not worth a comparison. */
  private static final int MAX_LENGTH = 60;

  private ClosestName() {}

  /**
   * The closest name, however far away.
   *
   * @param given what was given, of any length
   * @param known what would be right
   * @return one of {@code known}; empty when there is none
   */
  public static Optional<String> to(String given, Collection<String> known) {
    String start = lower(given.substring(0, Math.min(given.length(), MAX_LENGTH)));
    return known.stream()
        .min(
            Comparator.comparingInt(
                name -> 2 * distance(start, lower(name)) - sameLetters(start, lower(name))));
  }

  /**
   * The closest name, if it is so close that it was probably meant.
   *
   * @param given what was given, of any length
   * @param known what would be right
   * @return one of {@code known}, of which two thirds are as given; empty when there is none
   */
  public static Optional<String> near(String given, Collection<String> known) {
    if (given.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    return to(
        given,
        known.stream()
            .filter(name -> distance(lower(given), lower(name)) <= Math.max(1, name.length() / 3))
            .toList());
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** How many letters are the same before the first that differs. */
  private static int sameLetters(String one, String other) {
    int mismatch = Arrays.mismatch(one.toCharArray(), other.toCharArray());
    return mismatch < 0 ? one.length() : mismatch;
  }

  /** The Levenshtein distance, one row of the matrix at a time. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    Arrays.setAll(row, j -> j);
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
