package io.clausewatch.alertsender.ledger;

import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertReceiverHealth;
import io.clausewatch.contract.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one partition of the ledger: what has changed, and how far the owner has read, in one
 * transaction. It tries until Kafka takes it, or another owner has come. Not thread-safe.
 */
final class LedgerWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);

  private final int partition;
  private final Topics topics;
  private final ConsumerGroupMetadata positions;
  private final Serializer<AlertMessage> messages;
  private final Serializer<AlertReceiverHealth> receivers;
  private final Supplier<Producer<String, byte[]>> producers;
  private final CountDownLatch stopping;
  private Producer<String, byte[]> producer;

  /**
   * A writer, once it has waited for what an owner before it had under way; that one can write
   * nothing more.
   *
   * @param positions the group that keeps how far the owner has read
   * @param producers make one each
   * @param stopping at zero when the partition was taken away
   */
  LedgerWriter(
      int partition,
      LedgerClients clients,
      ConsumerGroupMetadata positions,
      Supplier<Producer<String, byte[]>> producers,
      CountDownLatch stopping) {
    this.partition = partition;
    this.topics = clients.topics();
    this.positions = positions;
    this.messages = clients.serdes().serializer(AlertMessage.class);
    this.receivers = clients.serdes().serializer(AlertReceiverHealth.class);
    this.producers = producers;
    this.stopping = stopping;
    producer = producers.get();
    try {
      producer.initTransactions();
    } catch (KafkaException e) {
      producer.close(Duration.ZERO);
      throw e;
    }
  }

  /**
   * What is to be written together.
   *
   * @param messages that have changed
   * @param forgotten ids of messages to be deleted, in this order
   * @param health of receivers, by their names; null for one that is none any more
   * @param positions up to where was read
   */
  record Batch(
      List<AlertMessage> messages,
      List<String> forgotten,
      Map<String, AlertReceiverHealth> health,
      Map<TopicPartition, OffsetAndMetadata> positions) {

    boolean isEmpty() {
      return messages.isEmpty() && forgotten.isEmpty() && health.isEmpty() && positions.isEmpty();
    }
  }

  /**
   * Writes durably.
   *
   * @throws KafkaException when another owner has come, a right is missing, or the partition was
   *     taken away while Kafka was away; nothing of it may be durable
   */
  void write(Batch batch) {
    List<ProducerRecord<String, byte[]>> records = records(batch);
    while (true) {
      try {
        transact(records, batch.positions());
        return;
      } catch (ProducerFencedException | InvalidProducerEpochException | AuthorizationException e) {
        throw e;
      } catch (KafkaException e) {
        if (stopping.getCount() == 0 || !passes(e)) {
          throw e;
        }
        LOG.warn(
            "The ledger could not be written ({}); it is tried again",
            e.getClass().getSimpleName());
        reopen();
      }
    }
  }

  /**
   * Whether the same can succeed when it is written once more.
   *
   * @throws AuthorizationException when a right is missing, which Kafka may tell as the cause alone
   */
  private static boolean passes(KafkaException failure) {
    for (Throwable e = failure; e != null; e = e.getCause()) {
      if (e instanceof AuthorizationException refusal) {
        throw refusal;
      }
      if (e instanceof RecordTooLargeException || e instanceof SerializationException) {
        return false;
      }
    }
    return true;
  }

  private void transact(
      List<ProducerRecord<String, byte[]>> records,
      Map<TopicPartition, OffsetAndMetadata> offsets) {
    producer.beginTransaction();
    for (ProducerRecord<String, byte[]> record : records) {
      var unused = producer.send(record); // the commit fails where this does
    }
    if (!offsets.isEmpty()) {
      producer.sendOffsetsToTransaction(offsets, positions);
    }
    producer.commitTransaction();
  }

  /**
   * Whether the last transaction was committed is not known; what it held is the same when it is
   * written once more. Who opens transactions anew takes them from another owner, so that it first
   * gives Kafka the time to say that there is another.
   */
  private void reopen() {
    producer.close(Duration.ZERO);
    producer = producers.get();
    while (true) {
      try {
        var unused = producer.partitionsFor(topics.alertMessages().name());
        throwIfTakenAway(LedgerClients.LOSS_IS_KNOWN_WITHIN);
        producer.initTransactions();
        throwIfTakenAway(Duration.ZERO);
        return;
      } catch (TimeoutException e) {
        throwIfTakenAway(Duration.ZERO);
        LOG.warn("Kafka does not answer; the ledger waits for it");
      }
    }
  }

  private void throwIfTakenAway(Duration within) {
    try {
      if (stopping.await(within.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new KafkaException("the partition was taken away meanwhile");
      }
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  private List<ProducerRecord<String, byte[]>> records(Batch batch) {
    List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
    String ledger = topics.alertMessages().name();
    for (AlertMessage message : batch.messages()) {
      byte[] value = messages.serialize(ledger, message);
      records.add(new ProducerRecord<>(ledger, partition, message.getMessageId(), value));
    }
    for (String id : batch.forgotten()) {
      records.add(new ProducerRecord<>(ledger, partition, id, null));
    }
    String health = topics.alertReceivers().name();
    batch
        .health()
        .forEach(
            (receiver, now) ->
                records.add(
                    new ProducerRecord<>(health, receiver, receivers.serialize(health, now))));
    return records;
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
  }
}
