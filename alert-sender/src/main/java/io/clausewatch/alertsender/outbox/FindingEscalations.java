package io.clausewatch.alertsender.outbox;

import io.clausewatch.alertroutes.AlertReason;
import io.clausewatch.contract.AlertDecision;
import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertOrigin;
import io.clausewatch.contract.AlertState;
import io.clausewatch.contract.AlertType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** The messages that wait until a finding has stood for long without an answer. */
final class FindingEscalations {
  private final ReceiverRules rules;
  private final KeptMessages kept;
  private final NewMessages messages;
  private final MessageCancelling cancelling;

  FindingEscalations(
      ReceiverRules rules, KeptMessages kept, NewMessages messages, MessageCancelling cancelling) {
    this.rules = rules;
    this.kept = kept;
    this.messages = messages;
    this.cancelling = cancelling;
  }

  /** A finding has begun to stand: the receiver is told if nobody takes care of it for long. */
  void begin(AlertDecision decision, Instant now) {
    Optional<AlertMessage> waiting =
        kept.index().matters().matter(decision.getFinding().getFindingId()).flatMap(this::waiting);
    if (waiting.isPresent()) {
      kept.update(waiting.get(), decision, now);
      return;
    }
    rules
        .escalationOf(decision.getFinding())
        .ifPresent(
            route -> {
              AlertMessage message = messages.about(decision, AlertType.FINDING_ESCALATED, now);
              message.setRoute(route.number());
              Instant due = now.plus(route.escalation().orElseThrow().after());
              // Many that came about together are escalated together.
              boolean isOneOfMany = decision.getOrigin() != AlertOrigin.LIVE;
              message.setDueAt(
                  isOneOfMany
                      ? due.truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1))
                      : due);
              message.setCollecting(true);
              kept.put(message, AlertState.WAITING, now);
            });
  }

  /** What waits tells of the finding as it is now. */
  void update(ToldMatter matter, AlertDecision decision, Instant now) {
    waiting(matter).ifPresent(message -> kept.update(message, decision, now));
  }

  /** Somebody takes care of it, or it is over. */
  void cancel(ToldMatter matter, AlertReason.Said why, Instant now) {
    waiting(matter)
        .filter(kept::isUntried)
        .ifPresent(message -> cancelling.cancel(message, why, now));
  }

  private Optional<AlertMessage> waiting(ToldMatter matter) {
    return matter.escalation().flatMap(kept.index()::live);
  }
}
