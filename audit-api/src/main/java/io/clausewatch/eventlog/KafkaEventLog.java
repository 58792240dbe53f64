package io.clausewatch.eventlog;

import io.clausewatch.platform.kafka.KafkaConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka, whatever the topic. Safe for use by many threads, which share one producer. */
public final class KafkaEventLog implements EventLog {

  /** From the sending of a record to its last failure. */
  private static final Duration DELIVERY = Duration.ofSeconds(10);

  /** How long a record may wait to be sent at all, for Kafka to be found or for memory. */
  private static final Duration BLOCK = Duration.ofSeconds(5);

  /** As many events as a request usually has, uncompressed. */
  private static final int BATCH_BYTES = 64 * 1024;

  private final Producer<String, byte[]> producer;
  private final Duration patience;

  /** Writes with {@code producer}, which is not closed here. */
  public KafkaEventLog(Producer<String, byte[]> producer) {
    // The producer gives up by itself; this is for one that would not.
    this(producer, DELIVERY.plus(BLOCK));
  }

  /**
   * The same.
   *
   * @param patience how long a record may take to be durable
   */
  public KafkaEventLog(Producer<String, byte[]> producer, Duration patience) {
    this.producer = producer;
    this.patience = patience;
  }

  /**
   * A producer that loses nothing and repeats nothing.
   *
   * @param kafka the way to Kafka
   * @param maxRecordBytes the largest record
   */
  public static Producer<String, byte[]> producer(KafkaConnection kafka, int maxRecordBytes) {
    Map<String, Object> properties =
        kafka.durableProducer(
            "clausewatch-door",
            Map.of(
                ProducerConfig.LINGER_MS_CONFIG,
                5,
                ProducerConfig.BATCH_SIZE_CONFIG,
                BATCH_BYTES,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                maxRecordBytes,
                ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) DELIVERY.toMillis() / 2,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                (int) DELIVERY.toMillis(),
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                (int) BLOCK.toMillis()));
    return new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
  }

  @Override
  public void append(List<ProducerRecord<String, byte[]>> records) throws UnavailableException {
    try {
      List<Future<RecordMetadata>> acknowledgements = new ArrayList<>(records.size());
      for (ProducerRecord<String, byte[]> record : records) {
        acknowledgements.add(producer.send(record));
      }
      long deadline = System.nanoTime() + patience.toNanos();
      for (Future<RecordMetadata> acknowledgement : acknowledgements) {
        acknowledgement.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      }
    } catch (KafkaException | ExecutionException | TimeoutException | IllegalStateException e) {
      throw new UnavailableException("Kafka did not acknowledge", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("this server is stopping", e);
    }
  }
}
