package io.clausewatch.alertsender.outbox;

import io.clausewatch.alertroutes.AlertReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of an attempt to deliver a message. The words are ours, without anything that the
 * receiver said for itself, and may be shown.
 */
public sealed interface AttemptOutcome {

  /** What came of it. */
  AlertReason.Said answer();

  /**
   * The receiver took it.
   *
   * @param answer such as {@code 200}
   */
  record Delivered(AlertReason.Said answer) implements AttemptOutcome {}

  /**
   * Some of the receiver's addresses took it; the others can be tried again, and they alone.
   *
   * @param answer why, such as {@code 450}
   * @param to those that took it
   */
  record PartlyDelivered(AlertReason.Said answer, List<String> to) implements AttemptOutcome {
    /** Keeps a copy. */
    public PartlyDelivered {
      to = List.copyOf(to);
    }
  }

  /**
   * It did not arrive, and can be tried again.
   *
   * @param answer why, such as {@code 503}
   * @param notWithin how long the receiver wants to be left alone; empty where it does not say
   */
  record Postponed(AlertReason.Said answer, Optional<Duration> notWithin)
      implements AttemptOutcome {}

  /**
   * The receiver does not take it, and would not if it were tried again.
   *
   * @param answer why, such as {@code 400}
   */
  record Refused(AlertReason.Said answer) implements AttemptOutcome {}
}
