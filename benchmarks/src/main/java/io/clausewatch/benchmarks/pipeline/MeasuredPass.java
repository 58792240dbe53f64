package io.clausewatch.benchmarks.pipeline;

import io.clausewatch.contract.PolicyPass;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Follows how far judging a policy's events again has come. Not thread-safe. */
final class MeasuredPass implements AutoCloseable {
  private static final Duration LOOK_EVERY = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofMinutes(15);

  private final KafkaConsumer<String, byte[]> consumer;
  private final Deserializer<PolicyPass> deserializer;
  private final Map<String, PolicyPass> latest = new HashMap<>();
  private final Instant since = Instant.now();

  /** Follows those that begin from now on. */
  MeasuredPass(Map<String, Object> kafka, Deserializer<PolicyPass> deserializer, String topic) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    this.consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    this.deserializer = deserializer;
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(one -> new TopicPartition(topic, one.partition()))
            .toList();
    consumer.assign(partitions);
  }

  private void look() {
    for (ConsumerRecord<String, byte[]> record : consumer.poll(LOOK_EVERY)) {
      PolicyPass pass = deserializer.deserialize(record.topic(), record.value());
      if (!pass.getStartedAt().isBefore(since)) {
        latest.put(record.key(), pass);
      }
    }
  }

  /**
   * Waits until it has ended in so many partitions.
   *
   * @return how many events were judged again a second, from its first beginning to its last end
   */
  double awaitEnd(int partitions) {
    long begun = System.nanoTime();
    while (ended(latest.values()) < partitions) {
      look();
      if (System.nanoTime() - begun > PATIENCE.toNanos()) {
        throw new IllegalStateException("It has not ended: " + latest.values());
      }
    }
    long judged = latest.values().stream().mapToLong(PolicyPass::getJudgedAgain).sum();
    Instant first =
        latest.values().stream()
            .map(PolicyPass::getStartedAt)
            .min(Instant::compareTo)
            .orElseThrow();
    return judged / (Duration.between(first, lastEnd()).toMillis() / 1e3);
  }

  /** When it ended in the last partition. */
  Instant lastEnd() {
    return latest.values().stream()
        .map(PolicyPass::getFinishedAt)
        .max(Instant::compareTo)
        .orElseThrow();
  }

  private static long ended(Collection<PolicyPass> passes) {
    return passes.stream().map(PolicyPass::getFinishedAt).filter(Objects::nonNull).count();
  }

  @Override
  public void close() {
    consumer.close();
  }
}
