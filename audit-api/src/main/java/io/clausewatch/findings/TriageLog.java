package io.clausewatch.findings;

import io.clausewatch.contract.Triage;
import io.clausewatch.eventlog.EventLog.UnavailableException;
import java.util.List;

/** Where it is kept what officers did. */
public interface TriageLog {

  /**
   * Writes acts, and returns once every one of them is durable.
   *
   * @throws UnavailableException when that could not be achieved in time; some may be durable all
   *     the same
   */
  void append(List<Triage> acts) throws UnavailableException;
}
