package io.clausewatch.ingest;

import io.clausewatch.contract.DeadLetterReason;
import io.clausewatch.contract.EventKind;

/** Is told what becomes of each record, to count it. Learns nothing about any data subject. */
public interface IntakeObserver {
  /**
   * An event was taken in for the first time.
   *
   * @param kind its kind
   */
  void taken(EventKind kind);

  /**
   * An event came again, and was dropped.
   *
   * @param kind its kind
   */
  void duplicate(EventKind kind);

  /**
   * An event lay outside of the partition of its id, and was sent there.
   *
   * @param kind its kind
   */
  void rekeyed(EventKind kind);

  /**
   * A record became a dead letter.
   *
   * @param reason why
   */
  void buried(DeadLetterReason reason);
}
