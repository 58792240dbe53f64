package io.clausewatch.status;

import io.clausewatch.platform.diagnosis.Diagnosis;
import io.clausewatch.platform.diagnosis.MisconfiguredException;
import io.clausewatch.platform.metrics.Readiness;
import io.clausewatch.platform.retry.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to be done once before this server can work, and needs other servers for it: tried in
 * the background until it succeeds, in whatever order everything starts. Close it to give up.
 */
public final class StartupSteps implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StartupSteps.class);

  private final Thread thread;
  private volatile Readiness readiness = Readiness.notReady("not set up yet");

  /** One thing to do; can be done again. */
  public interface Step {

    /** Does it, or throws. */
    void run() throws Exception;

    /** The same, but what it throws says what is wrong and how to mend it. */
    static Step mendable(Step step, Function<Throwable, Diagnosis> diagnoses) {
      return () -> {
        try {
          step.run();
        } catch (Exception e) {
          Diagnosis diagnosis = diagnoses.apply(e);
          throw diagnosis.passes()
              ? new IllegalStateException(diagnosis.sentence(), e)
              : new MisconfiguredException(diagnosis);
        }
      };
    }
  }

  private StartupSteps(List<Step> steps, RetryPolicy policy) {
    this.thread =
        Thread.ofPlatform().name("setup").daemon().unstarted(() -> attempt(steps, policy));
  }

  /**
   * Starts to do {@code steps} one after the other, all again {@code every} so often until none
   * fails.
   */
  public static StartupSteps start(List<Step> steps, Duration every) {
    StartupSteps setup = new StartupSteps(steps, RetryPolicy.every(every));
    setup.thread.start();
    return setup;
  }

  private void attempt(List<Step> steps, RetryPolicy policy) {
    try {
      policy.call(
          () -> {
            for (Step step : steps) {
              step.run();
            }
            return true;
          },
          (failures, failure, pause) -> failed(failure.orElseThrow()));
      readiness = Readiness.READY;
      LOG.info("Topics and schemas are in place");
    } catch (Exception e) {
      LOG.debug("Closed before topics and schemas were in place");
    }
  }

  private void failed(Exception failure) {
    // Nothing of an event has been near these: their messages may be told.
    Readiness failed = Readiness.notReady("not set up yet: " + failure.getMessage());
    if (!failed.equals(readiness)) {
      LOG.warn("Cannot set up yet: {}", failure.getMessage());
    }
    readiness = failed;
  }

  /** Whether it has been done; otherwise why not. */
  public Readiness readiness() {
    return readiness;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
