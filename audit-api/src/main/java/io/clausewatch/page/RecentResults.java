package io.clausewatch.page;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
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

  /** How many are kept, those that were asked for last. */
  private static final int MAX = 100;

  private static final Logger LOG = LoggerFactory.getLogger(RecentResults.class);

  private final Function<K, V> maker;
  private final InstantSource clock;
  private final Executor aside;
  private final Map<K, Made<V>> kept = new LinkedHashMap<>(16, 0.75f, true);
  private final Set<K> beingMade = new HashSet<>();

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
  }

  /** What was made last, or is made now; throws what the maker throws. */
  public Made<V> get(K key) {
    Instant now = clock.instant();
    boolean makeAnew;
    Made<V> last;
    synchronized (kept) {
      last = kept.get(key);
      if (last == null || last.at().plus(KEPT).isBefore(now)) {
        last = null;
        makeAnew = false;
      } else {
        makeAnew = last.at().plus(FRESH).isBefore(now) && beingMade.add(key);
      }
    }
    if (last == null) {
      return make(key);
    }
    if (makeAnew) {
      aside.execute(() -> makeAside(key));
    }
    return last;
  }

  /** What was made is no longer right. */
  public void forget(K key) {
    synchronized (kept) {
      kept.remove(key);
    }
  }

  private Made<V> make(K key) {
    // The instant before, so that nothing is said to be newer than it is.
    Instant at = clock.instant();
    Made<V> made = new Made<>(maker.apply(key), at);
    synchronized (kept) {
      kept.put(key, made);
      if (kept.size() > MAX) {
        kept.remove(kept.keySet().iterator().next());
      }
    }
    return made;
  }

  private void makeAside(K key) {
    try {
      make(key);
    } catch (RuntimeException e) {
      // What is shown says how old it is, and the next visit tries again.
      LOG.debug("What a page shows could not be made anew: {}", e.getClass().getSimpleName());
    } finally {
      synchronized (kept) {
        beingMade.remove(key);
      }
    }
  }
}
