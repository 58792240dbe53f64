package io.clausewatch.alertsender.delivery;

import io.clausewatch.alertsender.outbox.AttemptOutcome;
import io.clausewatch.alertsender.outbox.ReceiverOutbox.Sending;

/** The way to one receiver. Safe for use by many threads. */
interface DeliveryChannel {

  /**
   * Tries once to deliver a message; blocks for ten seconds at most.
   *
   * @return what came of it; nothing that a receiver does is an exception
   * @throws InterruptedException when it is to end
   */
  AttemptOutcome deliver(Sending sending) throws InterruptedException;

  /** How many messages a second are within what its kind of receiver bears. */
  int messagesPerSecond();
}
