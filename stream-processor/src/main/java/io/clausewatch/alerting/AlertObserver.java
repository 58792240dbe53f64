package io.clausewatch.alerting;

import io.clausewatch.contract.AlertChange;
import io.clausewatch.contract.AlertOrigin;

/** Is told what is decided, to count it. Learns nothing about any data subject. */
public interface AlertObserver {

  /**
   * Something was decided about a finding.
   *
   * @param change what became of it
   * @param origin why
   */
  void decided(AlertChange change, AlertOrigin origin);

  /** A finding was retracted before it had settled: nobody hears of it. */
  void sparedAlert();
}
