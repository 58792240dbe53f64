package io.clausewatch.readmodel;

import io.clausewatch.contract.Triage;
import io.clausewatch.contract.TriageReason;
import io.clausewatch.contract.TriageStatus;
import java.time.Instant;

/**
 * What an officer did about a finding.
 *
 * @param actId stands for the act, however often it is told
 * @param status what the finding was to be from then on; null where it was left as it was
 * @param reason why; null where the status needs none
 * @param note what the officer wrote; null when nothing
 * @param assignee who was to take care of it from then on, empty for nobody; null where that was
 *     left as it was
 * @param by the name of the officer
 * @param role the officer's role
 * @param at when
 * @param basedOn the version of the finding that the officer had before them
 * @param revision the engine's revision that the officer had before them
 */
public record OfficerAct(
    String actId,
    TriageStatus status,
    TriageReason reason,
    String note,
    String assignee,
    String by,
    String role,
    Instant at,
    int basedOn,
    int revision) {

  /** The act of a record of the contract. */
  static OfficerAct of(Triage act) {
    return new OfficerAct(
        act.getActId(),
        act.getStatus(),
        act.getReason(),
        act.getNote(),
        act.getAssignee(),
        act.getBy(),
        act.getRole(),
        act.getAt(),
        act.getBasedOn(),
        act.getRevision());
  }
}
