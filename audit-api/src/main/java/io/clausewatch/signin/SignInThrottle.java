package io.clausewatch.signin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/**
 * How long somebody has to wait after trials to sign in that failed: of one address, and of one
 * name from whatever address. The first {@link #FREE} cost nothing, each later one twice the time
 * of the one before. Whoever may come in is never kept waiting: others, with the same address,
 * could keep them out, and what is typed cannot be guessed anyway. Safe for use by many threads.
 */
final class SignInThrottle {
  /** How many trials fail without a wait: a person who pastes the wrong thing. */
  static final int FREE = 5;

  /** The first wait. */
  static final Duration FIRST = Duration.ofSeconds(1);

  /** The longest wait. */
  static final Duration LONGEST = Duration.ofMinutes(5);

  /** After so long without a failure all is forgotten. */
  static final Duration MEMORY = Duration.ofHours(1);

  /** Those that failed last; beyond it the others begin anew. */
  private static final int MAX_KEYS = 10_000;

  private final InstantSource clock;
  private final Cache<String, Failures> failures =
      Caffeine.newBuilder().maximumSize(MAX_KEYS).build();

  private record Failures(int count, Instant at, Instant until) {}

  SignInThrottle(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Notes that a trial failed, unless it came too soon.
   *
   * @param keys what it counts for: an address, a name
   * @return how long to wait with the next where this one came too soon, the longest of any key;
   *     empty where it did not
   */
  Optional<Duration> failed(Collection<String> keys) {
    Instant now = clock.instant();
    Optional<Duration> wait =
        keys.stream()
            .map(failures.asMap()::get)
            .filter(known -> known != null && known.until().isAfter(now))
            .map(known -> Duration.between(now, known.until()))
            .max(Comparator.naturalOrder());
    if (wait.isEmpty()) {
      keys.forEach(key -> failures.asMap().compute(key, (same, known) -> next(known, now)));
    }
    return wait;
  }

  private static Failures next(Failures known, Instant now) {
    int count = known == null || !known.at().plus(MEMORY).isAfter(now) ? 1 : known.count() + 1;
    return new Failures(count, now, now.plus(wait(count)));
  }

  private static Duration wait(int failed) {
    if (failed < FREE) {
      return Duration.ZERO;
    }
    Duration wait = FIRST.multipliedBy(1L << Math.min(failed - FREE, 20));
    return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
  }
}
