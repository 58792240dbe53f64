package io.clausewatch.stream;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.platform.diagnosis.Diagnosis;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ThreadFailuresTest {
  private Instant now = Instant.EPOCH;
  private final List<String> misconfigured = new ArrayList<>();
  private final ThreadFailures failures =
      new ThreadFailures(
          () -> now,
          failure ->
              failure instanceof SecurityException
                  ? Optional.of(new Diagnosis("a right is missing", false))
                  : Optional.empty(),
          misconfigured::add);

  @Test
  void whatDoesNotPassEndsTheAppAtOnce() {
    assertThat(failures.handle(new SecurityException())).isEqualTo(SHUTDOWN_CLIENT);
    assertThat(misconfigured).containsExactly("a right is missing");
  }

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
