package io.clausewatch.alertsender.outbox;

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

  /** All by which a matter stands, where it is over, but what may have arrived. */
  void over(ToldMatter matter, AlertReason.Said why, Instant now) {
    untried(matter, why, now);
    matter.standing().stream()
        .filter(matter::isDead)
        .forEach(dead -> undeliverable(dead, why, now));
  }

  /** All that was not tried yet of what says how a matter stands. */
  void untried(ToldMatter matter, AlertReason.Said why, Instant now) {
    for (AlertMessage message : matter.pendingSinceEnd()) {
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
  private void undeliverable(AlertMessage dead, AlertReason.Said why, Instant now) {
    kept.index()
        .dead(dead.getCarriedBy())
        .ifPresentOrElse(carrier -> takeOut(dead, carrier, why, now), () -> cancel(dead, why, now));
  }

  /** What is over before the message is sent that tells of it and of others is not told. */
  private void takeOut(
      AlertMessage message, AlertMessage carrier, AlertReason.Said why, Instant now) {
    cancel(message, why, now);
    tellOfTheRest(carrier, why, now);
  }

  /** Some of those that a message carries are cancelled: it is too where none is left. */
  void tellOfTheRest(AlertMessage carrier, AlertReason.Said why, Instant now) {
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
