package io.clausewatch.platform.retry;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a thread does between two attempts. */
@FunctionalInterface
public interface RetryWait {

  /** Sleeps. */
  RetryWait SLEEPING =
      pause -> {
        try {
          Thread.sleep(pause);
          return true;
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return false;
        }
      };

  /**
   * Waits.
   *
   * @param pause how long
   * @return true when the time is over; false when there is to be no further attempt, also when the
   *     thread was interrupted, which it is then still
   */
  boolean pause(Duration pause);

  /**
   * Sleeps until somebody wants it to end.
   *
   * @param stopped is counted down then
   */
  static RetryWait until(CountDownLatch stopped) {
    return pause -> {
      try {
        return !stopped.await(pause.toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    };
  }
}
