package io.clausewatch.judging;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.Disclosure;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.FindingStatus;
import io.clausewatch.contract.TrailEntry;
import io.clausewatch.judge.FindingId;
import io.clausewatch.judge.Violation;
import io.clausewatch.policy.Clause;
import io.clausewatch.readmodel.EventFields;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * Puts together what a finding says of an event, as far as that follows from the event and its
 * violation alone.
 */
final class FindingDraft {
  private FindingDraft() {}

  /**
   * An open finding without revision and without instants of its own.
   *
   * @param entry the event, and whom it concerns
   */
  static Finding of(TrailEntry entry, String policyVersion, Violation violation) {
    Event event = Event.of((SpecificRecord) entry.getEvent());
    String subjectRef = entry.getSubjectRef();
    Clause clause = violation.clause();
    Finding finding = new Finding();
    finding.setFindingId(FindingId.of(event.policyId(), clause.id(), event.eventId(), subjectRef));
    finding.setStatus(FindingStatus.OPEN);
    finding.setSeverity(clause.severity());
    finding.setPolicyId(event.policyId());
    finding.setPolicyVersion(policyVersion);
    finding.setClauseId(clause.id());
    finding.setSection(clause.section());
    finding.setQuote(clause.quote());
    finding.setTranslation(clause.translation());
    finding.setTitle(clause.title());
    finding.setLocalTitle(clause.localTitle());
    finding.setExplanation(violation.explanation());
    finding.setLocalExplanation(violation.localExplanation());
    finding.setEventId(event.eventId());
    finding.setEventKind(event.kind().id());
    finding.setOccurredAt(event.occurredAt());
    finding.setSubjectRef(subjectRef);
    finding.setSubjectSpelling(entry.getSubjectSpelling());
    finding.setService(event.service());
    finding.setDataCategories(List.of());
    finding.setEvidence(violation.evidence());
    finding.setActorId(event.actor() == null ? null : event.actor().getId());
    switch (event.record()) {
      case Access access -> {
        finding.setPurpose(access.getPurpose());
        finding.setDataCategories(access.getDataCategories());
      }
      case Disclosure disclosure -> {
        finding.setRecipientId(disclosure.getRecipient().getId());
        finding.setRecipientKind(disclosure.getRecipient().getKind().name());
        finding.setPurpose(disclosure.getPurpose());
        finding.setDataCategories(disclosure.getDataCategories());
      }
      default -> {
        // In the other kinds no data moves.
      }
    }
    finding.setEventFields(EventFields.ofFinding(event));
    finding.setDueAt(violation.dueAt());
    if (violation.categories() != null) {
      finding.setDataCategories(violation.categories());
    }
    return finding;
  }
}
