package io.clausewatch.contract;

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
