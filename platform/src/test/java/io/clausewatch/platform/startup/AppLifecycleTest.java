package io.clausewatch.platform.startup;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.platform.diagnosis.MisconfiguredException;
import java.net.BindException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AppLifecycleTest {
  private final AppLifecycle app = new AppLifecycle();

  @Test
  void runsUntilItIsClosed() {
    app.run(() -> assertThat(app.close()).isTrue());

    assertThat(app.status()).isZero();
    assertThat(app.close()).as("the second one closes nothing").isFalse();
  }

  @Test
  void endsWithTwoWhereSomebodyHasToMendSomething() {
    app.run(
        () -> {
          throw new MisconfiguredException(List.of("a right is missing"));
        });

    assertThat(app.status()).isEqualTo(2);
  }

  @Test
  void endsWithOneWhereAnotherStartMaySucceed() {
    app.run(
        () -> {
          throw new BindException("the port is taken");
        });

    assertThat(app.status()).isEqualTo(1);
  }

  @Test
  void endsAlsoOfWhatNobodyThoughtOf() {
    app.run(
        () -> {
          throw new UnsupportedOperationException();
        });

    assertThat(app.status()).isEqualTo(1);
    assertThat(app.isEnded()).isTrue();
  }

  @Test
  void whatEndsItFirstIsItsStatus() {
    app.run(
        () -> {
          app.misconfigured("a topic has another shape");
          app.failed("and so this cannot go on", new IllegalStateException("away"));
        });

    assertThat(app.status()).isEqualTo(2);
  }

  @Test
  void endsWhenItsThreadIsInterrupted() {
    Thread.currentThread().interrupt();

    app.run(() -> {});

    assertThat(Thread.interrupted()).isTrue();
    assertThat(app.status()).isEqualTo(1);
  }
}
