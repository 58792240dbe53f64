package io.clausewatch.alertsender.ledger;

import io.clausewatch.alertsender.delivery.DeliveryAttempt;
import io.clausewatch.alertsender.outbox.AttemptOutcome;
import io.clausewatch.contract.AlertAttempt;
import io.clausewatch.contract.AlertDelivery;
import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notes at once that a receiver took a message. The ledger says so with its next transaction, which
 * takes ten times as long; whoever takes over from an owner that was killed in between reads what
 * was noted, and does not send it once more. What is noted is true whoever notes it, so that no
 * transaction has to keep others from it. Safe for use by many threads.
 */
final class DeliveryJournal implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryJournal.class);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

  private final String topic;
  private final Serializer<AlertDelivery> serializer;
  private final Producer<String, byte[]> producer;

  DeliveryJournal(LedgerClients clients) {
    topic = clients.topics().alertDeliveries().name();
    serializer = clients.serdes().serializer(AlertDelivery.class);
    producer = clients.journalWriter();
  }

  /**
   * Notes an attempt, if the receiver took the message; does not wait until that is durable. Where
   * Kafka is away nothing is noted, and the ledger alone says it.
   *
   * @param partition of the ledger
   */
  void note(DeliveryAttempt attempt, int partition) {
    if (!(attempt.outcome() instanceof AttemptOutcome.Delivered delivered)) {
      return;
    }
    AlertDelivery delivery =
        new AlertDelivery(
            attempt.messageId(),
            attempt.receiver(),
            attempt.number(),
            new AlertAttempt(
                attempt.at(), (int) attempt.took().toMillis(), delivered.answer().text()));
    try {
      var unused =
          producer.send(
              new ProducerRecord<>(
                  topic, partition, delivery.getMessageId(), serializer.serialize(topic, delivery)),
              (metadata, failure) -> {
                if (failure != null) {
                  notNoted(failure);
                }
              });
    } catch (KafkaException e) {
      notNoted(e);
    }
  }

  private static void notNoted(Exception e) {
    LOG.debug("A delivery was not noted ({})", e.getClass().getSimpleName());
  }

  @Override
  public void close() {
    producer.close(CLOSE_WITHIN);
  }
}
