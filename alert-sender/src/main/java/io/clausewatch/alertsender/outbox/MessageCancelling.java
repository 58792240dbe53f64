package io.clausewatch.alertsender.outbox;

import static io.clausewatch.alertsender.outbox.OutboxIndex.type;

import io.clausewatch.alertroutes.AlertReason;
import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertState;
import java.time.Instant;
import java.util.List;

/** Takes back what nobody can have seen, and nobody needs to see any more. */
final class MessageCancelling {
  private final KeptMessages kept;

  MessageCancelling(KeptMessages kept) {
    this.kept = kept;
  }

  /** All about a matter that was not tried yet, but its ends. */
  void untried(ToldMatter matter, AlertReason.Said why, Instant now) {
    for (AlertMessage message : List.copyOf(matter.pending())) {
      if (type(message).isEnd()) {
        continue;
      }
      if (kept.isUntried(message)) {
        cancel(message, why, now);
      } else if (message.getState() == AlertState.GROUPED) {
        kept.index()
            .live(message.getCarriedBy())
            .filter(kept::isUntried)
            .ifPresent(carrier -> takeOut(message, carrier, why, now));
      }
    }
  }

  /** A message that is dead, and perhaps one of several that a dead message tells of. */
  void undeliverable(AlertMessage dead, AlertReason.Said why, Instant now) {
    kept.index()
        .dead(dead.getCarriedBy())
        .ifPresentOrElse(carrier -> takeOut(dead, carrier, why, now), () -> cancel(dead, why, now));
  }

  /** What is over before the message is sent that tells of it and of others is not told. */
  private void takeOut(
      AlertMessage message, AlertMessage carrier, AlertReason.Said why, Instant now) {
    cancel(message, why, now);
    List<AlertMessage> rest = kept.index().carriedBy(carrier);
    if (rest.isEmpty()) {
      cancel(carrier, why, now);
    } else {
      NewMessages.list(carrier, rest);
      kept.put(carrier, carrier.getState(), now);
    }
  }

  /**
   * A message that is not sent. What kept it back until now it still says: that may be why nobody
   * was told.
   */
  void cancel(AlertMessage message, AlertReason.Said why, Instant now) {
    String held = message.getTries() == 0 ? message.getKeptBackBy() : null;
    HoldingBack.letGo(message, null);
    message.setKeptBackBy(
        held == null ? why.text() : AlertReason.KEPT_BACK_UNTIL_THEN.of(why.text(), held).text());
    kept.put(message, AlertState.SILENCED, now);
  }
}
