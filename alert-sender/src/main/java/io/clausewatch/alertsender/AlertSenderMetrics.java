package io.clausewatch.alertsender;

import io.clausewatch.alertsender.delivery.DeliveryAttempt;
import io.clausewatch.alertsender.ledger.LedgerObserver;
import io.clausewatch.alertsender.outbox.AttemptOutcome;
import io.clausewatch.alertsender.outbox.ReceiverOutbox;
import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;

/**
 * The alert sender's numbers. Their only tags are receivers, as the routes file names them, and
 * words of ours. Thread-safe.
 */
final class AlertSenderMetrics implements LedgerObserver {
  private static final String RECEIVER = "receiver";

  /**
   * How much there is in an outbox.
   *
   * @param waiting to be tried for the first time
   * @param retrying tried, and tried again
   * @param dead tried no more
   */
  private record Depth(long waiting, long retrying, long dead) {}

  private final MeterRegistry registry;
  private final Map<String, Depth> depths = new ConcurrentHashMap<>();

  /**
   * Registers them.
   *
   * @param fileIsInForce whether the routes file is in force as it is
   */
  AlertSenderMetrics(MeterRegistry registry, BooleanSupplier fileIsInForce) {
    this.registry = registry;
    Gauge.builder("clausewatch.alerts.file.ok", fileIsInForce, ok -> ok.getAsBoolean() ? 1 : 0)
        .description("1 when the routes file is in force as it is; 0 when an older state is")
        .strongReference(true)
        .register(registry);
  }

  @Override
  public void attempted(DeliveryAttempt attempt) {
    String outcome =
        switch (attempt.outcome()) {
          case AttemptOutcome.Delivered it -> "delivered";
          case AttemptOutcome.PartlyDelivered it -> "postponed";
          case AttemptOutcome.Postponed it -> "postponed";
          case AttemptOutcome.Refused it -> "refused";
        };
    Timer.builder("clausewatch.alerts.attempts")
        .description("Attempts to deliver a message, by what came of them")
        .tag(RECEIVER, attempt.receiver())
        .tag("outcome", outcome)
        .register(registry)
        .record(attempt.took());
  }

  @Override
  public void wrote(List<AlertMessage> messages) {
    for (AlertMessage message : messages) {
      Counter.builder("clausewatch.alerts.messages")
          .description("Messages that came to a state; one comes to several")
          .tag(RECEIVER, message.getReceiver())
          .tag("state", message.getState().name())
          .register(registry)
          .increment();
      boolean isFirst = message.getState() == AlertState.DELIVERED && message.getTries() == 1;
      if (isFirst && message.getRevision() <= 3) {
        Timer.builder("clausewatch.alerts.delivery")
            .description("From when a message was made until it was delivered at the first attempt")
            .register(registry)
            .record(Duration.between(message.getCreatedAt(), message.getChangedAt()));
      }
    }
  }

  @Override
  public void depth(String receiver, ReceiverOutbox outbox) {
    Depth now = new Depth(outbox.waiting(), outbox.retrying(), outbox.dead());
    if (depths.put(receiver, now) == null) {
      gauge(receiver, "waiting", Depth::waiting);
      gauge(receiver, "retrying", Depth::retrying);
      gauge(receiver, "dead", Depth::dead);
    }
  }

  private void gauge(String receiver, String state, ToLongFunction<Depth> value) {
    Gauge.builder("clausewatch.alerts.outbox", () -> value(receiver, value))
        .description("Messages that are not delivered; of what another instance has, 0")
        .tag(RECEIVER, receiver)
        .tag("state", state)
        .register(registry);
  }

  private long value(String receiver, ToLongFunction<Depth> value) {
    Depth depth = depths.get(receiver);
    return depth == null ? 0 : value.applyAsLong(depth);
  }

  @Override
  public void gone(String receiver) {
    depths.computeIfPresent(receiver, (name, depth) -> new Depth(0, 0, 0));
  }

  @Override
  public void unreadable(String topic) {
    Counter.builder("clausewatch.alerts.unreadable")
        .description("Records that the alert sender could not read, and left out")
        .tag("topic", topic)
        .register(registry)
        .increment();
  }
}
