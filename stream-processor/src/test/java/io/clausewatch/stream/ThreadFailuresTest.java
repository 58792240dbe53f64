package io.clausewatch.stream;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ThreadFailuresTest {
  private Instant now = Instant.EPOCH;
  private final ThreadFailures failures = new ThreadFailures(() -> now);

  @Test
  void afewAreBorneThenTheAppEnds() {
    for (int i = 0; i < ThreadFailures.BORNE; i++) {
      assertThat(failures.handle(new IllegalStateException())).isEqualTo(REPLACE_THREAD);
    }
    assertThat(failures.handle(new IllegalStateException())).isEqualTo(SHUTDOWN_CLIENT);
  }

  @Test
  void onlyThoseOfLateCount() {
    for (int i = 0; i < 5 * ThreadFailures.BORNE; i++) {
      assertThat(failures.handle(new IllegalStateException())).isEqualTo(REPLACE_THREAD);
      now = now.plus(ThreadFailures.WITHIN.dividedBy(ThreadFailures.BORNE)).plusMillis(1);
    }
  }
}
