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
   * A step of a pass over all events of a policy left a rest.
   *
   * @param policyId the policy; no text of an event
   * @param partition where the events are
   * @param share how much is through, from 0 to 1
   */
  void passGoesOn(String policyId, int partition, double share);

  /**
   * A pass over all events of a policy is through.
   *
   * @param policyId the policy; no text of an event
   * @param partition where the events are
   */
  void passEnded(String policyId, int partition);

  /**
   * This task knows no more of its passes, which go on elsewhere or later.
   *
   * @param partition the task's
   */
  void passesLeft(int partition);

  /**
   * A fact became a dead letter.
   *
   * @param reason why
   */
  void buried(DeadLetterReason reason);
}
