package io.clausewatch.replay;

import io.clausewatch.contract.DeadLetter;
import io.clausewatch.contract.Topic;
import io.clausewatch.ingest.RecordDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * The dead letters that no run has read yet: those behind what a consumer group has committed. Not
 * thread-safe.
 */
final class DeadLetterReader {
  private final Topic<DeadLetter> topic;
  private final Consumer<byte[], byte[]> consumer;
  private final Deserializer<DeadLetter> deserializer;

  /**
   * The letters of a topic.
   *
   * @param topic which holds none as long as it does not exist
   * @param consumer of the group, at whose beginning it begins; commits when it is told to
   * @param deserializer of the topic
   */
  DeadLetterReader(
      Topic<DeadLetter> topic,
      Consumer<byte[], byte[]> consumer,
      Deserializer<DeadLetter> deserializer) {
    this.topic = topic;
    this.consumer = consumer;
    this.deserializer = deserializer;
  }

  /** What is done with some letters. */
  interface Reader {
    /** Does it; what it did lasts when it returns. */
    void read(List<DeadLetter> letters);
  }

  /**
   * Goes through the letters that there are now; those of meanwhile are for the next run.
   *
   * @param reader is given them, some at a time
   * @param remember whether the next run begins behind them. What was read before a failure is
   *     remembered
   */
  void read(Reader reader, boolean remember) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic.name()).stream()
            .map(info -> new TopicPartition(topic.name(), info.partition()))
            .toList();
    consumer.assign(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    IdleTimeout timeout = new IdleTimeout();
    while (!reached(ends).equals(ends)) {
      List<DeadLetter> letters = new ArrayList<>();
      for (ConsumerRecord<byte[], byte[]> record : timeout.poll(consumer)) {
        if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
          // What is no letter points at nothing.
          RecordDecoder.decode(deserializer, record.topic(), record.value())
              .ifPresent(letters::add);
        }
      }
      reader.read(letters);
      if (remember) {
        consumer.commitSync(
            reached(ends).entrySet().stream()
                .collect(
                    Collectors.toMap(Map.Entry::getKey, e -> new OffsetAndMetadata(e.getValue()))));
      }
    }
  }

  /** How far it is, by the position: it passes over the markers of transactions too. */
  private Map<TopicPartition, Long> reached(Map<TopicPartition, Long> ends) {
    return ends.keySet().stream()
        .collect(Collectors.toMap(p -> p, p -> Math.min(consumer.position(p), ends.get(p))));
  }
}
