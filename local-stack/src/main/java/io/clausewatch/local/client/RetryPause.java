package io.clausewatch.local.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits; a test replaces it by one that does not. */
@FunctionalInterface
public interface RetryPause {

  /** Really waits. */
  RetryPause REAL = duration -> TimeUnit.NANOSECONDS.sleep(duration.toNanos());

  /**
   * Waits so long.
   *
   * @throws InterruptedException when the thread is to stop
   */
  void of(Duration duration) throws InterruptedException;
}
