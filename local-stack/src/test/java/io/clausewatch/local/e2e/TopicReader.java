package io.clausewatch.local.e2e;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics from their beginning to where they end now. */
final class TopicReader {

  private TopicReader() {}

  /**
   * Hands over every record of the topics, those of aborted transactions or not.
   *
   * @param kafka what a client needs
   */
  static void readAll(
      Map<String, Object> kafka,
      IsolationLevel isolation,
      Collection<String> topics,
      Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put("isolation.level", isolation.toString());
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          topics.stream()
              .flatMap(
                  topic ->
                      consumer.partitionsFor(topic).stream()
                          .map(info -> new TopicPartition(topic, info.partition())))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      while (ends.entrySet().stream()
          .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
        consumer.poll(Duration.ofMillis(200)).forEach(reader);
      }
    }
  }
}
