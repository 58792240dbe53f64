package io.clausewatch.indexing;

import io.clausewatch.contract.DeadLetter;
import io.clausewatch.contract.DeadLetterKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Points at the records that can never be indexed. */
final class IndexDeadLetters implements AutoCloseable {
  private final String topic;
  private final Producer<String, DeadLetter> producer;

  /**
   * Writes dead letters.
   *
   * @param topic where to
   * @param producer with acks=all; closed with this
   */
  IndexDeadLetters(String topic, Producer<String, DeadLetter> producer) {
    this.topic = topic;
    this.producer = producer;
  }

  /** Where they are written. */
  String topic() {
    return topic;
  }

  /**
   * The letter about a record.
   *
   * @param record the record
   * @param why what is wrong with it
   * @param now when it was given up
   * @return the letter
   */
  static DeadLetter about(
      ConsumerRecord<byte[], byte[]> record, UnindexableException why, Instant now) {
    return DeadLetter.newBuilder()
        .setTopic(record.topic())
        .setPartition(record.partition())
        .setOffset(record.offset())
        .setReason(why.reason())
        .setFaults(List.of(why.getMessage()))
        .setDiedAt(now)
        .build();
  }

  /**
   * Writes letters, and returns when all of them are durable. Writing them again only repeats them.
   *
   * @param letters the letters
   * @throws ExecutionException when Kafka did not take one of them
   * @throws InterruptedException when the thread was interrupted
   */
  void write(List<DeadLetter> letters) throws ExecutionException, InterruptedException {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (DeadLetter letter : letters) {
      sent.add(producer.send(new ProducerRecord<>(topic, DeadLetterKey.of(letter), letter)));
    }
    producer.flush();
    for (Future<RecordMetadata> each : sent) {
      each.get();
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
