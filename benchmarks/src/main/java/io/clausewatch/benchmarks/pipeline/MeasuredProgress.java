package io.clausewatch.benchmarks.pipeline;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How many were through at which moment, until all were. */
final class MeasuredProgress {
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  /** What was through when it was looked at. */
  private record Look(long nanos, long count) {}

  private static final int TENTHS = 10;

  private final List<Look> looks = new ArrayList<>();
  private Look told = new Look(System.nanoTime(), 0);

  private MeasuredProgress() {}

  /** Says how many are through by now. */
  @FunctionalInterface
  interface Count {
    long now() throws Exception;
  }

  /**
   * Looks until all are through.
   *
   * @param all how many there are
   * @throws IllegalStateException when they are not after ten minutes
   */
  static MeasuredProgress await(long all, Count count) throws Exception {
    MeasuredProgress progress = new MeasuredProgress();
    long begun = System.nanoTime();
    long through;
    do {
      LockSupport.parkNanos(LOOK_EVERY.toNanos());
      through = count.now();
      progress.look(through, all);
      if (System.nanoTime() - begun > PATIENCE.toNanos()) {
        throw new IllegalStateException("%d of %d came in %s".formatted(through, all, PATIENCE));
      }
    } while (through < all);
    return progress;
  }

  /** Says each tenth how fast it is at the moment. */
  private void look(long count, long all) {
    Look now = new Look(System.nanoTime(), count);
    looks.add(now);
    boolean isTenth = (count - told.count()) * TENTHS >= all;
    if (isTenth) {
      double seconds = (now.nanos() - told.nanos()) / (double) TimeUnit.SECONDS.toNanos(1);
      System.err.printf("%,d of %,d, %,.0f/s%n", count, all, (count - told.count()) / seconds);
      told = now;
    }
  }

  /** How many a second, from the first look to the last. */
  double rate() {
    Look first = looks.getFirst();
    Look last = looks.getLast();
    double seconds = (last.nanos() - first.nanos()) / (double) TimeUnit.SECONDS.toNanos(1);
    return (last.count() - first.count()) / seconds;
  }
}
