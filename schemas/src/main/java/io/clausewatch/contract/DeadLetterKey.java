package io.clausewatch.contract;

/**
 * The key of a dead letter's record: the place that the letter points at, so that all letters about
 * one record lie in one partition, however often it is tried.
 */
public final class DeadLetterKey {
  private DeadLetterKey() {}

  /**
   * The key.
   *
   * @return such as {@code clausewatch.events.access-3-42}: topic, partition and offset
   */
  public static String of(DeadLetter letter) {
    return letter.getTopic() + "-" + letter.getPartition() + "-" + letter.getOffset();
  }
}
