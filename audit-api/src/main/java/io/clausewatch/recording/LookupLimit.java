package io.clausewatch.recording;

import io.clausewatch.http.Caller;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How many people a caller may look up in a minute, on this server. Callers are as many as there
 * are tokens and accounts. Safe for use by many threads.
 */
public final class LookupLimit {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final int perMinute;
  private final TimeMeter clock;
  private final Map<Caller, Buckets> callers = new ConcurrentHashMap<>();

  private record Buckets(Bucket lookups, Bucket refusals) {}

  /**
   * A limit.
   *
   * @param perMinute how many look-ups a caller has in each minute, at least 1
   */
  public LookupLimit(int perMinute) {
    this(perMinute, TimeMeter.SYSTEM_NANOTIME);
  }

  LookupLimit(int perMinute, TimeMeter clock) {
    this.perMinute = perMinute;
    this.clock = clock;
  }

  /**
   * What came of asking for a look-up.
   *
   * @param retryAfter how long to wait; empty when it may be done
   * @param isFirstRefusal whether it is the first within a minute that may not
   * @param perMinute how many there may be
   */
  record Taken(Optional<Duration> retryAfter, boolean isFirstRefusal, int perMinute) {}

  /** Asks for a look-up more by a caller. */
  Taken take(Caller caller) {
    Buckets buckets =
        callers.computeIfAbsent(caller, one -> new Buckets(bucket(perMinute), bucket(1)));
    ConsumptionProbe probe = buckets.lookups().tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? new Taken(Optional.empty(), false, perMinute)
        : new Taken(
            Optional.of(Duration.ofNanos(probe.getNanosToWaitForRefill())),
            buckets.refusals().tryConsume(1),
            perMinute);
  }

  private Bucket bucket(int capacity) {
    return Bucket.builder()
        .withCustomTimePrecision(clock)
        .addLimit(limit -> limit.capacity(capacity).refillIntervally(capacity, MINUTE))
        .build();
  }
}
