package io.clausewatch.benchmarks.pipeline;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Counts the committed records of a topic, without looking into them. Not thread-safe. */
final class TopicCounter implements AutoCloseable {
  private static final Duration QUIET = Duration.ofSeconds(2);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private long count;

  /** Counts those of a topic; {@code kafka} is what a client needs. */
  TopicCounter(Map<String, Object> kafka, String topic) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 100_000);
    consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(one -> new TopicPartition(topic, one.partition()))
            .toList();
    consumer.assign(partitions);
  }

  /** How many there are by now. */
  long now() {
    int polled;
    do {
      polled = consumer.poll(Duration.ofMillis(1)).count();
      count += polled;
    } while (polled > 0);
    return count;
  }

  /** How many there are when no more come. */
  long whenQuiet() {
    int polled;
    do {
      polled = consumer.poll(QUIET).count();
      count += polled;
    } while (polled > 0);
    return count;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
