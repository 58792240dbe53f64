package io.clausewatch.stream;

import io.clausewatch.contract.Topics;
import io.clausewatch.platform.connections.ConnectionSettings;
import io.clausewatch.platform.kafka.KafkaClientSettings;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/** How Kafka Streams runs the topology. */
final class StreamsConfiguration {
  // A verdict is on its way after two commits, one behind intake and one behind the judge; what
  // somebody has to be told, after a third.
  private static final int COMMIT_EVERY_MS = 100;
  // A killed process that never comes back holds up readers of committed records and its partitions
  // for this long.
  private static final int TRANSACTION_TIMEOUT_MS = 15_000;
  private static final int SESSION_TIMEOUT_MS = 10_000;
  private static final int HEARTBEAT_MS = 3_000;
  private static final int LINGER_MS = 10;
  private static final int BATCH_BYTES = 128 * 1024;

  private StreamsConfiguration() {}

  /**
   * Everything that differs from Kafka's defaults.
   *
   * @param settings the app's
   */
  static Properties of(StreamProcessorSettings settings) {
    ConnectionSettings connections = settings.connections();
    Properties config = new Properties();
    config.putAll(connections.kafka().properties());
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, connections.groups().processor());
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
    config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
    config.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, settings.standbyReplicas());
    config.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDir().toAbsolutePath().toString());
    config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_EVERY_MS);
    config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    config.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);

    // Whatever is not buried by a processor itself ends the thread: nothing is skipped.
    config.put(
        StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
        LogAndFailProcessingExceptionHandler.class);
    config.put(
        StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
        DefaultProductionExceptionHandler.class);

    consumer(config, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    consumer(config, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MS);
    consumer(config, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, HEARTBEAT_MS);
    producer(config, ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MS);
    producer(config, ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
    producer(config, ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    producer(config, ProducerConfig.COMPRESSION_TYPE_CONFIG, Topics.COMPRESSION);
    producer(config, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_BYTES);

    passOn(connections.kafka().clients(), config);

    int replication = connections.replication();
    config.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, replication);
    topic(config, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, replication < 3 ? 1 : replication - 1);
    topic(config, TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Topics.MAX_BYTES);
    topic(config, TopicConfig.COMPRESSION_TYPE_CONFIG, Topics.COMPRESSION);
    return config;
  }

  /**
   * What the operator sets goes to those clients of Kafka Streams that know it, and to Kafka
   * Streams itself where it knows it too. It wins over the above: none of that may be set which is
   * above for another reason than to be quick.
   */
  private static void passOn(KafkaClientSettings operators, Properties config) {
    operators
        .ofConsumers()
        .forEach(
            (name, value) -> {
              config.put(StreamsConfig.consumerPrefix(name), value);
              config.remove(StreamsConfig.mainConsumerPrefix(name)); // it would win
            });
    operators.ofProducers().forEach((name, value) -> producer(config, name, value));
    operators
        .ofAdmins()
        .forEach((name, value) -> config.put(StreamsConfig.adminClientPrefix(name), value));
    Set<String> ownNames = StreamsConfig.configDef().names();
    operators
        .values()
        .forEach(
            (name, value) -> {
              if (ownNames.contains(name)) {
                config.put(name, value);
              }
            });
  }

  private static void consumer(Properties config, String name, Object value) {
    config.put(StreamsConfig.mainConsumerPrefix(name), value);
  }

  private static void producer(Properties config, String name, Object value) {
    config.put(StreamsConfig.producerPrefix(name), value);
  }

  private static void topic(Properties config, String name, Object value) {
    config.put(StreamsConfig.topicPrefix(name), value);
  }
}
