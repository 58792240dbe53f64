package io.clausewatch.alerting;

import io.clausewatch.contract.AlertChange;
import io.clausewatch.contract.AlertOrigin;
import io.clausewatch.contract.DeadLetterReason;

/** Is told what is decided, to count it. Learns nothing about any data subject. */
public interface AlertObserver {

  /**
   * Something was decided about a finding.
   *
   * @param change what became of it
   * @param origin why
   */
  void decided(AlertChange change, AlertOrigin origin);

  /** A finding was retracted, or an officer took care of it, before it had settled. */
  void sparedAlert();

  /**
   * A record became a dead letter.
   *
   * @param reason why
   */
  void buried(DeadLetterReason reason);
}
