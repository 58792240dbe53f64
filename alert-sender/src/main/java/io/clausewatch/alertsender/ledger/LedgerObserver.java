package io.clausewatch.alertsender.ledger;

import io.clausewatch.alertsender.delivery.DeliveryAttempt;
import io.clausewatch.alertsender.outbox.ReceiverOutbox;
import io.clausewatch.contract.AlertMessage;
import java.util.List;

/** Is told what the ledger does, to be counted. Called from the threads of all partitions. */
public interface LedgerObserver {

  /** An attempt was made. */
  void attempted(DeliveryAttempt attempt);

  /** Messages have changed, and are kept. */
  void wrote(List<AlertMessage> messages);

  /** How much there is in a receiver's outbox. */
  void depth(String receiver, ReceiverOutbox outbox);

  /** Another instance looks after a receiver. */
  void gone(String receiver);

  /** A record of a topic could not be read, and is left out. */
  void unreadable(String topic);
}
