package io.clausewatch.alertsender.outbox;

import static io.clausewatch.alertsender.outbox.OutboxIndex.type;

import io.clausewatch.alertroutes.AlertReason;
import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertState;
import java.time.Instant;
import java.util.List;

/**
 * Goes on with what was kept. Whoever kept it may have ended between two parts of what belongs
 * together, where that was very much ({@link ReceiverOutbox#changes}); it sent nothing then.
 */
final class OutboxRecovery {
  private final KeptMessages kept;
  private final MessageSuccession succession;
  private final ReminderSchedule reminders;

  OutboxRecovery(KeptMessages kept, MessageSuccession succession, ReminderSchedule reminders) {
    this.kept = kept;
    this.succession = succession;
    this.reminders = reminders;
  }

  /** All that was kept has been given back. */
  void restored(Instant now) {
    kept.index().takeOrphans().forEach(one -> waitAgain(one, now));
    for (ToldMatter matter : List.copyOf(kept.index().matters().all().values())) {
      if (matter.isTold()) {
        matter
            .beginning()
            .filter(one -> one.getCarriedBy() != null && one.getRemindAt() == null)
            .ifPresent(one -> reminders.remindLater(matter, now));
      }
      succession.goOn(matter, now);
    }
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
