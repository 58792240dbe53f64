package io.clausewatch.platform.retry;

import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Predicate;

/**
 * When, how often and for how long something is tried again. What decides is the library's; waiting
 * is ours, since some have to do something meanwhile, and all have to end when they are told to.
 *
 * <pre>{@code
 * RetryPolicy policy = RetryPolicy.exponential(Duration.ofMillis(20), Duration.ofMillis(500))
 *     .within(Duration.ofSeconds(5))
 *     .when(failure -> failure instanceof IOException);
 * String answer = policy.call(() -> client.ask());
 * }</pre>
 *
 * <p>Unless it is told otherwise it goes on for ever, after every exception but an {@link
 * InterruptedException}, and sleeps meanwhile. Immutable, and safe for use by many threads if what
 * it is made of is.
 */
public final class RetryPolicy {
  private static final double MULTIPLIER = 2;

  /** By how much of itself a pause is longer or shorter at random: not all come back at once. */
  private static final double SPREAD = 0.2;

  private final IntervalFunction pauses;
  private final int attempts;
  private final Optional<Duration> limit;
  private final Predicate<Throwable> isTransient;
  private final Predicate<Object> isGood;
  private final RetryWait wait;
  private final Retry decision;

  private RetryPolicy(
      IntervalFunction pauses,
      int attempts,
      Optional<Duration> limit,
      Predicate<Throwable> isTransient,
      Predicate<Object> isGood,
      RetryWait wait) {
    this.pauses = pauses;
    this.attempts = attempts;
    this.limit = limit;
    this.isTransient = isTransient;
    this.isGood = isGood;
    this.wait = wait;
    this.decision =
        Retry.of(
            "clausewatch",
            RetryConfig.custom()
                .intervalFunction(pauses)
                .maxAttempts(attempts)
                // It asks of what an ExecutionException was caused by; null where it has no cause.
                .retryOnException(failure -> failure != null && isTransient.test(failure))
                .retryOnResult(result -> !isGood.test(result))
                .build());
  }

  private static RetryPolicy of(IntervalFunction pauses) {
    return new RetryPolicy(
        pauses,
        Integer.MAX_VALUE,
        Optional.empty(),
        failure -> !(failure instanceof InterruptedException),
        result -> true,
        RetryWait.SLEEPING);
  }

  /**
   * With pauses that double, a fifth more or less at random.
   *
   * @param first the first pause, from 1 ms
   * @param longest no pause is longer
   */
  public static RetryPolicy exponential(Duration first, Duration longest) {
    return of(IntervalFunction.ofExponentialRandomBackoff(first, MULTIPLIER, SPREAD, longest));
  }

  /**
   * The pauses of {@link #exponential}, for who waits for something else meanwhile.
   *
   * @return the pause after so many attempts, from 1
   */
  public static IntFunction<Duration> pauses(Duration first, Duration longest) {
    IntervalFunction pauses =
        IntervalFunction.ofExponentialRandomBackoff(first, MULTIPLIER, SPREAD, longest);
    return attempts -> Duration.ofMillis(pauses.apply(attempts));
  }

  /**
   * With pauses that are all the same.
   *
   * @param pause between two attempts, from 1 ms
   */
  public static RetryPolicy every(Duration pause) {
    return of(IntervalFunction.of(pause));
  }

  /**
   * The same, but it gives up after some attempts.
   *
   * @param most how many there may be, from 1
   */
  public RetryPolicy atMost(int most) {
    return new RetryPolicy(pauses, most, limit, isTransient, isGood, wait);
  }

  /**
   * The same, but it gives up rather than begin a pause that would end after a time.
   *
   * @param most how long after the first attempt began an attempt may begin
   */
  public RetryPolicy within(Duration most) {
    return new RetryPolicy(pauses, attempts, Optional.of(most), isTransient, isGood, wait);
  }

  /**
   * The same, but after some failures alone.
   *
   * @param failures those after which it is tried again; of an {@code ExecutionException} the cause
   *     is asked for
   */
  public RetryPolicy when(Predicate<Throwable> failures) {
    return new RetryPolicy(
        pauses,
        attempts,
        limit,
        failure -> !(failure instanceof InterruptedException) && failures.test(failure),
        isGood,
        wait);
  }

  /**
   * The same, but after results too that are not as they shall be.
   *
   * @param good those that are
   */
  public RetryPolicy until(Predicate<Object> good) {
    return new RetryPolicy(pauses, attempts, limit, isTransient, good, wait);
  }

  /**
   * The same, with something else to do than to sleep.
   *
   * @param between what is done between two attempts; what it throws ends the trying
   */
  public RetryPolicy waiting(RetryWait between) {
    return new RetryPolicy(pauses, attempts, limit, isTransient, isGood, between);
  }

  /**
   * Tries, tells nobody.
   *
   * @see #call(RetryAttempt, RetryListener)
   */
  public <T, E extends Exception> T call(RetryAttempt<T, E> attempt) throws E {
    return call(attempt, RetryListener.NONE);
  }

  /**
   * Tries until it succeeds, fails for good, is to end, or the policy gives up.
   *
   * @param attempt what is tried
   * @param listener is told how it goes
   * @param <T> what it results in
   * @param <E> what it may throw beside unchecked exceptions
   * @return the result of the last attempt: one that is as it shall be, unless it was the last for
   *     another reason
   * @throws E what the last attempt threw
   */
  public <T, E extends Exception> T call(RetryAttempt<T, E> attempt, RetryListener listener)
      throws E {
    Run<T> run = new Run<>(listener);
    while (true) {
      T result;
      try {
        result = attempt.run();
      } catch (Exception e) {
        if (!run.goesOnAfter(e)) {
          throw e;
        }
        continue;
      }
      if (!run.goesOnAfterResult(result)) {
        return result;
      }
    }
  }

  /** The attempts of one call. */
  private final class Run<T> {
    private final Retry.AsyncContext<T> context = decision.asyncContext();
    private final RetryListener listener;
    private final long start = System.nanoTime();
    private int failures;

    Run(RetryListener listener) {
      this.listener = listener;
    }

    boolean goesOnAfter(Exception failure) {
      return goesOn(context.onError(failure), Optional.of(failure));
    }

    boolean goesOnAfterResult(T result) {
      long pause = context.onResult(result);
      if (pause < 0 && failures > 0 && isGood.test(result)) {
        listener.recovered();
      }
      return goesOn(pause, Optional.empty());
    }

    /** With the pause in milliseconds; negative when the library has had enough. */
    private boolean goesOn(long millis, Optional<Exception> failure) {
      if (millis < 0) {
        return false;
      }
      Duration pause = Duration.ofMillis(millis);
      Duration then = pause.plusNanos(System.nanoTime() - start);
      if (limit.filter(most -> then.compareTo(most) > 0).isPresent()) {
        return false;
      }
      failures++;
      listener.retrying(failures, failure, pause);
      return wait.pause(pause);
    }
  }
}
