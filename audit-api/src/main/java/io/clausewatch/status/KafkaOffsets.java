package io.clausewatch.status;

import io.clausewatch.platform.kafka.KafkaConnection;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.requests.FetchResponse;

/**
 * The offsets of a real Kafka. Whether a range is empty is told by the heads of the batches in it:
 * offsets alone do not, since markers of transactions take some, and the records themselves are not
 * unpacked, as a consumer would, since nobody knows what they unfold to. Safe for use by many
 * threads, one of which reads at a time; close it to end its connections.
 */
public final class KafkaOffsets implements LogOffsets, AutoCloseable {

  /** A caller shall not wait for long markers either. */
  private static final Duration READ_WITHIN = Duration.ofMillis(400);

  private final Admin admin;
  private final Supplier<LogBatches> logs;
  private LogBatches log;

  /** Asks {@code admin}, which is not closed here, and reads what {@code logs} gives. */
  KafkaOffsets(Admin admin, Supplier<LogBatches> logs) {
    this.admin = admin;
    this.logs = logs;
  }

  /** Offsets of the Kafka that {@code kafka} leads to. */
  public static KafkaOffsets of(Admin admin, KafkaConnection kafka) {
    return new KafkaOffsets(admin, () -> new BrokerBatches(admin, kafka));
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
      if (log == null) {
        log = logs.get();
      }
      return read(ranges);
    } catch (KafkaException | IOException e) {
      close(); // whatever state it is in, the next call starts afresh
      throw new UnknownException("Kafka cannot be read: " + e.getClass().getSimpleName());
    }
  }

  private Set<TopicPartition> read(Map<TopicPartition, Range> ranges) throws IOException {
    Map<TopicPartition, Long> undecided = new HashMap<>();
    ranges.forEach((partition, range) -> undecided.put(partition, range.from()));
    Set<TopicPartition> empty = new HashSet<>();
    Instant end = Instant.now().plus(READ_WITHIN);
    boolean further = true;
    while (further && !undecided.isEmpty() && Instant.now().isBefore(end)) {
      further = false;
      for (Map.Entry<TopicPartition, FetchResponseData.PartitionData> answer :
          log.read(Map.copyOf(undecided)).entrySet()) {
        TopicPartition partition = answer.getKey();
        long from = undecided.get(partition);
        long to = ranges.get(partition).to();
        long next = afterWhatNobodySees(answer.getValue(), from, to);
        if (next >= to) {
          undecided.remove(partition);
          empty.add(partition);
        } else if (next < 0 || next >= answer.getValue().lastStableOffset()) {
          undecided.remove(partition); // there is a record, or an open transaction
        } else if (next > from) {
          undecided.put(partition, next);
        }
        further |= next != from;
      }
    }
    return empty;
  }

  /**
   * The offset up to which there is no record for a consumer, as far as an answer goes; -1 when
   * there is one, or when the broker did not tell.
   */
  private static long afterWhatNobodySees(
      FetchResponseData.PartitionData answer, long from, long to) {
    Errors error = Errors.forCode(answer.errorCode());
    if (error.exception() instanceof AuthorizationException refusal) {
      throw refusal;
    }
    if (error != Errors.NONE) {
      return -1;
    }
    Queue<FetchResponseData.AbortedTransaction> toCome =
        new PriorityQueue<>(
            Comparator.comparingLong(FetchResponseData.AbortedTransaction::firstOffset));
    if (answer.abortedTransactions() != null) {
      toCome.addAll(answer.abortedTransactions());
    }
    Set<Long> aborted = new HashSet<>();
    long next = from;
    for (RecordBatch batch : FetchResponse.recordsOrFail(answer).batches()) {
      if (batch.baseOffset() >= to) {
        return to; // what came since is another question
      }
      while (!toCome.isEmpty() && toCome.element().firstOffset() <= batch.lastOffset()) {
        aborted.add(toCome.remove().producerId());
      }
      if (batch.isControlBatch()) {
        aborted.remove(batch.producerId()); // of which transaction this is the end
      } else if (batch.lastOffset() >= from && !isHollow(batch) && !isAborted(batch, aborted)) {
        return -1;
      }
      next = Math.max(next, batch.nextOffset());
    }
    return next;
  }

  /** Compaction keeps the head of a producer's last batch when its records are gone. */
  private static boolean isHollow(RecordBatch batch) {
    return batch.countOrNull() != null && batch.countOrNull() == 0;
  }

  private static boolean isAborted(RecordBatch batch, Set<Long> aborted) {
    return batch.isTransactional() && aborted.contains(batch.producerId());
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
    if (log != null) {
      log.close();
      log = null;
    }
  }
}
