package io.clausewatch.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SignInThrottleTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-12-01T00:00:00Z"));
  private final SignInThrottle throttle = new SignInThrottle(now::get);

  private void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  @Test
  void eachWaitIsTwiceTheOneBeforeUpToTheLongest() {
    for (int i = 0; i < SignInThrottle.FREE; i++) {
      assertThat(throttle.failed(List.of("a"))).isEmpty();
    }
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 11; i++) {
      Duration wait = throttle.failed(List.of("a")).orElseThrow();
      waits.add(wait.toSeconds());
      pass(wait);
      assertThat(throttle.failed(List.of("a"))).isEmpty();
    }
    assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L);
  }

  @Test
  void aWaitIsThatOfTheKeyThatWaitsLongestAndOfNoOther() {
    for (int i = 0; i < SignInThrottle.FREE + 1; i++) {
      throttle.failed(List.of("address", "name"));
    }
    assertThat(throttle.failed(List.of("elsewhere", "name"))).hasValue(Duration.ofSeconds(1));
    assertThat(throttle.failed(List.of("elsewhere", "other"))).isEmpty();
  }

  @Test
  void whatComesTooSoonMakesNobodyWaitLonger() {
    for (int i = 0; i < 100; i++) {
      throttle.failed(List.of("a"));
    }
    assertThat(throttle.failed(List.of("a"))).hasValue(Duration.ofSeconds(1));
  }

  @Test
  void afterAWhileAllIsForgotten() {
    for (int i = 0; i < SignInThrottle.FREE; i++) {
      throttle.failed(List.of("a"));
    }
    pass(SignInThrottle.MEMORY);
    assertThat(throttle.failed(List.of("a"))).isEmpty();
    assertThat(throttle.failed(List.of("a"))).isEmpty();
  }
}
