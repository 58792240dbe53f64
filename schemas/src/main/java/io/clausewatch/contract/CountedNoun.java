package io.clausewatch.contract;

/** The English noun that belongs to a number: 1 event, 2 events, 0 events. */
public final class CountedNoun {
  private CountedNoun() {}

  /** The number and its noun, whose plural ends in s. */
  public static String count(long number, String one) {
    return number + " " + of(number, one);
  }

  /** The noun alone, whose plural ends in s. */
  public static String of(long number, String one) {
    return of(number, one, one + "s");
  }

  /** The noun alone. */
  public static String of(long number, String one, String many) {
    return number == 1 ? one : many;
  }
}
