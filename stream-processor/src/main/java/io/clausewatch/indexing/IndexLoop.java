package io.clausewatch.indexing;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ShardStatistics;
import io.clausewatch.contract.CountedNoun;
import io.clausewatch.contract.DeadLetter;
import io.clausewatch.platform.connections.HttpDiagnosis;
import io.clausewatch.platform.diagnosis.Diagnosis;
import io.clausewatch.platform.diagnosis.MisconfiguredException;
import io.clausewatch.platform.kafka.ConsumerLoop;
import io.clausewatch.platform.kafka.RecordSink;
import io.clausewatch.platform.retry.RetryListener;
import io.clausewatch.platform.retry.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the indexer's thread does: poll, write, refresh, commit, as a {@link ConsumerLoop} wants it.
 * Whatever was polled is written (or pointed at by a durable dead letter) and refreshed before the
 * commit. Of a backlog the next is read while the last is written: which of two revisions comes
 * first makes no difference to what stands in the end.
 *
 * <p>Only {@link #stop} and {@link #diagnosis} may be called from other threads.
 */
final class IndexLoop {
  /**
   * How long what was written may wait to be searchable while there is more to write: a refresh is
   * dear.
   */
  static final Duration REFRESH_EVERY = Duration.ofMillis(500);

  /** The same while there is so much to write that nobody waits for the last of it. */
  private static final Duration REFRESH_BACKLOG_EVERY = Duration.ofSeconds(2);

  /** As many records at once tell that there are more: a poll brings twice as many at most. */
  static final int BACKLOG = Indexer.RECORDS_A_POLL / 2;

  /** How long to wait for more before what was taken of a backlog is made searchable. */
  private static final Duration MORE_WITHIN = Duration.ofMillis(50);

  /** Which Elasticsearch works at while the next is made. */
  private static final int BULKS_UNDER_WAY = 2;

  private static final Logger LOG = LoggerFactory.getLogger(IndexLoop.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration MAX_PAUSE = Duration.ofSeconds(10);
  private static final int BULK_DOCUMENTS = 2_000;
  private static final long BULK_BYTES = 5L * 1024 * 1024;

  private final ConsumerLoop<byte[], byte[]> loop;
  private final DocumentReader reader;
  private final ElasticsearchClient elasticsearch;
  private final Preparation preparation;
  private final IndexDeadLetters deadLetters;
  private final IndexerMetrics metrics;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final RetryPolicy retry;

  /** Indices with documents that are not searchable yet. */
  private final Set<String> unrefreshed = new HashSet<>();

  /** What was begun and is not settled, the oldest first. */
  private final Queue<BulkUnderWay> underWay = new ArrayDeque<>();

  private final Documents sink = new Documents();
  private boolean isBacklog;
  private long lastRefresh;
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
    this.loop = new ConsumerLoop<>(consumer, nanos);
    this.reader = reader;
    this.elasticsearch = elasticsearch;
    this.preparation = preparation;
    this.deadLetters = deadLetters;
    this.metrics = metrics;
    this.clock = clock;
    this.nanos = nanos;
    this.lastRefresh = nanos.getAsLong() - REFRESH_EVERY.toNanos();
    this.retry =
        RetryPolicy.exponential(FIRST_PAUSE, MAX_PAUSE)
            .when(TransientFailures::passes)
            .waiting(this::pause);
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
      loop.run(sink);
    } catch (StoppedException e) {
      LOG.info("Stopped during an outage; what was not searchable will be indexed again");
    }
  }

  /** Asks the loop to end; returns at once. */
  void stop() {
    loop.stop();
  }

  /** What the loop waits for, in words that may be logged; empty when it works. */
  Optional<String> diagnosis() {
    return Optional.ofNullable(diagnosis);
  }

  /** Joins the group and makes Elasticsearch ready. */
  void start(Collection<String> topics) {
    loop.subscribe(topics);
    patiently("Installing the index templates", () -> preparation.prepare(elasticsearch));
  }

  /** One turn. */
  void step() {
    loop.step(sink);
  }

  /** Makes what was written searchable, then commits. */
  void finish() {
    loop.finish(sink);
  }

  private final class Documents implements RecordSink<byte[], byte[]> {
    @Override
    public Duration pollWithin() {
      Duration refresh = untilRefresh(REFRESH_EVERY);
      boolean waits = isBacklog && refresh.compareTo(MORE_WITHIN) < 0;
      isBacklog = false;
      return waits ? MORE_WITHIN : refresh;
    }

    @Override
    public void take(ConsumerRecords<byte[], byte[]> records) {
      isBacklog = records.count() >= BACKLOG;
      write(records);
      if (!isBacklog) {
        settle(0);
      }
    }

    @Override
    public boolean isFlushDue() {
      return unrefreshed.isEmpty()
          || untilRefresh(isBacklog ? REFRESH_BACKLOG_EVERY : REFRESH_EVERY).isZero();
    }

    @Override
    public void flush() {
      settle(0);
      if (!unrefreshed.isEmpty()) {
        patiently("Refreshing", IndexLoop.this::refresh);
        unrefreshed.clear();
        lastRefresh = nanos.getAsLong();
      }
      metrics.nothingPending();
    }
  }

  /** Keeps the membership while it waits; a stop ends it by an exception. */
  private boolean pause(Duration length) {
    if (!loop.pause(length)) {
      throw new StoppedException();
    }
    return true;
  }

  private Duration untilRefresh(Duration every) {
    if (unrefreshed.isEmpty()) {
      return ConsumerLoop.POLL;
    }
    Duration left = every.minusNanos(nanos.getAsLong() - lastRefresh);
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
        begin(writes);
        writes.clear();
        bytes = 0;
      }
      writes.add(write.get());
      bytes += size;
    }
    begin(writes);
    write(dead);
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

  private void begin(List<IndexWrite> writes) {
    if (writes.isEmpty()) {
      return;
    }
    // What is told of one finding is told one after the other: each reads what stands.
    boolean isInOrder = underWay.stream().noneMatch(begun -> begun.sharesUpdates(writes));
    settle(isInOrder ? BULKS_UNDER_WAY - 1 : 0);
    underWay.add(BulkUnderWay.begin(writes, metrics, elasticsearch));
    // Those that were there before as well: perhaps written just before a crash, and not refreshed
    // since.
    writes.forEach(write -> unrefreshed.add(write.index()));
  }

  /** Waits for what is under way, until no more than so many are. */
  private void settle(int left) {
    while (underWay.size() > left) {
      BulkUnderWay oldest = underWay.element();
      patiently("Writing to Elasticsearch", oldest::attempt);
      List<DeadLetter> dead = new ArrayList<>();
      oldest.bulk().refused().forEach(r -> bury(r.write().source(), r.why(), dead));
      write(dead);
      underWay.remove();
    }
  }

  private void write(List<DeadLetter> dead) {
    if (!dead.isEmpty()) {
      patiently("Writing dead letters", () -> deadLetters.write(dead));
    }
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
    if (record.topic().equals(deadLetters.topic())) {
      return; // a letter about a letter would be refused as well, and so on without end
    }
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
}
