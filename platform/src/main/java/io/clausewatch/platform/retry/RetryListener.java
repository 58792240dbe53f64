package io.clausewatch.platform.retry;

import java.time.Duration;
import java.util.Optional;

/** Is told how trying goes, for a log or a metric; on the thread that tries. */
public interface RetryListener {

  /** Tells nobody. */
  RetryListener NONE = (failures, failure, pause) -> {};

  /**
   * It is tried again after a pause, which begins now.
   *
   * @param failures how many attempts have failed so far, from 1
   * @param failure what the last one threw; empty when its result was not as it shall be. Its
   *     message may quote values
   * @param pause how long until the next attempt
   */
  void retrying(int failures, Optional<Exception> failure, Duration pause);

  /** It succeeded after it had failed. */
  default void recovered() {}
}
