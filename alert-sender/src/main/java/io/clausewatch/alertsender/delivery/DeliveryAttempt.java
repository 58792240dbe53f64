package io.clausewatch.alertsender.delivery;

import io.clausewatch.alertsender.outbox.AttemptOutcome;
import java.time.Duration;
import java.time.Instant;

/**
 * An attempt to deliver a message, and what came of it.
 *
 * @param receiver to whom
 * @param messageId the message
 * @param number which attempt it was, from 1
 * @param at when it began
 * @param took how long it took
 * @param outcome what came of it
 */
public record DeliveryAttempt(
    String receiver,
    String messageId,
    int number,
    Instant at,
    Duration took,
    AttemptOutcome outcome) {}
