package io.clausewatch.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class RecentResultsTest {
  private Instant now = Instant.parse("2026-11-24T10:00:00Z");
  private int made;
  private boolean broken;
  private final Deque<Runnable> aside = new ArrayDeque<>();
  private final RecentResults<String, String> recent =
      new RecentResults<>(
          key -> {
            if (broken) {
              throw new IllegalStateException();
            }
            return key + ++made;
          },
          () -> now,
          aside::add);

  private String value() {
    return recent.get("a").value();
  }

  private void later(Duration length) {
    now = now.plus(length);
  }

  @Test
  void whatIsFreshIsShownAsItIs() {
    assertThat(value()).isEqualTo("a1");
    later(RecentResults.FRESH);
    assertThat(value()).isEqualTo("a1");
    assertThat(aside).isEmpty();
    assertThat(recent.get("b").value()).isEqualTo("b2");
  }

  @Test
  void whatIsNotIsShownOnceMoreWhileItIsMadeAnewOnce() {
    Instant first = recent.get("a").at();
    later(RecentResults.FRESH.plusSeconds(1));
    assertThat(value()).isEqualTo("a1");
    assertThat(recent.get("a").at()).isEqualTo(first);
    assertThat(aside).hasSize(1);
    aside.remove().run();
    assertThat(value()).isEqualTo("a2");
    assertThat(recent.get("a").at()).isEqualTo(now);
  }

  @Test
  void whatFailsMeanwhileIsTriedAgain() {
    value();
    later(RecentResults.FRESH.plusSeconds(1));
    broken = true;
    value();
    aside.remove().run();
    assertThat(value()).isEqualTo("a1");
    broken = false;
    aside.remove().run();
    assertThat(value()).isEqualTo("a2");
  }

  @Test
  void whatIsTooOldOrForgottenIsWaitedFor() {
    value();
    later(RecentResults.KEPT.plusSeconds(1));
    assertThat(value()).isEqualTo("a2");
    recent.forget("a");
    assertThat(value()).isEqualTo("a3");
    recent.forget("a");
    broken = true;
    assertThatThrownBy(this::value).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void notEverythingIsKept() {
    int all = 3 * RecentResults.MAX;
    for (int i = 0; i < all; i++) {
      recent.get("one-" + i);
    }
    assertThat(made).isEqualTo(all);
    for (int i = 0; i < all; i++) {
      recent.get("one-" + i);
    }
    assertThat(made - all).isBetween(all - RecentResults.MAX, all);
  }

  @Test
  void whatIsAskedForAgainAndAgainIsKept() {
    value();
    for (int i = 0; i < 3 * RecentResults.MAX; i++) {
      recent.get("other-" + i);
      assertThat(value()).isEqualTo("a1");
    }
  }
}
