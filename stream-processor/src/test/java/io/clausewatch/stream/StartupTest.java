package io.clausewatch.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StartupTest {
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final AtomicInteger tried = new AtomicInteger();

  @Test
  void triesUntilItSucceeds() throws InterruptedException {
    boolean there =
        startup(Duration.ofMillis(1))
            .await(
                "a server",
                () -> {
                  if (tried.incrementAndGet() < 3) {
                    throw new IOException("away");
                  }
                });

    assertThat(there).isTrue();
    assertThat(tried).hasValue(3);
  }

  @Test
  void givesUpInTheEnd() {
    assertThatThrownBy(() -> startup(Duration.ofMillis(1)).await("a server", this::fail))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a server did not answer in time");
    assertThat(tried).hasValue(4);
  }

  @Test
  void aStopEndsTheWaiting() throws InterruptedException {
    stopped.countDown();
    assertThat(startup(Duration.ofDays(1)).await("a server", this::fail)).isFalse();
    assertThat(tried).hasValue(1);
  }

  @Test
  void whatWaitingCannotMendIsNotTriedAgain() {
    assertThatThrownBy(
            () ->
                startup(Duration.ofDays(1))
                    .await(
                        "a server",
                        () -> {
                          throw new IllegalStateException("other partitions");
                        }))
        .hasMessage("other partitions");
  }

  private Startup startup(Duration pause) {
    return new Startup(pause, 4, stopped);
  }

  private void fail() throws IOException {
    tried.incrementAndGet();
    throw new IOException("away");
  }
}
