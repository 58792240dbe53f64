package io.clausewatch.policy;

import io.clausewatch.contract.ClosestName;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** How a message names what somebody probably meant by a name that is not known. */
public final class KnownNames {

  /** More of them help nobody who reads one line. */
  private static final int MAX_LISTED = 24;

  /** A shorter part is a part of many names. */
  private static final int MIN_PART = 4;

  private KnownNames() {}

  /**
   * The closest known name, or all of them where it was hardly meant and they are few; to be said
   * behind what was found.
   *
   * @param found what is not known
   * @param known what would be right, in an order that makes sense
   */
  public static String closestTo(String found, Collection<String> known) {
    if (known.isEmpty()) {
      return "; none is known here";
    }
    if (isMeant(found, known)) {
      return closest(found, known, "the closest known name is '");
    }
    // A wild guess would only mislead where all of them can be said.
    return known.size() <= MAX_LISTED
        ? "; known are " + String.join(", ", known)
        : closest(found, known, "the closest in spelling is '");
  }

  /** The closest known name where it was probably meant; empty otherwise. */
  public static String meant(String found, Collection<String> known) {
    return isMeant(found, known) ? closest(found, known, "the closest known name is '") : "";
  }

  private static String closest(String found, Collection<String> known, String how) {
    // Sorted, so that of two that are as close it is always the same.
    return ClosestName.to(found, candidates(found, known))
        .map(name -> "; " + how + name + "'")
        .orElse("");
  }

  /**
   * Names of which what was found is a part, such as {@code marketing}; all where there are none.
   */
  private static List<String> candidates(String found, Collection<String> known) {
    List<String> sorted = known.stream().sorted().toList();
    List<String> longer = sorted.stream().filter(name -> holds(name, found)).toList();
    return longer.isEmpty() ? sorted : longer;
  }

  private static boolean holds(String name, String part) {
    return part.length() >= MIN_PART
        && name.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }

  private static boolean isMeant(String found, Collection<String> known) {
    return known.stream().anyMatch(name -> holds(name, found))
        || ClosestName.near(found, known).isPresent()
        || known.stream().anyMatch(name -> Arrays.equals(letters(name), letters(found)));
  }

  private static int[] letters(String name) {
    return name.chars().sorted().toArray();
  }
}
