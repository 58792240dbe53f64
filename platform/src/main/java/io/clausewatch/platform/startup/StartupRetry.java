package io.clausewatch.platform.startup;

import io.clausewatch.platform.diagnosis.Diagnosis;
import io.clausewatch.platform.diagnosis.MisconfiguredException;
import io.clausewatch.platform.retry.RetryPolicy;
import io.clausewatch.platform.retry.RetryWait;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries until it succeeds what needs a server that may not be up yet, but not for ever. */
public final class StartupRetry {
  private static final Logger LOG = LoggerFactory.getLogger(StartupRetry.class);
  private static final int SAY_EVERY = 10;

  private final RetryPolicy policy;
  private final CountDownLatch stopped;

  /** Something that fails as long as a server is away. */
  @FunctionalInterface
  public interface Attempt {
    /** Tries once. */
    void run() throws Exception;
  }

  /**
   * A way of trying.
   *
   * @param pause between two attempts
   * @param attempts how many before giving up
   * @param stopped ends the waiting when it is counted down
   */
  public StartupRetry(Duration pause, int attempts, CountDownLatch stopped) {
    this.policy = RetryPolicy.every(pause).atMost(attempts).waiting(RetryWait.until(stopped));
    this.stopped = stopped;
  }

  /**
   * Tries, waits and tries again.
   *
   * @param attempt the attempt
   * @param diagnoses says what a failure of it means
   * @return true when it succeeded; false when the app was stopped meanwhile
   * @throws MisconfiguredException when an attempt failed in a way that waiting does not mend
   * @throws IllegalStateException when the last attempt failed too
   */
  public boolean await(Attempt attempt, Function<Throwable, Diagnosis> diagnoses)
      throws InterruptedException {
    try {
      return policy
          .when(
              failure -> !(failure instanceof MisconfiguredException) && passes(failure, diagnoses))
          .call(
              () -> {
                attempt.run();
                return true;
              },
              (failures, failure, pause) -> {
                if (failures % SAY_EVERY == 1) {
                  LOG.info("Waiting: {}", diagnoses.apply(failure.orElseThrow()).sentence());
                }
              });
    } catch (MisconfiguredException | InterruptedException e) {
      throw e;
    } catch (Exception e) {
      Diagnosis diagnosis = diagnoses.apply(e);
      if (!diagnosis.passes()) {
        throw new MisconfiguredException(diagnosis);
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (stopped.getCount() == 0) {
        return false;
      }
      throw new IllegalStateException("Gave up waiting: " + diagnosis.sentence(), e);
    }
  }

  private static boolean passes(Throwable failure, Function<Throwable, Diagnosis> diagnoses) {
    return diagnoses.apply(failure).passes();
  }
}
