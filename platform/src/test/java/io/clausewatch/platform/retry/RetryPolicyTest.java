package io.clausewatch.platform.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final List<Duration> pauses = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final RetryListener listener =
      new RetryListener() {
        @Override
        public void retrying(int failures, Optional<Exception> failure, Duration pause) {
          told.add(failures + " " + failure.map(Exception::getMessage).orElse("result"));
        }

        @Override
        public void recovered() {
          told.add("recovered");
        }
      };
  private int attempts;

  private RetryPolicy exponential() {
    return RetryPolicy.exponential(FIRST, LONGEST).waiting(pauses::add);
  }

  /** Fails so often, then results in the number of attempts. */
  private RetryAttempt<Integer, IOException> failing(int times) {
    return () -> {
      if (++attempts <= times) {
        throw new IOException("away");
      }
      return attempts;
    };
  }

  @Test
  void whatSucceedsIsDoneOnce() throws IOException {
    assertThat(exponential().call(failing(0), listener)).isEqualTo(1);
    assertThat(pauses).isEmpty();
    assertThat(told).isEmpty();
  }

  @Test
  void pausesDoubleUpToTheLongestAndDifferAtRandom() throws IOException {
    assertThat(exponential().call(failing(20), listener)).isEqualTo(21);
    long expected = FIRST.toMillis();
    for (Duration pause : pauses) {
      long capped = Math.min(expected, LONGEST.toMillis());
      assertThat(pause.toMillis())
          .isBetween(Math.min(expected * 79 / 100, capped * 79 / 100), LONGEST.toMillis())
          .isLessThanOrEqualTo(expected * 121 / 100);
      expected *= 2;
    }
    assertThat(pauses).hasSize(20);
    assertThat(told).hasSize(21).startsWith("1 away", "2 away").endsWith("recovered");
    List<Duration> before = List.copyOf(pauses);
    pauses.clear();
    attempts = 0;
    exponential().call(failing(20));
    assertThat(pauses).isNotEqualTo(before);
  }

  @Test
  void itGoesOnForEver() throws IOException {
    assertThat(exponential().call(failing(3_000))).isEqualTo(3_001);
    assertThat(pauses.getLast()).isLessThanOrEqualTo(LONGEST).isGreaterThan(LONGEST.dividedBy(2));
  }

  @Test
  void whatDoesNotPassIsNotTriedAgain() {
    assertThatThrownBy(
            () ->
                exponential()
                    .when(failure -> failure instanceof IllegalStateException)
                    .call(failing(5), listener))
        .isInstanceOf(IOException.class)
        .hasMessage("away");
    assertThat(attempts).isEqualTo(1);
    assertThat(told).isEmpty();
  }

  @Test
  void theCauseOfAnExecutionExceptionIsAskedFor() throws Exception {
    RetryPolicy policy = exponential().when(failure -> failure instanceof IOException);
    assertThat(
            policy.call(
                () -> {
                  if (++attempts == 1) {
                    throw new ExecutionException(new IOException("away"));
                  }
                  return attempts;
                }))
        .isEqualTo(2);
    ExecutionException without = new ExecutionException("without a cause", null);
    assertThatThrownBy(
            () ->
                policy.call(
                    () -> {
                      throw without;
                    }))
        .isSameAs(without);
  }

  @Test
  void anErrorIsNeverWaitedOut() {
    assertThatThrownBy(
            () ->
                exponential()
                    .call(
                        () -> {
                          attempts++;
                          throw new StackOverflowError();
                        }))
        .isInstanceOf(StackOverflowError.class);
    assertThat(attempts).isEqualTo(1);
  }

  @Test
  void itGivesUpAfterSomeAttempts() {
    assertThatThrownBy(() -> exponential().atMost(4).call(failing(9), listener))
        .isInstanceOf(IOException.class);
    assertThat(attempts).isEqualTo(4);
    assertThat(pauses).hasSize(3);
    assertThat(told).containsExactly("1 away", "2 away", "3 away");
  }

  @Test
  void itBeginsNoPauseThatWouldEndTooLate() {
    assertThatThrownBy(
            () ->
                RetryPolicy.every(Duration.ofDays(1))
                    .within(Duration.ofHours(1))
                    .call(failing(9), listener))
        .isInstanceOf(IOException.class);
    assertThat(attempts).isEqualTo(1);
    assertThat(told).isEmpty();
  }

  @Test
  void itGivesUpInTime() {
    assertThatThrownBy(
            () ->
                RetryPolicy.every(Duration.ofMillis(1))
                    .within(Duration.ofMillis(20))
                    .call(failing(Integer.MAX_VALUE)))
        .isInstanceOf(IOException.class);
    assertThat(attempts).isBetween(2, 21);
  }

  @Test
  void aResultIsWaitedForToo() {
    RetryPolicy policy = exponential().until(result -> result.equals(3));
    assertThat(policy.<Integer, RuntimeException>call(() -> ++attempts, listener)).isEqualTo(3);
    assertThat(told).containsExactly("1 result", "2 result", "recovered");
  }

  @Test
  void aResultThatDoesNotComeIsHandedOutAsItIs() {
    RetryPolicy policy = exponential().until(result -> false);
    assertThat(policy.atMost(2).<Integer, RuntimeException>call(() -> ++attempts, listener))
        .isEqualTo(2);
    assertThat(policy.within(Duration.ZERO).<Integer, RuntimeException>call(() -> ++attempts))
        .isEqualTo(3);
    assertThat(told).containsExactly("1 result");
  }

  @Test
  void aStopEndsTheWaitingWithTheLastFailure() {
    CountDownLatch stopped = new CountDownLatch(1);
    stopped.countDown();
    assertThatThrownBy(
            () ->
                RetryPolicy.every(Duration.ofDays(1))
                    .waiting(RetryWait.until(stopped))
                    .call(failing(5)))
        .isInstanceOf(IOException.class);
    assertThat(attempts).isEqualTo(1);
  }

  @Test
  void anInterruptEndsTheWaitingAndIsKept() {
    for (RetryWait wait : List.of(RetryWait.SLEEPING, RetryWait.until(new CountDownLatch(1)))) {
      attempts = 0;
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> RetryPolicy.every(Duration.ofDays(1)).waiting(wait).call(failing(5)))
          .isInstanceOf(IOException.class);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(attempts).isEqualTo(1);
    }
  }

  @Test
  void anAttemptThatWasInterruptedIsTheLast() {
    assertThatThrownBy(
            () ->
                exponential()
                    .when(failure -> true)
                    .call(
                        () -> {
                          attempts++;
                          throw new InterruptedException();
                        }))
        .isInstanceOf(InterruptedException.class);
    assertThat(attempts).isEqualTo(1);
  }

  @Test
  void whatIsThrownWhileWaitingEndsIt() {
    IllegalStateException stop = new IllegalStateException("stop");
    assertThatThrownBy(
            () ->
                RetryPolicy.every(FIRST)
                    .waiting(
                        pause -> {
                          throw stop;
                        })
                    .call(failing(5)))
        .isSameAs(stop);
  }
}
