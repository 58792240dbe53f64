package io.clausewatch.alertsender.outbox;

import static io.clausewatch.alertsender.outbox.OutboxIndex.type;

import io.clausewatch.alertroutes.AlertReason;
import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Goes on with what was kept. Whoever kept it may have ended between two parts of what belongs
 * together, where that was very much ({@link ReceiverOutbox#changes}); it sent nothing then.
 */
final class OutboxRecovery {
  private final KeptMessages kept;
  private final MessageCancelling cancelling;
  private final MessageSuccession succession;
  private final ReminderSchedule reminders;

  OutboxRecovery(
      KeptMessages kept,
      MessageCancelling cancelling,
      MessageSuccession succession,
      ReminderSchedule reminders) {
    this.kept = kept;
    this.cancelling = cancelling;
    this.succession = succession;
    this.reminders = reminders;
  }

  /** All that was kept has been given back. */
  void restored(Instant now) {
    kept.index().takeOrphans().forEach(one -> waitAgain(one, now));
    for (ToldMatter matter : List.copyOf(kept.index().matters().all().values())) {
      if (matter.isUndeliverable()) {
        whyDead(matter).ifPresent(why -> cancelEnds(matter, why, now));
      } else if (matter.isTold() && matter.hasBegun()) {
        matter
            .beginning()
            .filter(one -> one.getCarriedBy() != null && one.getRemindAt() == null)
            .ifPresent(one -> reminders.remindLater(matter, now));
      }
      succession.goOn(matter, now);
    }
  }

  /** As the dead message says: the beginning itself, or the one that told of it and of others. */
  private Optional<AlertReason.Said> whyDead(ToldMatter matter) {
    return matter
        .beginning()
        .flatMap(
            one ->
                kept.index()
                    .dead(one.getMessageId())
                    .or(() -> kept.index().dead(one.getCarriedBy())))
        .map(dead -> AlertReason.BEGINNING_DEAD.of(dead.getKeptBackBy()));
  }

  private void cancelEnds(ToldMatter matter, AlertReason.Said why, Instant now) {
    List.copyOf(matter.pending()).stream()
        .filter(one -> matter.isBegunBy(one.getEndOf()) && kept.isUntried(one))
        .forEach(one -> cancelling.cancel(one, why, now));
  }

  /** It goes with those of its group that are not yet put together, or were kept back with it. */
  private void waitAgain(AlertMessage message, Instant now) {
    HoldingBack.letGo(message, now);
    message.setCarriedBy(null);
    if (type(message).isBeginning()) {
      message.setThread(NewMessages.thread(message.getFindingId()));
    }
    if (message.getGroup() == null) {
      message.setKeptBackBy(AlertReason.NOT_PUT_TOGETHER.of().text());
    } else {
      message.setCollecting(true);
    }
    kept.put(message, AlertState.WAITING, now);
  }
}
