package io.clausewatch.status;

import io.clausewatch.platform.diagnosis.Diagnosis;
import io.clausewatch.platform.diagnosis.MisconfiguredException;
import io.clausewatch.platform.metrics.Readiness;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to be done once before this server can work, and needs other servers for it: tried in
 * the background until it succeeds, in whatever order everything starts. Close it to give up.
 */
public final class StartupSteps implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StartupSteps.class);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("setup").daemon().factory());
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

  private StartupSteps() {}

  /**
   * Starts to do {@code steps} one after the other, all again {@code every} so often until none
   * fails.
   */
  public static StartupSteps start(List<Step> steps, Duration every) {
    StartupSteps setup = new StartupSteps();
    var unused =
        setup.thread.scheduleWithFixedDelay(
            () -> setup.attempt(steps), 0, every.toMillis(), TimeUnit.MILLISECONDS);
    return setup;
  }

  private void attempt(List<Step> steps) {
    try {
      for (Step step : steps) {
        step.run();
      }
      readiness = Readiness.READY;
      LOG.info("Topics and schemas are in place");
      thread.shutdown();
    } catch (Exception e) {
      // Nothing of an event has been near these: their messages may be told.
      Readiness failed = Readiness.notReady("not set up yet: " + e.getMessage());
      if (!failed.equals(readiness)) {
        LOG.warn("Cannot set up yet: {}", e.getMessage());
      }
      readiness = failed;
    }
  }

  /** Whether it has been done; otherwise why not. */
  public Readiness readiness() {
    return readiness;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
