package io.clausewatch.platform.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads topics, as a member of a group or partitions that it was given, and commits an offset only
 * when a {@link RecordSink} has made durable what lies before it: each record is handled at least
 * once. Poll, take, flush, commit, in this order and nothing beside it: whatever was polled has
 * been taken before the next poll, so the offsets that follow the last poll are right to commit as
 * soon as what was taken has been flushed.
 *
 * <p>Who reads a topic that is there to be looked at, commits nothing: {@link #withoutCommits}. Who
 * reads what there is at the moment, reads {@link #until} its end.
 *
 * <p>A sink that has to wait for a server calls {@link #pause}, which keeps the membership. Only
 * {@link #stop} may be called from other threads.
 *
 * @param <K> keys
 * @param <V> values
 */
public final class ConsumerLoop<K, V> {
  /** How long an idle poll lasts at most: also the longest that a stop goes unnoticed. */
  public static final Duration POLL = Duration.ofMillis(500);

  private static final Logger LOG = LoggerFactory.getLogger(ConsumerLoop.class);
  private static final Duration COMMIT_WITHIN = Duration.ofSeconds(30);

  private final Consumer<K, V> consumer;
  private final LongSupplier nanos;

  /** Where to go on after all that was polled, of the partitions that are still ours. */
  private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();

  /** Where reading ends, by partition; empty where it goes on for ever. */
  private Optional<Map<TopicPartition, Long>> ends = Optional.empty();

  private final SilenceLimit silence;
  private boolean commits = true;
  private boolean pausing;
  private volatile boolean stopping;

  /**
   * A loop that has not begun.
   *
   * @param consumer read_committed, without auto-commit, not subscribed; not closed here
   * @param nanos time elapsed since some fixed moment
   */
  public ConsumerLoop(Consumer<K, V> consumer, LongSupplier nanos) {
    this.consumer = consumer;
    this.nanos = nanos;
    this.silence = new SilenceLimit(nanos);
  }

  /**
   * Commits no offset from now on. To be said before it runs.
   *
   * @return this
   */
  public ConsumerLoop<K, V> withoutCommits() {
    commits = false;
    return this;
  }

  /**
   * Ends when it has reached some offsets. What lies behind them is neither taken nor committed. To
   * be said before it runs.
   *
   * @param offsets where each of the partitions ends that the consumer was assigned: all of them
   * @return this
   */
  public ConsumerLoop<K, V> until(Map<TopicPartition, Long> offsets) {
    ends = Optional.of(Map.copyOf(offsets));
    return this;
  }

  /**
   * Whether some offsets have been reached, by the position: it passes over the markers of
   * transactions too.
   *
   * @param offsets by partition
   */
  public boolean hasReached(Map<TopicPartition, Long> offsets) {
    return offsets.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
  }

  /**
   * Joins the group.
   *
   * @param topics what to read
   */
  public void subscribe(Collection<String> topics) {
    consumer.subscribe(topics, new Partitions());
  }

  /**
   * Works until it is stopped, or has reached its end; then has flushed all that was taken, and
   * committed it, unless the group changes just then or Kafka does not take it: who goes on from
   * there takes it again.
   *
   * @param sink what is done with the records
   * @throws RuntimeException what the sink or Kafka throws; nothing that is not durable has been
   *     committed. A {@link TimeoutException} where nothing came for long of what lies before the
   *     end, or what was read to the end could not be committed
   */
  public void run(RecordSink<K, V> sink) {
    while (!stopping && !ends.map(this::hasReached).orElse(false)) {
      step(sink);
    }
    finish(sink);
    if (commits && ends.isPresent() && !uncommitted.isEmpty()) {
      // Nobody will try it again.
      throw new TimeoutException("what was read to its end could not be committed");
    }
  }

  /**
   * One turn.
   *
   * @param sink what is done with the records
   */
  public void step(RecordSink<K, V> sink) {
    ConsumerRecords<K, V> polled = consumer.poll(sink.pollWithin());
    if (ends.isPresent()) {
      silence.check(polled.isEmpty());
      polled = before(ends.get(), polled);
    }
    // Positions move over transaction markers without a record: committed as well, so that an idle
    // topic shows no lag.
    uncommitted.putAll(polled.nextOffsets());
    if (!polled.isEmpty()) {
      sink.take(polled);
    }
    if (sink.isFlushDue()) {
      finish(sink);
    }
  }

  private static <K, V> ConsumerRecords<K, V> before(
      Map<TopicPartition, Long> ends, ConsumerRecords<K, V> polled) {
    Map<TopicPartition, List<ConsumerRecord<K, V>>> records = new HashMap<>();
    for (TopicPartition partition : polled.partitions()) {
      List<ConsumerRecord<K, V>> wanted =
          polled.records(partition).stream()
              .filter(record -> record.offset() < ends.get(partition))
              .toList();
      if (!wanted.isEmpty()) {
        records.put(partition, wanted);
      }
    }
    Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
    polled
        .nextOffsets()
        .forEach(
            (partition, offset) ->
                next.put(
                    partition,
                    offset.offset() <= ends.get(partition)
                        ? offset
                        : new OffsetAndMetadata(ends.get(partition))));
    return new ConsumerRecords<>(records, next);
  }

  /**
   * Flushes, then commits.
   *
   * @param sink what was done with the records
   */
  public void finish(RecordSink<K, V> sink) {
    sink.flush();
    if (commits && !uncommitted.isEmpty()) {
      commit();
    }
  }

  private void commit() {
    try {
      consumer.commitSync(uncommitted, COMMIT_WITHIN);
      uncommitted.clear();
    } catch (CommitFailedException | RebalanceInProgressException e) {
      // The next poll tells which partitions are still ours; the others' new owner handles the same
      // records again.
      LOG.info("The offsets were not committed because the group changes");
    } catch (RetriableException e) {
      LOG.warn(
          "The offsets were not committed, which is tried again: {}", e.getClass().getSimpleName());
    }
  }

  /** Asks the loop to end; returns at once. */
  public void stop() {
    stopping = true;
  }

  /**
   * Waits while polling without taking records: Kafka would give the partitions of a silent
   * consumer to another. For a sink, between two attempts.
   *
   * @param length how long
   * @return true when the time is over, false when the loop is to stop
   */
  public boolean pause(Duration length) {
    long end = nanos.getAsLong() + length.toNanos();
    pausing = true;
    consumer.pause(consumer.assignment());
    try {
      for (long left = length.toNanos(); left > 0; left = end - nanos.getAsLong()) {
        if (stopping) {
          return false;
        }
        ConsumerRecords<K, V> none =
            consumer.poll(Duration.ofNanos(Math.min(left, POLL.toNanos())));
        if (!none.isEmpty()) {
          throw new IllegalStateException("Kafka gave records of paused partitions");
        }
      }
      return true;
    } finally {
      pausing = false;
      consumer.resume(consumer.paused());
    }
  }

  /** Called within a poll, when the group's partitions are dealt anew. */
  private final class Partitions implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      LOG.info("Reading {}", partitions);
      if (pausing) {
        consumer.pause(partitions);
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      // Not ours to commit any more. Their new owner starts at the last commit and handles again
      // what comes after it.
      uncommitted.keySet().removeAll(partitions);
    }
  }
}
