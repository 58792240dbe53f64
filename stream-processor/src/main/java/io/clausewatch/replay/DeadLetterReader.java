package io.clausewatch.replay;

import io.clausewatch.contract.DeadLetter;
import io.clausewatch.contract.Topic;
import io.clausewatch.ingest.RecordDecoder;
import io.clausewatch.platform.kafka.ConsumerLoop;
import io.clausewatch.platform.kafka.RecordSink;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
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
    ConsumerLoop<byte[], byte[]> loop = new ConsumerLoop<>(consumer, System::nanoTime);
    if (!remember) {
      loop.withoutCommits();
    }
    loop.until(consumer.endOffsets(partitions)).run(new LetterSink(reader));
  }

  private final class LetterSink implements RecordSink<byte[], byte[]> {
    private final Reader reader;

    LetterSink(Reader reader) {
      this.reader = reader;
    }

    @Override
    public Duration pollWithin() {
      return ConsumerLoop.POLL;
    }

    @Override
    public void take(ConsumerRecords<byte[], byte[]> records) {
      List<DeadLetter> letters = new ArrayList<>();
      for (ConsumerRecord<byte[], byte[]> record : records) {
        // What is no letter points at nothing.
        RecordDecoder.decode(deserializer, record.topic(), record.value()).ifPresent(letters::add);
      }
      reader.read(letters);
    }

    @Override
    public boolean isFlushDue() {
      return true;
    }

    @Override
    public void flush() {
      // What was read is done.
    }
  }
}
