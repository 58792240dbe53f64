package io.clausewatch.findings;

import io.clausewatch.contract.Triage;
import io.clausewatch.contract.TriageReason;
import io.clausewatch.contract.TriageStatus;
import io.clausewatch.readmodel.OfficerAct;
import java.util.Objects;

/**
 * What somebody wants to do about a finding; at least one of its parts is there.
 *
 * @param status the status that it shall have; null to leave it as it is
 * @param reason why; null unless the status needs one
 * @param note what to say about it; null for nothing
 * @param assignee who shall take care of it, empty for nobody; null to leave that as it is
 */
public record TriageCommand(
    TriageStatus status, TriageReason reason, String note, String assignee) {

  /**
   * Starts the record of it.
   *
   * @return a record with these parts, and the others still to be filled in
   */
  Triage.Builder record() {
    return Triage.newBuilder()
        .setStatus(status)
        .setReason(reason)
        .setNote(note)
        .setAssignee(assignee);
  }

  /** Whether an act that is on record says the same. */
  boolean isThatOf(OfficerAct act) {
    return status == act.status()
        && reason == act.reason()
        && Objects.equals(note, act.note())
        && Objects.equals(assignee, act.assignee());
  }
}
