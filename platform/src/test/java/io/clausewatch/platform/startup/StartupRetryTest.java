package io.clausewatch.platform.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clausewatch.platform.diagnosis.Diagnosis;
import io.clausewatch.platform.diagnosis.MisconfiguredException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StartupRetryTest {
  private static final Diagnosis AWAY = new Diagnosis("the server is away", true);

  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicInteger tried = new AtomicInteger();

  @Test
  void triesUntilItSucceeds() throws InterruptedException {
    boolean there =
        startup(Duration.ofMillis(1))
            .await(
                () -> {
                  if (tried.incrementAndGet() < 3) {
                    throw new IOException("away");
                  }
                },
                e -> AWAY);

    assertThat(there).isTrue();
    assertThat(tried).hasValue(3);
  }

  @Test
  void givesUpInTheEnd() {
    assertThatThrownBy(() -> startup(Duration.ofMillis(1)).await(this::fail, e -> AWAY))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Gave up waiting: the server is away");
    assertThat(tried).hasValue(4);
  }

  @Test
  void aStopEndsTheWaiting() throws InterruptedException {
    stopped.countDown();
    assertThat(startup(Duration.ofDays(1)).await(this::fail, e -> AWAY)).isFalse();
    assertThat(tried).hasValue(1);
  }

  @Test
  void whatWaitingCannotMendIsNotTriedAgain() {
    assertThatThrownBy(
            () ->
                startup(Duration.ofDays(1))
                    .await(this::fail, e -> new Diagnosis("a right is missing", false)))
        .isInstanceOf(MisconfiguredException.class)
        .hasMessage("a right is missing");
    MisconfiguredException told = new MisconfiguredException(List.of("other partitions"));
    assertThatThrownBy(
            () ->
                startup(Duration.ofDays(1))
                    .await(
                        () -> {
                          throw told;
                        },
                        e -> AWAY))
        .isSameAs(told);
    assertThat(tried).hasValue(1);
  }

  private StartupRetry startup(Duration pause) {
    return new StartupRetry(pause, 4, stopped);
  }

  private void fail() throws IOException {
    tried.incrementAndGet();
    throw new IOException("away");
  }
}
