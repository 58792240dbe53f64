package io.clausewatch.alertsender.outbox;

import static io.clausewatch.alertsender.outbox.OutboxIndex.type;

import io.clausewatch.alertroutes.AlertReason;
import io.clausewatch.contract.AlertChange;
import io.clausewatch.contract.AlertDecision;
import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertState;
import io.clausewatch.contract.AlertType;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.FindingStatus;
import io.clausewatch.contract.TriageStatus;
import java.time.Instant;

/** Says what a receiver is to be told when something was decided about a finding. */
final class FindingNews {
  private final ReceiverRules rules;
  private final KeptMessages kept;
  private final NewMessages messages;
  private final MessagePlacement placement;
  private final FindingEscalations escalations;
  private final MessageCancelling cancelling;
  private final MessageSuccession succession;
  private final ReminderSchedule reminders;

  FindingNews(
      ReceiverRules rules,
      KeptMessages kept,
      NewMessages messages,
      MessagePlacement placement,
      FindingEscalations escalations,
      MessageCancelling cancelling,
      MessageSuccession succession,
      ReminderSchedule reminders) {
    this.rules = rules;
    this.kept = kept;
    this.messages = messages;
    this.placement = placement;
    this.escalations = escalations;
    this.cancelling = cancelling;
    this.succession = succession;
    this.reminders = reminders;
  }

  /** Something was decided. */
  void decided(AlertDecision decision, Instant now) {
    ToldMatter matter =
        kept.index()
            .matters()
            .matter(decision.getFinding().getFindingId())
            .orElseGet(ToldMatter::new);
    boolean begun = matter.hasBegun();
    switch (decision.getChange()) {
      case RAISED -> {
        if (!begun) {
          begin(decision, matter, now);
        }
      }
      case REOPENED -> {
        if (begun) {
          reopened(decision, matter, now);
        } else {
          begin(decision, matter, now);
        }
      }
      case CHANGED -> {
        if (begun) {
          changed(decision, matter, now);
        } else {
          begin(decision, matter, now);
        }
      }
      case ACKNOWLEDGED -> acknowledged(decision, matter, now);
      case RETRACTED, CLOSED -> ended(decision, matter, now);
      case ASSIGNED -> assigned(decision, matter, now);
      case UNKNOWN -> {
        // A newer version decided it, which tells of it too.
      }
    }
  }

  private void begin(AlertDecision decision, ToldMatter matter, Instant now) {
    Finding finding = decision.getFinding();
    boolean isTakenCareOf =
        decision.getTriage() != TriageStatus.OPEN && decision.getTriage() != TriageStatus.UNKNOWN;
    if (isTakenCareOf) {
      return; // what was changed of it is for who takes care of it to see
    }
    rules
        .routeOf(finding)
        .ifPresent(
            route -> {
              AlertType type =
                  finding.getDueAt() == null ? AlertType.FINDING_RAISED : AlertType.DEADLINE_MISSED;
              AlertMessage message = messages.about(decision, type, now);
              message.setRoute(route.number());
              if (matter.pending().isEmpty()) {
                placement.place(message, decision.getOrigin(), now);
              }
              kept.put(message, AlertState.WAITING, now);
            });
    escalations.begin(decision, now);
  }

  private void changed(AlertDecision decision, ToldMatter matter, Instant now) {
    escalations.update(matter, decision, now);
    for (AlertMessage beginning : matter.standing()) {
      if (kept.isUntried(beginning)) {
        kept.update(beginning, decision, now); // nobody has seen it yet, so nothing has changed
      }
    }
    boolean isSeen =
        matter.standing().stream().anyMatch(one -> !kept.isUntried(one) && !matter.isDead(one));
    if (isSeen) {
      succession.follow(decision, matter, AlertType.FINDING_CHANGED, now);
    }
  }

  private void acknowledged(AlertDecision decision, ToldMatter matter, Instant now) {
    AlertReason.Said why = AlertReason.ACKNOWLEDGED.of();
    escalations.cancel(matter, why, now);
    cancelling.untried(matter, why, now);
    for (AlertMessage beginning : matter.standing()) {
      beginning.setRemindAt(null);
      kept.update(beginning, decision, now);
    }
    if (rules.keepsState() && matter.hasBegun() && !matter.isUndeliverable()) {
      succession.follow(decision, matter, AlertType.FINDING_ACKNOWLEDGED, now);
    }
  }

  private void reopened(AlertDecision decision, ToldMatter matter, Instant now) {
    for (AlertMessage beginning : matter.standing()) {
      kept.update(beginning, decision, now); // what is still tried says what is so then
    }
    if (matter.isTold()) {
      reminders.remindLater(matter, now);
    }
    AlertMessage beginning = matter.beginning().orElseThrow();
    if (matter.escalation().isEmpty() && type(beginning) != AlertType.FINDING_ESCALATED) {
      escalations.begin(decision, now);
    }
  }

  private void ended(AlertDecision decision, ToldMatter matter, Instant now) {
    boolean isClosed = decision.getChange() == AlertChange.CLOSED;
    AlertReason.Said why = (isClosed ? AlertReason.CLOSED : AlertReason.RETRACTED).of();
    escalations.cancel(matter, why, now);
    cancelling.over(matter, why, now);
    if (matter.hasBegun()) {
      AlertType type = isClosed ? AlertType.FINDING_CLOSED : AlertType.FINDING_RETRACTED;
      succession.follow(decision, matter, type, now);
    }
  }

  private void assigned(AlertDecision decision, ToldMatter matter, Instant now) {
    String assignee = decision.getAssignee();
    boolean stands =
        decision.getFinding().getStatus() == FindingStatus.OPEN
            && decision.getTriage() != TriageStatus.RESOLVED
            && decision.getTriage() != TriageStatus.DISMISSED;
    if (assignee == null || !stands || !rules.isOf(assignee)) {
      return;
    }
    if (matter.hasBegun()) {
      changed(decision, matter, now);
    } else {
      AlertMessage message = messages.about(decision, AlertType.FINDING_RAISED, now);
      message.setDueAt(matter.pending().isEmpty() ? now : null);
      kept.put(message, AlertState.WAITING, now);
    }
  }
}
