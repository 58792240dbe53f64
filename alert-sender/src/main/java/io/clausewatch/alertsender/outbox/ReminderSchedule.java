package io.clausewatch.alertsender.outbox;

import io.clausewatch.alertroutes.AlertRoute;
import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertOrigin;
import io.clausewatch.contract.AlertState;
import io.clausewatch.contract.TriageStatus;
import java.time.Instant;
import java.util.Optional;

/** Reminds of what was told, stands, and nobody takes care of. */
final class ReminderSchedule {
  private static final String OPEN = TriageStatus.OPEN.name();

  private final ReceiverRules rules;
  private final KeptMessages kept;
  private final NewMessages messages;
  private final MessagePlacement placement;

  ReminderSchedule(
      ReceiverRules rules, KeptMessages kept, NewMessages messages, MessagePlacement placement) {
    this.rules = rules;
    this.kept = kept;
    this.messages = messages;
    this.placement = placement;
  }

  /** Time has passed. */
  void tick(Instant now) {
    DueQueue due = kept.index().matters().reminders();
    for (var key = due.poll(now); key.isPresent(); key = due.poll(now)) {
      kept.index().matters().matter(key.get()).ifPresent(matter -> remind(matter, now));
    }
  }

  /** Says when it is reminded next of what it was told. */
  void remindLater(ToldMatter matter, Instant now) {
    AlertMessage beginning = matter.beginning().orElseThrow();
    Instant at = route(beginning).flatMap(AlertRoute::repeat).map(now::plus).orElse(null);
    if (at != null || beginning.getRemindAt() != null) {
      beginning.setRemindAt(at);
      kept.noteTold(beginning, now);
      kept.put(beginning, beginning.getState(), now);
    }
  }

  private void remind(ToldMatter matter, Instant now) {
    AlertMessage beginning = matter.beginning().orElse(null);
    if (beginning == null) {
      return;
    }
    Optional<AlertRoute> route = route(beginning).filter(by -> by.repeat().isPresent());
    if (matter.pending().isEmpty() && route.isPresent()) {
      AlertMessage message = messages.reminder(beginning, now);
      message.setRoute(route.get().number());
      placement.place(message, AlertOrigin.LIVE, now);
      kept.put(message, AlertState.WAITING, now);
    }
    remindLater(matter, now);
  }

  /** By which it is told of a finding that is open; empty where it is not, or none leads to it. */
  private Optional<AlertRoute> route(AlertMessage beginning) {
    boolean isOpen =
        beginning.getFindingId() != null
            && beginning.getFindings().getFirst().getStatus().equals(OPEN);
    return isOpen
        ? rules.routeOf(beginning.getFindings().getFirst().getFinding())
        : Optional.empty();
  }
}
