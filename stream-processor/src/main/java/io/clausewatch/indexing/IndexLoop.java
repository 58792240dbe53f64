package io.clausewatch.indexing;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ShardStatistics;
import io.clausewatch.contract.CountedNoun;
import io.clausewatch.contract.DeadLetter;
import io.clausewatch.platform.connections.HttpDiagnosis;
import io.clausewatch.platform.diagnosis.Diagnosis;
import io.clausewatch.platform.diagnosis.MisconfiguredException;
import io.clausewatch.platform.retry.RetryListener;
import io.clausewatch.platform.retry.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the indexer's thread does: poll, write, refresh, commit, in this order and nothing beside
 * it. Whatever was polled is written (or pointed at by a durable dead letter) before the next poll,
 * so the offsets that follow the last poll are right to commit as soon as what was written has been
 * refreshed.
 *
 * <p>Only {@link #stop} and {@link #diagnosis} may be called from other threads.
 */
final class IndexLoop {
  /**
   * How long what was written may wait to be searchable while there is more to write: a refresh is
   * dear.
   */
  static final Duration REFRESH_EVERY = Duration.ofMillis(500);

  private static final Logger LOG = LoggerFactory.getLogger(IndexLoop.class);
  // Also the longest that a stop goes unnoticed.
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration MAX_PAUSE = Duration.ofSeconds(10);
  private static final Duration COMMIT_WITHIN = Duration.ofSeconds(30);
  private static final int BULK_DOCUMENTS = 2_000;
  private static final long BULK_BYTES = 5L * 1024 * 1024;

  private final Consumer<byte[], byte[]> consumer;
  private final DocumentReader reader;
  private final ElasticsearchClient elasticsearch;
  private final Preparation preparation;
  private final IndexDeadLetters deadLetters;
  private final IndexerMetrics metrics;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final RetryPolicy retry =
      RetryPolicy.exponential(FIRST_PAUSE, MAX_PAUSE)
          .when(TransientFailures::passes)
          .waiting(this::await);

  /** Where to go on after all that was polled, of the partitions that are still ours. */
  private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();

  /** Indices with documents that are not searchable yet. */
  private final Set<String> unrefreshed = new HashSet<>();

  private long lastRefresh;
  private boolean waiting;
  private volatile boolean stopping;
  private volatile String diagnosis;

  /**
   * Wires the loop.
   *
   * @param consumer read_committed, without auto-commit, not subscribed yet
   * @param reader makes documents of its records
   * @param elasticsearch takes them
   * @param preparation done before the first document is written
   * @param deadLetters take what can never be indexed
   * @param metrics count
   * @param clock the wall clock
   * @param nanos time elapsed since some fixed moment
   */
  IndexLoop(
      Consumer<byte[], byte[]> consumer,
      DocumentReader reader,
      ElasticsearchClient elasticsearch,
      Preparation preparation,
      IndexDeadLetters deadLetters,
      IndexerMetrics metrics,
      InstantSource clock,
      LongSupplier nanos) {
    this.consumer = consumer;
    this.reader = reader;
    this.elasticsearch = elasticsearch;
    this.preparation = preparation;
    this.deadLetters = deadLetters;
    this.metrics = metrics;
    this.clock = clock;
    this.nanos = nanos;
    this.lastRefresh = nanos.getAsLong() - REFRESH_EVERY.toNanos();
  }

  /** What Elasticsearch needs before the first document. */
  @FunctionalInterface
  interface Preparation {
    /**
     * Prepares it; can be done again.
     *
     * @throws IOException when it cannot be reached
     */
    void prepare(ElasticsearchClient client) throws IOException;
  }

  /** An action that may fail in a way that passes. */
  private interface Attempt {
    void run() throws Exception;
  }

  /** The loop was asked to stop while it waited for an outage to pass. */
  private static final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Works until stopped; then finishes what it has in hand.
   *
   * @param topics what to read
   * @throws RuntimeException when it cannot go on; nothing that is not searchable has been
   *     committed
   */
  void run(Collection<String> topics) {
    try {
      start(topics);
      while (!stopping) {
        step();
      }
      finish();
    } catch (StoppedException e) {
      LOG.info("Stopped during an outage; what was not searchable will be indexed again");
    }
  }

  /** Asks the loop to end; returns at once. */
  void stop() {
    stopping = true;
  }

  /** What the loop waits for, in words that may be logged; empty when it works. */
  Optional<String> diagnosis() {
    return Optional.ofNullable(diagnosis);
  }

  /** Joins the group and makes Elasticsearch ready. */
  void start(Collection<String> topics) {
    consumer.subscribe(topics, new Partitions());
    patiently("Installing the index templates", () -> preparation.prepare(elasticsearch));
  }

  /** One turn. */
  void step() {
    ConsumerRecords<byte[], byte[]> polled = consumer.poll(untilRefresh());
    // Positions move over transaction markers without a record: committed as well, so that an idle
    // topic shows no lag.
    uncommitted.putAll(polled.nextOffsets());
    if (!polled.isEmpty()) {
      write(polled);
    }
    if (unrefreshed.isEmpty() || untilRefresh().isZero()) {
      finish();
    }
  }

  /** Makes what was written searchable, then commits. */
  void finish() {
    if (!unrefreshed.isEmpty()) {
      patiently("Refreshing", this::refresh);
      unrefreshed.clear();
      lastRefresh = nanos.getAsLong();
    }
    if (!uncommitted.isEmpty()) {
      commit();
    }
    metrics.nothingPending();
  }

  private Duration untilRefresh() {
    if (unrefreshed.isEmpty()) {
      return POLL;
    }
    Duration left = REFRESH_EVERY.minusNanos(nanos.getAsLong() - lastRefresh);
    return left.isNegative() ? Duration.ZERO : left;
  }

  private void write(ConsumerRecords<byte[], byte[]> polled) {
    List<DeadLetter> dead = new ArrayList<>();
    List<IndexWrite> writes = new ArrayList<>();
    long bytes = 0;
    for (ConsumerRecord<byte[], byte[]> record : polled) {
      metrics.pending(record.timestamp());
      Optional<IndexWrite> write = read(record, dead);
      if (write.isEmpty()) {
        continue;
      }
      long size = write.get().size();
      if (writes.size() == BULK_DOCUMENTS || bytes + size > BULK_BYTES) {
        write(writes, dead);
        writes.clear();
        bytes = 0;
      }
      writes.add(write.get());
      bytes += size;
    }
    write(writes, dead);
    if (!dead.isEmpty()) {
      patiently("Writing dead letters", () -> deadLetters.write(dead));
    }
  }

  /**
   * Empty when the record is none that can be indexed; then, unless it is a tombstone, it is among
   * the dead.
   */
  private Optional<IndexWrite> read(ConsumerRecord<byte[], byte[]> record, List<DeadLetter> dead) {
    if (record.value() == null) {
      return Optional.empty();
    }
    List<IndexWrite> result = new ArrayList<>(1);
    patiently(
        "Reading a record",
        () -> {
          try {
            result.add(reader.read(record));
          } catch (UnindexableException e) {
            bury(record, e, dead);
          }
        });
    return result.stream().findFirst();
  }

  private void write(List<IndexWrite> writes, List<DeadLetter> dead) {
    if (writes.isEmpty()) {
      return;
    }
    BulkWrite bulk = new BulkWrite(writes, metrics);
    patiently("Writing to Elasticsearch", () -> bulk.attempt(elasticsearch));
    bulk.refused().forEach(r -> bury(r.write().source(), r.why(), dead));
    // Those that were there before as well: perhaps written just before a crash, and not refreshed
    // since.
    writes.forEach(write -> unrefreshed.add(write.index()));
  }

  private void bury(
      ConsumerRecord<byte[], byte[]> record, UnindexableException why, List<DeadLetter> dead) {
    LOG.error(
        "{}-{} at {} cannot be indexed: {}",
        record.topic(),
        record.partition(),
        record.offset(),
        why.getMessage());
    metrics.refused(record.topic());
    dead.add(IndexDeadLetters.about(record, why, clock.instant()));
  }

  private void refresh() throws IOException, PostponedException {
    ShardStatistics shards =
        metrics
            .timeRefresh(
                () ->
                    elasticsearch
                        .indices()
                        .refresh(r -> r.index(List.copyOf(unrefreshed)).ignoreUnavailable(true)))
            .shards();
    if (shards != null && shards.failed().intValue() > 0) {
      throw new PostponedException(
          "Elasticsearch could not refresh "
              + CountedNoun.count(shards.failed().intValue(), "shard"));
    }
  }

  private void commit() {
    try {
      consumer.commitSync(uncommitted, COMMIT_WITHIN);
      uncommitted.clear();
    } catch (CommitFailedException | RebalanceInProgressException e) {
      // The next poll tells which partitions are still ours; the others' new owner writes the same
      // documents again.
      LOG.info("The offsets were not committed because the group changes");
    } catch (RetriableException e) {
      LOG.warn(
          "The offsets were not committed, which is tried again: {}",
          TransientFailures.describe(e));
    }
  }

  /** Does something until it succeeds, as long as its failures are such that pass. */
  private void patiently(String what, Attempt attempt) {
    try {
      retry.call(
          () -> {
            once(what, attempt);
            return true;
          },
          new OutageReport(what));
    } catch (RuntimeException e) {
      throw e; // fatal, or thrown while it waited
    } catch (Exception e) {
      throw new IllegalStateException(what + " failed: " + TransientFailures.describe(e));
    }
  }

  /** Throws what passes as it is, and all else as it is to be told. */
  private static void once(String what, Attempt attempt) throws Exception {
    try {
      attempt.run();
    } catch (Exception e) {
      throw TransientFailures.passes(e) ? e : fatal(what, e);
    }
  }

  /** Tells of an outage, how long it lasts and when it is over. */
  private final class OutageReport implements RetryListener {
    private final String what;

    OutageReport(String what) {
      this.what = what;
    }

    @Override
    public void retrying(int failures, Optional<Exception> failure, Duration pause) {
      diagnosis = what + " failed: " + TransientFailures.describe(failure.orElseThrow());
      LOG.warn("{}; trying again in {} ms", diagnosis, pause.toMillis());
      metrics.retried();
    }

    @Override
    public void recovered() {
      LOG.info("{} works again", what);
      diagnosis = null;
    }
  }

  /**
   * Elasticsearch's own words stay out of it, even as a cause: whoever logs it would log values.
   */
  private static RuntimeException fatal(String what, Exception failure) {
    Diagnosis diagnosis = HttpDiagnosis.elasticsearch(failure);
    if (!diagnosis.passes()) {
      return new MisconfiguredException(diagnosis);
    }
    return failure instanceof RuntimeException e && !(e instanceof ElasticsearchException)
        ? e
        : new IllegalStateException(what + " failed: " + TransientFailures.describe(failure));
  }

  /**
   * Waits while polling without taking records: Kafka would give the partitions of a silent
   * consumer to another.
   *
   * @return true; a stop ends it by an exception
   */
  private boolean await(Duration pause) {
    long end = nanos.getAsLong() + pause.toNanos();
    waiting = true;
    consumer.pause(consumer.assignment());
    try {
      for (long left = pause.toNanos(); left > 0; left = end - nanos.getAsLong()) {
        if (stopping) {
          throw new StoppedException();
        }
        ConsumerRecords<byte[], byte[]> none =
            consumer.poll(Duration.ofNanos(Math.min(left, POLL.toNanos())));
        if (!none.isEmpty()) {
          throw new IllegalStateException("Kafka gave records of paused partitions");
        }
      }
    } finally {
      waiting = false;
      consumer.resume(consumer.paused());
    }
    return true;
  }

  /** Called within a poll, when the group's partitions are dealt anew. */
  private final class Partitions implements ConsumerRebalanceListener {
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
      LOG.info("Indexing {}", partitions);
      if (waiting) {
        consumer.pause(partitions);
      }
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
      // Not ours to commit any more. Their new owner starts at the last commit and finds the
      // documents already there.
      uncommitted.keySet().removeAll(partitions);
    }
  }
}
