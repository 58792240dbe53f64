package io.clausewatch.judging;

import io.clausewatch.contract.DeadLetterReason;
import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.FindingStatus;
import io.clausewatch.contract.Severity;

/** Is told what the judge does, to count it. Learns nothing about any data subject. */
public interface JudgeObserver {
  /**
   * An event was judged for the first time.
   *
   * @param kind its kind
   */
  void judged(EventKind kind);

  /** An event was judged again. */
  void judgedAgain();

  /**
   * Something about an event could not be decided.
   *
   * @param kind its kind
   */
  void undecided(EventKind kind);

  /**
   * A finding has a new revision.
   *
   * @param severity of its clause
   * @param status open or retracted
   */
  void found(Severity severity, FindingStatus status);

  /**
   * A fact came that was older than the events which are kept to be judged again: what it can touch
   * may be gone.
   *
   * @param kind of its event
   */
  void lateBeyondHorizon(EventKind kind);

  /**
   * A fact became a dead letter.
   *
   * @param reason why
   */
  void buried(DeadLetterReason reason);
}
