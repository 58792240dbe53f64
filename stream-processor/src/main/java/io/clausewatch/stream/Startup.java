package io.clausewatch.stream;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tries until it succeeds what needs a server that may not be up yet, but not for ever. */
final class Startup {
  private static final Logger LOG = LoggerFactory.getLogger(Startup.class);
  private static final int SAY_EVERY = 10;

  private final Duration pause;
  private final int attempts;
  private final CountDownLatch stopped;

  /** Something that fails as long as a server is away. */
  interface Attempt {
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
  Startup(Duration pause, int attempts, CountDownLatch stopped) {
    this.pause = pause;
    this.attempts = attempts;
    this.stopped = stopped;
  }

  /**
   * Tries, waits and tries again.
   *
   * @param server what is needed, for the log
   * @param attempt the attempt; an {@link IllegalStateException} of it is no matter of waiting and
   *     goes to the caller
   * @return true when it succeeded; false when the app was stopped meanwhile
   * @throws IllegalStateException when the last attempt failed too
   */
  boolean await(String server, Attempt attempt) throws InterruptedException {
    for (int i = 1; ; i++) {
      try {
        attempt.run();
        return true;
      } catch (IllegalStateException | InterruptedException e) {
        throw e;
      } catch (Exception e) {
        if (i == attempts) {
          throw new IllegalStateException(server + " did not answer in time", e);
        }
        if (i % SAY_EVERY == 1) {
          LOG.info("Waiting for {}: {}", server, e.getClass().getSimpleName());
        }
      }
      if (stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
  }
}
