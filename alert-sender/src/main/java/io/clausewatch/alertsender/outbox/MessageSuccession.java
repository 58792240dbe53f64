package io.clausewatch.alertsender.outbox;

import static io.clausewatch.alertsender.outbox.OutboxIndex.type;

import io.clausewatch.alertroutes.AlertReason;
import io.clausewatch.contract.AlertDecision;
import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertOrigin;
import io.clausewatch.contract.AlertState;
import io.clausewatch.contract.AlertType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Has the messages about one matter arrive one after the other: an end after its beginning. */
final class MessageSuccession {
  private final ReceiverRules rules;
  private final KeptMessages kept;
  private final NewMessages messages;
  private final MessagePlacement placement;
  private final MessageCancelling cancelling;

  MessageSuccession(
      ReceiverRules rules,
      KeptMessages kept,
      NewMessages messages,
      MessagePlacement placement,
      MessageCancelling cancelling) {
    this.rules = rules;
    this.kept = kept;
    this.messages = messages;
    this.placement = placement;
    this.cancelling = cancelling;
  }

  /** Makes a message about what has begun; it arrives after those before it. */
  void follow(AlertDecision decision, ToldMatter matter, AlertType type, Instant now) {
    AlertMessage message = messages.about(decision, type, now);
    message.setRoute(matter.beginning().orElseThrow().getRoute());
    follow(message, matter, now);
  }

  /** The same with a message that was made. */
  void follow(AlertMessage message, ToldMatter matter, Instant now) {
    belong(message, matter.beginning().orElseThrow());
    boolean isNext = matter.pending().isEmpty();
    kept.put(message, AlertState.WAITING, now);
    if (isNext) {
      goOn(matter, now);
    }
  }

  private static void belong(AlertMessage message, AlertMessage beginning) {
    message.setThread(beginning.getThread());
    if (type(message).isEnd()) {
      message.setEndOf(beginning.getMessageId());
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
    Optional<AlertReason.Said> why =
        type(next).isBeginning() ? Optional.empty() : whyNot(next, matter);
    if (why.isPresent()) {
      cancelling.cancel(next, why.get(), now);
      goOn(matter, now);
      return;
    }
    if (type(next) == AlertType.FINDING_ESCALATED) {
      kept.index().matters().joinThread(next);
      next.setDueAt(now);
    } else if (next.getFindings().isEmpty()) {
      next.setDueAt(now);
    } else {
      placement.place(next, AlertOrigin.LIVE, now);
    }
    kept.put(next, AlertState.WAITING, now);
  }

  /**
   * Why what follows a beginning is not sent, now that all before it has come to its end. What is
   * sent belongs to a beginning that was delivered.
   */
  private Optional<AlertReason.Said> whyNot(AlertMessage next, ToldMatter matter) {
    List<AlertMessage> before = matter.begunBefore(next);
    Optional<AlertMessage> told = before.stream().filter(matter::isTold).findFirst();
    if (told.isEmpty()) {
      return before.stream()
          .flatMap(one -> kept.index().whyDead(one).stream())
          .map(AlertReason.BEGINNING_DEAD::of)
          .findFirst();
    }
    belong(next, told.get());
    boolean isPartOfIncident =
        type(next).isEnd()
            && rules.keepsState()
            && kept.index().matters().openInThread(next.getThread()) > 1;
    return isPartOfIncident ? Optional.of(AlertReason.SAME_INCIDENT.of()) : Optional.empty();
  }
}
