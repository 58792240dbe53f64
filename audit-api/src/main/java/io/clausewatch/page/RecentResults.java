package io.clausewatch.page;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What takes long to make: people see what was made a moment ago, and when, rather than wait. What
 * is no longer {@link #FRESH} is shown once more while it is made anew; what is older than {@link
 * #KEPT}, or was never made, is waited for. Safe for use by many threads.
 *
 * @param <K> says what; with equals and hashCode
 * @param <V> what is made; immutable
 */
public final class RecentResults<K, V> {
  /** How long it is shown as it is. */
  static final Duration FRESH = Duration.ofSeconds(20);

  /** How long it is shown while it is made anew. */
  static final Duration KEPT = Duration.ofMinutes(15);

  /** How many are kept, of those that were asked for last and often. */
  static final int MAX = 100;

  private static final Logger LOG = LoggerFactory.getLogger(RecentResults.class);

  private final Function<K, V> maker;
  private final InstantSource clock;
  private final Executor aside;
  private final Cache<K, Made<V>> kept;
  private final Set<K> beingMade = ConcurrentHashMap.newKeySet();

  /**
   * What was made.
   *
   * @param at when
   */
  public record Made<V>(V value, Instant at) {}

  /** Nothing made yet; what is made anew meanwhile is made on threads of its own. */
  public RecentResults(Function<K, V> maker, InstantSource clock) {
    this(maker, clock, task -> Thread.ofVirtual().name("anew").start(task));
  }

  /**
   * The same.
   *
   * @param aside makes anew what was shown once more
   */
  public RecentResults(Function<K, V> maker, InstantSource clock, Executor aside) {
    this.maker = maker;
    this.clock = clock;
    this.aside = aside;
    // Filled from outside: its own loading would hold up others with other keys while it lasts, and
    // log what is thrown with its message.
    this.kept =
        Caffeine.newBuilder()
            .maximumSize(MAX)
            .expireAfterWrite(KEPT)
            .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
            .executor(Runnable::run)
            .build();
  }

  /** What was made last, or is made now; throws what the maker throws. */
  public Made<V> get(K key) {
    Made<V> last = kept.getIfPresent(key);
    if (last == null) {
      return make(key);
    }
    if (last.at().plus(FRESH).isBefore(clock.instant()) && beingMade.add(key)) {
      aside.execute(() -> makeAside(key));
    }
    return last;
  }

  /** What was made is no longer right. */
  public void forget(K key) {
    kept.invalidate(key);
  }

  private Made<V> make(K key) {
    // The instant before, so that nothing is said to be newer than it is.
    Instant at = clock.instant();
    Made<V> made = new Made<>(maker.apply(key), at);
    kept.put(key, made);
    return made;
  }

  private void makeAside(K key) {
    try {
      make(key);
    } catch (RuntimeException e) {
      // What is shown says how old it is, and the next visit tries again.
      LOG.warn("What a page shows could not be made anew: {}", e.getClass().getSimpleName());
    } finally {
      beingMade.remove(key);
    }
  }
}
