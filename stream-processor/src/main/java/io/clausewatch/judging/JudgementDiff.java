package io.clausewatch.judging;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import io.clausewatch.contract.Event;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.FindingStatus;
import io.clausewatch.contract.Outcome;
import io.clausewatch.contract.TrailEntry;
import io.clausewatch.contract.Verdict;
import io.clausewatch.judge.FindingId;
import io.clausewatch.judge.Gap;
import io.clausewatch.judge.Judgement;
import io.clausewatch.judge.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/**
 * Compares a judgement of an event with what stands about it, and says what changes. Pure.
 *
 * @param trail the new revision of the trail entry; empty when the entry stands as it is
 * @param findings the new revisions of findings, each with whether it is raised: open, and not so
 *     before
 */
record JudgementDiff(Optional<TrailEntry> trail, List<Change> findings) {

  /** Whether anything is not as it stood. */
  boolean isChange() {
    return trail.isPresent() || !findings.isEmpty();
  }

  /** A new revision of a finding. */
  record Change(Finding finding, boolean raised) {}

  /**
   * What a first judgement says.
   *
   * @param unjudged the trail entry without verdicts, revision 0
   * @param now when it was judged
   */
  static JudgementDiff first(TrailEntry unjudged, Judgement judgement, Instant now) {
    return compare(unjudged, clauseId -> null, judgement, null, now);
  }

  /**
   * What a further judgement changes.
   *
   * @param standing the trail entry as it stands
   * @param findings the last revision of the finding about this event by a clause; null when there
   *     never was one
   * @param cause why it was judged again
   * @param now when it was judged
   */
  static JudgementDiff again(
      TrailEntry standing,
      Function<String, Finding> findings,
      Judgement judgement,
      RejudgeCause cause,
      Instant now) {
    return compare(standing, findings, judgement, cause.says(), now);
  }

  /**
   * Compares.
   *
   * @param late what came late; null where nothing did
   */
  private static JudgementDiff compare(
      TrailEntry standing,
      Function<String, Finding> findings,
      Judgement judgement,
      String late,
      Instant now) {
    Event event = event(standing);
    List<Change> changes = new ArrayList<>();
    Set<String> violated = new HashSet<>();
    for (Violation violation : judgement.violations()) {
      String clauseId = violation.clause().id();
      if (violated.add(clauseId)) {
        Finding finding = FindingDraft.of(standing, judgement.policyVersion(), violation);
        Change change = raise(finding, findings.apply(clauseId), late, now);
        if (change != null) {
          changes.add(change);
        }
      }
    }
    for (Verdict verdict : standing.getVerdicts()) {
      if (verdict.getOutcome() == Outcome.VIOLATED && !violated.contains(verdict.getClauseId())) {
        changes.add(retract(findings.apply(verdict.getClauseId()), late, now));
      }
    }
    return new JudgementDiff(entry(standing, event, judgement, now), changes);
  }

  private static Change raise(Finding finding, Finding before, String late, Instant now) {
    if (before == null) {
      finding.setRevision(1);
      finding.setRaisedIn(1);
      finding.setDetectedAt(now);
      finding.setRevisedAt(now);
      finding.setRetroactive(late != null);
      finding.setRevisedBecause(late);
      return new Change(finding, true);
    }
    // What does not make a difference is taken over, then compared with the rest.
    finding.setRevision(before.getRevision());
    finding.setDetectedAt(before.getDetectedAt());
    finding.setRevisedAt(before.getRevisedAt());
    finding.setRetroactive(before.getRetroactive());
    finding.setRevisedBecause(before.getRevisedBecause());
    finding.setRaisedIn(before.getRaisedIn());
    // It follows from the event, which never changes; an older version said less of it.
    Map<String, List<String>> eventFields = finding.getEventFields();
    finding.setEventFields(before.getEventFields());
    if (finding.equals(before)) {
      return null;
    }
    finding.setEventFields(eventFields);
    finding.setRevision(before.getRevision() + 1);
    finding.setRevisedAt(now);
    finding.setRetroactive(before.getRetroactive() || late != null);
    finding.setRevisedBecause(late);
    boolean raised = before.getStatus() != FindingStatus.OPEN;
    if (raised) {
      finding.setRaisedIn(finding.getRevision());
    }
    return new Change(finding, raised);
  }

  private static Change retract(Finding before, String late, Instant now) {
    Finding retracted = Finding.newBuilder(before).build();
    retracted.setStatus(FindingStatus.RETRACTED);
    retracted.setRevision(before.getRevision() + 1);
    retracted.setRevisedAt(now);
    retracted.setRetroactive(before.getRetroactive() || late != null);
    retracted.setRevisedBecause(late);
    return new Change(retracted, false);
  }

  private static Optional<TrailEntry> entry(
      TrailEntry standing, Event event, Judgement judgement, Instant now) {
    List<Verdict> verdicts = verdicts(event, standing.getSubjectRef(), judgement);
    boolean same =
        standing.getRevision() > 0
            && verdicts.equals(standing.getVerdicts())
            && Objects.equals(judgement.policyVersion(), standing.getPolicyVersion());
    return same
        ? Optional.empty()
        : Optional.of(
            new TrailEntry(
                standing.getEntryId(),
                standing.getRevision() + 1,
                standing.getSubjectRef(),
                standing.getReceivedAt(),
                now,
                judgement.policyVersion(),
                verdicts,
                standing.getEvent(),
                standing.getSubjectSpelling()));
  }

  /** Sorted, so that the order in which clauses were asked makes no difference. */
  private static List<Verdict> verdicts(Event event, String subjectRef, Judgement judgement) {
    List<Verdict> verdicts = new ArrayList<>();
    for (Violation violation : judgement.violations()) {
      String clauseId = violation.clause().id();
      String findingId = FindingId.of(event.policyId(), clauseId, event.eventId(), subjectRef);
      verdicts.add(new Verdict(clauseId, Outcome.VIOLATED, findingId, null));
    }
    for (Gap gap : judgement.gaps()) {
      verdicts.add(new Verdict(gap.clauseId(), Outcome.UNDECIDED, null, gap.reason()));
    }
    verdicts.sort(
        comparing(Verdict::getClauseId, nullsFirst(naturalOrder()))
            .thenComparing(Verdict::getReason, nullsFirst(naturalOrder())));
    return verdicts;
  }

  private static Event event(TrailEntry entry) {
    return Event.of((SpecificRecord) entry.getEvent());
  }
}
