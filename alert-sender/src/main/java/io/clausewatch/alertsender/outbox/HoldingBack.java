package io.clausewatch.alertsender.outbox;

import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertState;
import java.time.Instant;
import java.util.Optional;

/** Keeps messages back while a silence or quiet hours say so. */
final class HoldingBack {
  private final ReceiverRules rules;
  private final KeptMessages kept;

  HoldingBack(ReceiverRules rules, KeptMessages kept) {
    this.rules = rules;
    this.kept = kept;
  }

  /** Other rules are in force: what need not be kept back any more is looked at again. */
  void change(OutboxRules others, Instant now) {
    boolean otherHours = !others.routes().quietHours().equals(rules.all().routes().quietHours());
    rules.change(others);
    kept.index().keptBack().stream()
        .filter(
            message ->
                message.getSilenceId() == null
                    ? otherHours
                    : !others.silences().containsKey(message.getSilenceId()))
        .forEach(message -> kept.index().held().put(message.getMessageId(), now));
  }

  /** Whether something keeps a message back now; it is looked at again when that may be over. */
  boolean holds(AlertMessage message, Instant now) {
    if (!kept.index().carriedBy(message).isEmpty()) {
      return false; // looked at when it was put together
    }
    Optional<OutboxRules.Hold> hold = rules.hold(message, now);
    hold.ifPresent(
        held -> {
          message.setKeptBackBy(held.by().text());
          message.setSilenceId(held.silenceId());
          message.setDueAt(held.until());
          message.setCollecting(false);
          AlertState state = held.silenceId() == null ? AlertState.WAITING : AlertState.SILENCED;
          kept.put(message, state, now);
        });
    return hold.isPresent();
  }

  /**
   * Nothing keeps a message back any more, and it waits for no others.
   *
   * @param due when it is tried; null where it is not
   */
  static void letGo(AlertMessage message, Instant due) {
    message.setCollecting(false);
    message.setKeptBackBy(null);
    message.setSilenceId(null);
    message.setDueAt(due);
  }
}
