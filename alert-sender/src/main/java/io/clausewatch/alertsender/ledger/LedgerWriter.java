package io.clausewatch.alertsender.ledger;

import io.clausewatch.alertsender.outbox.ReceiverOutbox;
import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertReceiverHealth;
import io.clausewatch.contract.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
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
 * transaction, or several where there is very much of it. It tries until Kafka takes it, or another
 * owner has come. Not thread-safe.
 */
final class LedgerWriter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);

  /** In one transaction; Kafka takes as many well within the time that it gives one. */
  static final int MOST_RECORDS = 5_000;

  /** In one transaction: a quarter of what the producer holds at most. */
  private static final int MOST_BYTES = 8 * 1024 * 1024;

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
   * Writes durably, in order, in as many transactions as it takes: a message may tell of a million
   * findings, and each has a record of its own.
   *
   * <p>How far was read is in the last of them. Whoever takes over after the first of several finds
   * some of what followed from a decision, and reads the decision once more: what is known already
   * is not made again. What tells of others comes after all of them, so that it is never sent for
   * some of them alone; those whose message is missing are put together anew ({@link
   * ReceiverOutbox#restored}). And nothing is sent before the last transaction, so that nobody was
   * told of what is put together anew.
   *
   * @throws KafkaException when another owner has come, a right is missing, or the partition was
   *     taken away while Kafka was away; nothing of it may be durable, or the first part alone
   */
  void write(Batch batch) {
    List<ProducerRecord<String, byte[]>> part = new ArrayList<>();
    int bytes = 0;
    Iterator<ProducerRecord<String, byte[]>> records = records(batch).iterator();
    while (records.hasNext()) {
      ProducerRecord<String, byte[]> record = records.next();
      int size = record.value() == null ? 0 : record.value().length;
      if (part.size() == MOST_RECORDS || (!part.isEmpty() && bytes + size > MOST_BYTES)) {
        write(part, Map.of());
        part.clear();
        bytes = 0;
      }
      part.add(record);
      bytes += size;
    }
    write(part, batch.positions());
  }

  private void write(
      List<ProducerRecord<String, byte[]>> records,
      Map<TopicPartition, OffsetAndMetadata> offsets) {
    while (true) {
      try {
        transact(records, offsets);
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

  /** Each is made when it is asked for, so that not all are in memory as bytes. */
  private Stream<ProducerRecord<String, byte[]>> records(Batch batch) {
    String ledger = topics.alertMessages().name();
    String health = topics.alertReceivers().name();
    return Stream.of(
            batch.messages().stream()
                .map(
                    message ->
                        record(
                            ledger, message.getMessageId(), messages.serialize(ledger, message))),
            batch.forgotten().stream().map(id -> record(ledger, id, null)),
            batch.health().entrySet().stream()
                .map(
                    one ->
                        new ProducerRecord<>(
                            health, one.getKey(), receivers.serialize(health, one.getValue()))))
        .reduce(Stream.empty(), Stream::concat);
  }

  private ProducerRecord<String, byte[]> record(String ledger, String id, byte[] value) {
    return new ProducerRecord<>(ledger, partition, id, value);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
  }
}
