package io.clausewatch.contract;

/**
 * One thing that is wrong with an event.
 *
 * @param path where, as a JSON path: {@code $.data.recipient.kind}, {@code $.time}, {@code
 *     $.data.subjectIds[3]}
 * @param expected what the contract wants there
 * @param found what is there instead; of ids and free text only the shape (their length, say),
 *     never the value
 */
public record Fault(String path, String expected, String found) {

  /** For people: {@code path: expected X, found Y}. */
  @Override
  public String toString() {
    return path + ": expected " + expected + ", found " + found;
  }
}
