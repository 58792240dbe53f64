package io.clausewatch.indexing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The indexer's numbers. None holds a value of a record. */
final class IndexerMetrics {
  private static final long NOTHING_PENDING = Long.MAX_VALUE;

  private final MeterRegistry registry;
  private final Timer bulk;
  private final Timer refresh;
  private final Counter retries;
  private final AtomicLong oldestPending = new AtomicLong(NOTHING_PENDING);

  /**
   * Registers them.
   *
   * @param registry where
   * @param clock tells the age of what is pending
   */
  IndexerMetrics(MeterRegistry registry, InstantSource clock) {
    this.registry = registry;
    this.bulk =
        Timer.builder("clausewatch.indexer.bulk")
            .description("How long Elasticsearch takes for a bulk request")
            .register(registry);
    this.refresh =
        Timer.builder("clausewatch.indexer.refresh")
            .description("How long Elasticsearch takes to make written documents searchable")
            .register(registry);
    this.retries =
        Counter.builder("clausewatch.indexer.retries")
            .description("Attempts that failed in a way that passes, and were waited out")
            .register(registry);
    Gauge.builder("clausewatch.indexer.lag.seconds", () -> lagSeconds(clock))
        .description(
            "Age of the oldest record that was read and is not searchable yet; 0 when none")
        .register(registry);
  }

  /** Something that Elasticsearch does. */
  interface Work<T> {
    /** Does it. */
    T run() throws IOException;
  }

  /** Does and times a bulk request. */
  <T> T timeBulk(Work<T> work) throws IOException {
    return time(bulk, work);
  }

  /** Does and times a refresh. */
  <T> T timeRefresh(Work<T> work) throws IOException {
    return time(refresh, work);
  }

  /** It was written. */
  void indexed(IndexWrite write) {
    documents(write.source().topic(), "indexed").increment();
  }

  /** Elasticsearch had it, or something newer. */
  void alreadyThere(IndexWrite write) {
    documents(write.source().topic(), "already there").increment();
  }

  /** A record was given up. */
  void refused(String topic) {
    documents(topic, "refused").increment();
  }

  /** An attempt failed in a way that passes. */
  void retried() {
    retries.increment();
  }

  /** A record with this timestamp (milliseconds of the epoch) was read. */
  void pending(long timestamp) {
    oldestPending.accumulateAndGet(timestamp, Math::min);
  }

  /** All that was read is searchable. */
  void nothingPending() {
    oldestPending.set(NOTHING_PENDING);
  }

  private double lagSeconds(InstantSource clock) {
    long oldest = oldestPending.get();
    return oldest == NOTHING_PENDING ? 0 : Math.max(0, clock.millis() - oldest) / 1_000.0;
  }

  private Counter documents(String topic, String outcome) {
    return Counter.builder("clausewatch.indexer.documents")
        .description("Records settled, by topic and by what became of them")
        .tag("topic", topic)
        .tag("outcome", outcome)
        .register(registry);
  }

  private static <T> T time(Timer timer, Work<T> work) throws IOException {
    long start = System.nanoTime();
    try {
      return work.run();
    } finally {
      timer.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
    }
  }
}
