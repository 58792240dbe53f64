package io.clausewatch.benchmarks.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;

/**
 * The yardstick of the stream processor: as many hops, exactly-once, one thread, the same commits
 * and batches, and nothing done with any record. What it carries a second is what this broker and
 * this machine allow.
 */
final class PassThrough {
  private PassThrough() {}

  /**
   * Runs until it is ended.
   *
   * @param arguments the file of what Kafka's clients need, the group, the folder of its state,
   *     then the topics from the first to the last
   */
  public static void main(String[] arguments) throws InterruptedException, IOException {
    Topology topology = new Topology();
    for (int hop = 4; hop < arguments.length; hop++) {
      String from = arguments[hop - 1];
      topology
          .addSource("from-" + hop, new ByteArrayDeserializer(), new ByteArrayDeserializer(), from)
          .addSink(
              "to-" + hop,
              arguments[hop],
              new ByteArraySerializer(),
              new ByteArraySerializer(),
              "from-" + hop);
    }
    Properties settings = new Properties();
    settings.putAll(BenchmarkServers.properties(Path.of(arguments[0])));
    settings.putAll(
        Map.of(
            StreamsConfig.APPLICATION_ID_CONFIG,
            arguments[1],
            StreamsConfig.STATE_DIR_CONFIG,
            arguments[2],
            StreamsConfig.PROCESSING_GUARANTEE_CONFIG,
            StreamsConfig.EXACTLY_ONCE_V2,
            StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
            100,
            StreamsConfig.mainConsumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG),
            "earliest",
            StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG),
            10,
            StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG),
            128 * 1024,
            StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG),
            "lz4"));
    KafkaStreams streams = new KafkaStreams(topology, settings);
    Runtime.getRuntime().addShutdownHook(new Thread(streams::close));
    streams.start();
    new CountDownLatch(1).await();
  }
}
