package io.clausewatch.alerting;

import io.clausewatch.contract.AlertChange;
import io.clausewatch.contract.AlertDecision;
import io.clausewatch.contract.AlertOrigin;
import io.clausewatch.contract.AlertStanding;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.Triage;
import io.clausewatch.contract.TriageStatus;
import io.clausewatch.readmodel.FindingDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides about one finding at a time. Keeps nothing itself: it changes the standing that it is
 * given, which the caller stores. The status in force is what the searches show, whatever the order
 * in which revisions and acts come.
 */
final class AlertDecider {
  private static final String OPEN = "OPEN";
  private static final String RETRACTED = "RETRACTED";

  private final Duration settle;

  /**
   * A decider.
   *
   * @param settle how long a finding has to stand before it is raised
   */
  AlertDecider(Duration settle) {
    this.settle = settle;
  }

  /**
   * What comes of something new.
   *
   * @param standing what is to be kept
   * @param decisions in their order; most often one or none
   * @param spared whether a finding was retracted, or an officer took care of it, before it was
   *     raised
   */
  record Outcome(AlertStanding standing, List<AlertDecision> decisions, boolean spared) {}

  /**
   * A revision of the engine's.
   *
   * @param before what was kept; empty when nothing was
   * @param origin why there is one
   */
  Outcome revised(
      Optional<AlertStanding> before, Finding finding, AlertOrigin origin, Instant now) {
    AlertStanding standing = before.orElseGet(AlertDecider::nothingKnown);
    Finding known = standing.getFinding();
    if (known == null || FindingDocument.isNewer(finding, known)) {
      standing.setFinding(finding);
    }
    return decide(standing, origin, null, now);
  }

  /**
   * An act of an officer's.
   *
   * @param before what was kept; empty when nothing was
   * @param origin why there is one
   */
  Outcome acted(Optional<AlertStanding> before, Triage act, AlertOrigin origin, Instant now) {
    AlertStanding standing = before.orElseGet(AlertDecider::nothingKnown);
    boolean repeated =
        standing.getActs().stream().anyMatch(known -> known.getActId().equals(act.getActId()));
    if (repeated) {
      return new Outcome(standing, List.of(), false);
    }
    // No decision tells what the officer wrote, and this is kept for good.
    Triage kept = Triage.newBuilder(act).setNote(null).build();
    List<Triage> acts = new ArrayList<>(standing.getActs());
    acts.add(kept);
    standing.setActs(acts);
    return decide(standing, origin, act.getBy(), now);
  }

  /**
   * A finding has stood for as long as it had to.
   *
   * @param standing what was kept
   */
  Outcome settled(AlertStanding standing, Instant now) {
    if (standing.getSettlesAt() == null || now.isBefore(standing.getSettlesAt())) {
      return new Outcome(standing, List.of(), false);
    }
    List<AlertDecision> decisions = new ArrayList<>();
    raise(standing, document(standing), now, decisions);
    return new Outcome(standing, decisions, false);
  }

  private static AlertStanding nothingKnown() {
    return AlertStanding.newBuilder().build();
  }

  private static FindingDocument document(AlertStanding standing) {
    return FindingDocument.of(standing.getFinding(), standing.getActs());
  }

  private Outcome decide(AlertStanding standing, AlertOrigin origin, String by, Instant now) {
    List<AlertDecision> decisions = new ArrayList<>();
    if (standing.getFinding() == null) {
      return new Outcome(standing, decisions, false);
    }
    FindingDocument document = document(standing);
    boolean isOpen = document.status().equals(OPEN);
    boolean spared = false;
    if (standing.getRaised()) {
      change(standing, document)
          .ifPresent(
              change -> decisions.add(decision(standing, document, change, origin, by, now)));
      standing.setRaised(!document.status().equals(RETRACTED));
    } else if (!isOpen) {
      // It is over, or somebody takes care of it, before anybody was told.
      spared = standing.getSettlesAt() != null;
      standing.setSettlesAt(null);
    } else if (standing.getSettlesAt() == null) {
      standing.setOrigin(origin);
      standing.setSettlesAt(now.plus(settle));
    }
    boolean assigned =
        document.assignee() != null && !document.assignee().equals(standing.getAssignee());
    boolean unassigned = document.assignee() == null && standing.getAssignee() != null;
    if (assigned || unassigned) {
      boolean ofInterest = standing.getRaised() || (assigned && origin != AlertOrigin.STANDING);
      if (ofInterest) {
        decisions.add(decision(standing, document, AlertChange.ASSIGNED, origin, by, now));
      }
    }
    note(standing, document);
    return new Outcome(standing, decisions, spared);
  }

  private static void raise(
      AlertStanding standing,
      FindingDocument document,
      Instant now,
      List<AlertDecision> decisions) {
    standing.setSettlesAt(null);
    standing.setRaised(true);
    decisions.add(
        decision(standing, document, AlertChange.RAISED, standing.getOrigin(), null, now));
    note(standing, document);
  }

  /** What became of a finding that stood; empty where it is as it was. */
  private static Optional<AlertChange> change(AlertStanding standing, FindingDocument document) {
    String status = document.status();
    if (!status.equals(standing.getStatus())) {
      return Optional.of(
          switch (status) {
            case RETRACTED -> AlertChange.RETRACTED;
            case OPEN -> AlertChange.REOPENED;
            case "ACKNOWLEDGED" -> AlertChange.ACKNOWLEDGED;
            default -> AlertChange.CLOSED;
          });
    }
    Finding finding = document.finding();
    boolean isOver = isClosed(status) || status.equals(RETRACTED);
    boolean same =
        finding.getSeverity() == standing.getSeverity()
            && finding.getExplanation().equals(standing.getExplanation());
    return isOver || same ? Optional.empty() : Optional.of(AlertChange.CHANGED);
  }

  private static boolean isClosed(String status) {
    return status.equals("RESOLVED") || status.equals("DISMISSED");
  }

  private static AlertDecision decision(
      AlertStanding standing,
      FindingDocument document,
      AlertChange change,
      AlertOrigin origin,
      String by,
      Instant now) {
    int number = standing.getDecisions() + 1;
    standing.setDecisions(number);
    Finding finding = document.finding();
    TriageStatus triage =
        document.status().equals(RETRACTED)
            ? TriageStatus.OPEN
            : TriageStatus.valueOf(document.status());
    return new AlertDecision(
        finding.getFindingId() + "-" + number,
        number,
        change,
        origin,
        now,
        finding,
        triage,
        document.assignee(),
        by);
  }

  private static void note(AlertStanding standing, FindingDocument document) {
    standing.setStatus(document.status());
    standing.setAssignee(document.assignee());
    standing.setSeverity(document.finding().getSeverity());
    standing.setExplanation(document.finding().getExplanation());
  }
}
