package io.clausewatch.status;

import io.clausewatch.platform.kafka.KafkaConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The offsets of a real Kafka. Whether a range is empty is found out by reading it as any
 * read_committed consumer would. Safe for use by many threads, one of which reads at a time; close
 * it to end its consumer.
 */
public final class KafkaOffsets implements LogOffsets, AutoCloseable {

  /** An open transaction keeps a reader waiting; a caller shall not wait with it. */
  private static final Duration READ_WITHIN = Duration.ofMillis(400);

  private static final Duration POLL = Duration.ofMillis(50);

  private final Admin admin;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private Consumer<byte[], byte[]> consumer;

  /**
   * Asks {@code admin}, which is not closed here, and reads with a consumer of {@code consumers}.
   */
  KafkaOffsets(Admin admin, Supplier<Consumer<byte[], byte[]>> consumers) {
    this.admin = admin;
    this.consumers = consumers;
  }

  /** Offsets of the Kafka that {@code kafka} leads to. */
  public static KafkaOffsets of(Admin admin, KafkaConnection kafka) {
    // That there is a record is all that matters: the least is fetched.
    Map<String, Object> properties =
        kafka.reader(
            "clausewatch-audit-api-offsets",
            Map.of(
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                16 * 1024,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                (int) POLL.toMillis(),
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                1,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                2_000));
    ByteArrayDeserializer bytes = new ByteArrayDeserializer();
    return new KafkaOffsets(admin, () -> new KafkaConsumer<>(properties, bytes, bytes));
  }

  @Override
  public Map<TopicPartition, Long> committed(String group) throws UnknownException {
    Map<TopicPartition, OffsetAndMetadata> committed;
    try {
      committed = get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    } catch (GroupIdNotFoundException e) {
      return Map.of();
    }
    Map<TopicPartition, Long> offsets = new HashMap<>();
    committed.forEach(
        (partition, offset) -> {
          if (offset != null) { // null where the group has none
            offsets.put(partition, offset.offset());
          }
        });
    return offsets;
  }

  @Override
  public Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions)
      throws UnknownException {
    return list(partitions, OffsetSpec.earliest());
  }

  /**
   * Read uncommitted, though the readers are not: a transaction that has committed its input may
   * not have reached the partitions of its output yet, and its records must not be overlooked.
   */
  @Override
  public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions)
      throws UnknownException {
    return list(partitions, OffsetSpec.latest());
  }

  private Map<TopicPartition, Long> list(Collection<TopicPartition> partitions, OffsetSpec which)
      throws UnknownException {
    Map<TopicPartition, OffsetSpec> specs =
        partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> which));
    Map<TopicPartition, Long> offsets = new HashMap<>();
    for (Map.Entry<TopicPartition, ListOffsetsResultInfo> entry :
        get(admin.listOffsets(specs).all()).entrySet()) {
      offsets.put(entry.getKey(), entry.getValue().offset());
    }
    return offsets;
  }

  @Override
  public synchronized Set<TopicPartition> empty(Map<TopicPartition, Range> ranges)
      throws UnknownException {
    try {
      if (consumer == null) {
        consumer = consumers.get();
      }
      return read(ranges);
    } catch (KafkaException e) {
      close(); // whatever state it is in, the next call starts afresh
      throw new UnknownException("Kafka cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private Set<TopicPartition> read(Map<TopicPartition, Range> ranges) {
    Set<TopicPartition> undecided = new HashSet<>(ranges.keySet());
    Set<TopicPartition> empty = new HashSet<>();
    consumer.assign(ranges.keySet());
    ranges.forEach((partition, range) -> consumer.seek(partition, range.from()));
    Instant end = Instant.now().plus(READ_WITHIN);
    while (!undecided.isEmpty() && Instant.now().isBefore(end)) {
      Set<TopicPartition> withRecords = consumer.poll(POLL).partitions();
      undecided.removeAll(withRecords);
      consumer.pause(withRecords);
      for (TopicPartition partition : Set.copyOf(undecided)) {
        if (consumer.position(partition) >= ranges.get(partition).to()) {
          undecided.remove(partition);
          empty.add(partition);
        }
      }
    }
    consumer.unsubscribe();
    return empty;
  }

  /** Waits as long as the admin client does. */
  private static <T> T get(KafkaFuture<T> future) throws UnknownException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException notFound) {
        throw notFound;
      }
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw new UnknownException("A topic does not exist yet");
      }
      throw new UnknownException(
          "Kafka does not answer: " + e.getCause().getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnknownException("Interrupted while asking Kafka");
    }
  }

  @Override
  public synchronized void close() {
    if (consumer != null) {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
      consumer = null;
    }
  }
}
