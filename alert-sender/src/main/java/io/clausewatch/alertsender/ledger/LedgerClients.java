package io.clausewatch.alertsender.ledger;

import io.clausewatch.contract.AvroSerdes;
import io.clausewatch.contract.Topics;
import io.clausewatch.platform.kafka.ConsumerGroups;
import io.clausewatch.platform.kafka.KafkaConnection;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Makes the clients of Kafka that the ledger needs.
 *
 * @param kafka the way to Kafka
 * @param topics the topics
 * @param groups names groups and transactions
 * @param serdes read and write records
 */
public record LedgerClients(
    KafkaConnection kafka, Topics topics, ConsumerGroups groups, AvroSerdes serdes) {

  /** Kafka's least: so soon others take over what a killed instance had. */
  private static final Duration MEMBER_LOST_AFTER = Duration.ofSeconds(6);

  /** A heartbeat, and the look of the member at what it said. */
  static final Duration LOSS_IS_KNOWN_WITHIN = MEMBER_LOST_AFTER.dividedBy(2);

  /** Readers wait behind a transaction that somebody left open. */
  private static final Duration TRANSACTION_LOST_AFTER = Duration.ofSeconds(10);

  /** How long a call waits for Kafka; it is tried again, unless the partition was taken away. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What is not noted by then the ledger says. */
  private static final Duration NOTED_WITHIN = Duration.ofSeconds(1);

  /** The consumer by which partitions of the ledger are dealt; it reads nothing. */
  KafkaConsumer<String, byte[]> member() {
    return consumer(
        groups.alertSender(),
        Map.of(
            ConsumerConfig.GROUP_ID_CONFIG,
            groups.alertSender(),
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            CooperativeStickyAssignor.class.getName(),
            ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
            (int) MEMBER_LOST_AFTER.toMillis(),
            ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
            (int) MEMBER_LOST_AFTER.dividedBy(3).toMillis()));
  }

  /** The group that keeps how far a partition's owner has read what was decided. */
  String positions(int partition) {
    return groups.alertSender() + "-" + partition;
  }

  /** A consumer for a partition's owner. */
  KafkaConsumer<String, byte[]> reader(int partition) {
    return consumer(
        positions(partition), Map.of(ConsumerConfig.GROUP_ID_CONFIG, positions(partition)));
  }

  private KafkaConsumer<String, byte[]> consumer(String clientId, Map<String, Object> more) {
    return new KafkaConsumer<>(
        kafka.reader(clientId, more), new StringDeserializer(), new ByteArrayDeserializer());
  }

  /** The producer by which deliveries are noted, of all partitions. */
  KafkaProducer<String, byte[]> journalWriter() {
    return new KafkaProducer<>(
        kafka.durableProducer(
            groups.alertSender() + "-deliveries",
            Map.of(
                ProducerConfig.LINGER_MS_CONFIG,
                0,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                NOTED_WITHIN.toMillis())),
        new StringSerializer(),
        new ByteArraySerializer());
  }

  /**
   * The producer of a partition's owner. The name of its transactions is the partition's, so that
   * one who was taken the partition away, and does not know yet, can write nothing more.
   */
  KafkaProducer<String, byte[]> writer(int partition) {
    return new KafkaProducer<>(
        kafka.durableProducer(
            positions(partition),
            Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                positions(partition),
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                (int) TRANSACTION_LOST_AFTER.toMillis(),
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                PATIENCE.toMillis(),
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                Topics.MAX_BYTES)),
        new StringSerializer(),
        new ByteArraySerializer());
  }
}
