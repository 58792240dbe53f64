package io.clausewatch.http;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody probably meant. */
public final class ClosestName {

  private ClosestName() {}

  /**
   * The known name that differs least from one that was given, in letters to add, drop or change;
   * empty when none is near.
   */
  public static Optional<String> to(String given, Collection<String> known) {
    if (given.length() > 40) {
      return Optional.empty(); // longer than every known name, and not worth a comparison
    }
    return known.stream()
        .filter(name -> distance(given, name) <= Math.max(1, name.length() / 3))
        .min(Comparator.comparingInt(name -> distance(given, name)));
  }

  private static int distance(String given, String known) {
    String one = given.toLowerCase(Locale.ROOT);
    String other = known.toLowerCase(Locale.ROOT);
    int[] row = new int[other.length() + 1];
    for (int j = 0; j <= other.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= one.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= other.length(); j++) {
        int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[other.length()];
  }
}
