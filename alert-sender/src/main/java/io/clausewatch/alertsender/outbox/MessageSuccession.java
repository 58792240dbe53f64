package io.clausewatch.alertsender.outbox;

import static io.clausewatch.alertsender.outbox.OutboxIndex.type;

import io.clausewatch.alertroutes.AlertReason;
import io.clausewatch.contract.AlertDecision;
import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertOrigin;
import io.clausewatch.contract.AlertState;
import io.clausewatch.contract.AlertType;
import java.time.Instant;

/** Has the messages about one matter arrive one after the other: an end after its beginning. */
final class MessageSuccession {
  private final ReceiverRules rules;
  private final KeptMessages kept;
  private final NewMessages messages;
  private final MessagePlacement placement;

  MessageSuccession(
      ReceiverRules rules, KeptMessages kept, NewMessages messages, MessagePlacement placement) {
    this.rules = rules;
    this.kept = kept;
    this.messages = messages;
    this.placement = placement;
  }

  /** Makes a message about what has begun; it arrives after those before it. */
  void follow(AlertDecision decision, ToldMatter matter, AlertType type, Instant now) {
    AlertMessage message = messages.about(decision, type, now);
    AlertMessage beginning = matter.beginning().orElseThrow();
    message.setRoute(beginning.getRoute());
    message.setThread(matter.thread(message.getThread()));
    if (type.isEnd()) {
      message.setEndOf(beginning.getMessageId());
    }
    boolean isNext = matter.pending().isEmpty();
    kept.put(message, AlertState.WAITING, now);
    if (isNext) {
      goOn(matter, now);
    }
  }

  /** The next of those that waited for the one before it. */
  void goOn(ToldMatter matter, Instant now) {
    AlertMessage next = matter.pending().isEmpty() ? null : matter.pending().getFirst();
    boolean isNext =
        next != null && next.getState() == AlertState.WAITING && next.getDueAt() == null;
    if (!isNext) {
      return;
    }
    if (matter.isBegunBy(next.getEndOf())) {
      next.setThread(matter.thread(next.getThread())); // it may have been told with others
    }
    boolean isPartOfIncident =
        type(next).isEnd()
            && rules.keepsState()
            && kept.index().matters().openInThread(next.getThread()) > 1;
    if (isPartOfIncident) {
      next.setKeptBackBy(AlertReason.SAME_INCIDENT.of().text());
      kept.put(next, AlertState.SILENCED, now);
      goOn(matter, now);
      return;
    }
    if (next.getFindings().isEmpty()) {
      next.setDueAt(now);
    } else {
      placement.place(next, AlertOrigin.LIVE, now);
    }
    kept.put(next, AlertState.WAITING, now);
  }
}
