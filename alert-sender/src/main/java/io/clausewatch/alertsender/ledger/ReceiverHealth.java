package io.clausewatch.alertsender.ledger;

import io.clausewatch.alertroutes.AlertReceiver;
import io.clausewatch.alertsender.delivery.DeliveryAttempt;
import io.clausewatch.alertsender.outbox.AttemptOutcome;
import io.clausewatch.alertsender.outbox.ReceiverOutbox;
import io.clausewatch.alertsender.watch.RoutesInForce;
import io.clausewatch.contract.AlertAttempt;
import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertReceiverHealth;
import io.clausewatch.contract.AlertState;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How the receivers of a partition are, as it is told to those who ask. Not thread-safe. */
final class ReceiverHealth {
  private final Map<String, Instant> successes = new HashMap<>();
  private final Map<String, AlertAttempt> failures = new HashMap<>();
  private final Map<String, AlertReceiverHealth> told = new HashMap<>();
  private final Set<String> gone = new HashSet<>();

  void attempted(DeliveryAttempt attempt) {
    if (attempt.outcome() instanceof AttemptOutcome.Delivered) {
      successes.put(attempt.receiver(), attempt.at());
    } else {
      int millis = (int) attempt.took().toMillis();
      failures.put(
          attempt.receiver(),
          new AlertAttempt(attempt.at(), millis, attempt.outcome().answer().text()));
    }
  }

  /** What is known of attempts from before. */
  void restored(AlertMessage message) {
    if (message.getAttempts().isEmpty()) {
      return;
    }
    AlertAttempt last = message.getAttempts().getLast();
    String receiver = message.getReceiver();
    if (message.getState() == AlertState.DELIVERED) {
      successes.merge(receiver, last.getAt(), (a, b) -> a.isAfter(b) ? a : b);
    } else {
      failures.merge(receiver, last, (a, b) -> a.getAt().isAfter(b.getAt()) ? a : b);
    }
  }

  /**
   * How those are of which it is to be told: since the last time something has changed.
   *
   * @return by receiver; null for one that the file has no more
   */
  Map<String, AlertReceiverHealth> changed(
      Map<String, ReceiverOutbox> outboxes, RoutesInForce inForce, Instant now) {
    Map<String, AlertReceiverHealth> changed = new LinkedHashMap<>();
    outboxes.forEach(
        (receiver, outbox) -> {
          Optional<AlertReceiver> known =
              Optional.ofNullable(inForce.routes().receivers().get(receiver));
          AlertReceiverHealth before = told.get(receiver);
          if (known.isEmpty()) {
            told.remove(receiver);
            // Also one that was taken out of the file while nobody looked.
            if (gone.add(receiver)) {
              changed.put(receiver, null);
            }
            return;
          }
          gone.remove(receiver);
          AlertReceiverHealth current = current(receiver, known.get(), outbox, inForce, now);
          if (before != null) {
            current.setAt(before.getAt());
          }
          if (!current.equals(before)) {
            current.setAt(now);
            told.put(receiver, current);
            changed.put(receiver, current);
          }
        });
    return changed;
  }

  private AlertReceiverHealth current(
      String receiver,
      AlertReceiver known,
      ReceiverOutbox outbox,
      RoutesInForce inForce,
      Instant now) {
    AlertAttempt failure = failures.get(receiver);
    return AlertReceiverHealth.newBuilder()
        .setReceiver(receiver)
        .setKind(known.kind())
        .setPlace(known.place())
        .setLastSuccessAt(successes.get(receiver))
        .setLastFailureAt(failure == null ? null : failure.getAt())
        .setLastFailure(failure == null ? null : failure.getAnswer())
        .setWaiting(outbox.waiting())
        .setRetrying(outbox.retrying())
        .setDead(outbox.dead())
        .setFileFaults(inForce.faults())
        .setAt(now)
        .build();
  }
}
