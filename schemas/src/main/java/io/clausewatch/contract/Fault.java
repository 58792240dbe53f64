package io.clausewatch.contract;

import java.util.ArrayList;
import java.util.List;

/**
 * One thing that is wrong with an event.
 *
 * @param path where, as a JSON path: {@code $.data.recipient.kind}, {@code $.time}, {@code
 *     $.data.subjectIds[3]}
 * @param expected what the contract wants there
 * @param found what is there instead, for the sender: of ids and free text only the shape (their
 *     length, say), never the value; a symbol, a number or a time as it was sent
 * @param kept all of it in words that are the contract's own, for what is stored of an event that
 *     was refused: no value and no name of the sender's
 */
public record Fault(String path, String expected, String found, String kept) {

  /**
   * The first of some faults, and how many more there are: so that a small request cannot ask for a
   * huge answer.
   *
   * @param most how many are named; may be 0
   * @return unmodifiable, at most one longer than that
   */
  public static List<Fault> atMost(List<Fault> faults, int most) {
    if (faults.size() <= most) {
      return List.copyOf(faults);
    }
    List<Fault> named = new ArrayList<>(faults.subList(0, most));
    named.add(more(most, faults.size() - most));
    return List.copyOf(named);
  }

  /** What stands for the faults that are counted and not named. */
  static Fault more(int named, int more) {
    return new Fault("$", "at most " + named + " faults to name", more + " more");
  }

  /** One with nothing of the sender's in it. */
  public Fault(String path, String expected, String found) {
    this(path, expected, found, sentence(path, expected, found));
  }

  /** In words: {@code path: expected X, found Y}. */
  static String sentence(String path, String expected, String found) {
    return path + ": expected " + expected + ", found " + found;
  }

  /** For the sender: {@code path: expected X, found Y}. */
  @Override
  public String toString() {
    return sentence(path, expected, found);
  }
}
