package io.clausewatch.platform.startup;

import io.clausewatch.platform.diagnosis.MisconfiguredException;
import io.clausewatch.platform.kafka.KafkaDiagnosis;
import io.clausewatch.platform.privacy.RedactedException;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How an app runs until something ends it: a signal, a fault that somebody has to mend, or one
 * after which another start may succeed. What ends it first is its exit status; each fault is
 * logged. Safe for use by many threads.
 */
public final class AppLifecycle {
  /** The exit status when a setting, a right or what is on a server has to be changed. */
  public static final int MISCONFIGURED = 2;

  private static final Logger LOG = LoggerFactory.getLogger(AppLifecycle.class);
  private static final int FAILED = 1;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicInteger status = new AtomicInteger();
  private final AtomicBoolean closing = new AtomicBoolean();

  /** Starts an app; what it starts goes on when this returns. */
  @FunctionalInterface
  public interface Startup {
    /** Starts it, or returns when it was ended meanwhile. */
    void run() throws IOException, InterruptedException;
  }

  /** Starts an app, and returns when something has ended it, its start among these. */
  public void run(Startup startup) {
    try {
      startup.run();
      ended.await();
    } catch (MisconfiguredException e) {
      misconfigured(e.getMessage());
    } catch (IOException | IllegalStateException e) {
      // A port that is taken, a server that did not come up: a sentence of ours says all there is.
      LOG.error("{}", e.getMessage());
      end(FAILED);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failed("The main thread was interrupted", e);
    } catch (RuntimeException e) {
      failed("It could not be started", e);
    }
  }

  /** Ends the app for a fault that somebody has to mend, as the sentences say. */
  public void misconfigured(String sentences) {
    LOG.error("{}", sentences);
    end(MISCONFIGURED);
  }

  /** Ends the app; of the cause only what quotes nothing is logged. */
  public void failed(String sentence, Throwable cause) {
    LOG.error(sentence, new RedactedException(cause));
    end(FAILED);
  }

  /** Ends the app, as misconfigured where it was Kafka that refused something for good. */
  public void failed(String sentence, Throwable cause, KafkaDiagnosis kafka) {
    kafka
        .refusal(cause)
        .filter(diagnosis -> !diagnosis.passes())
        .ifPresentOrElse(
            diagnosis -> misconfigured(diagnosis.sentence()), () -> failed(sentence, cause));
  }

  /** Ends the app for what was logged already, and another start may mend. */
  public void failed() {
    end(FAILED);
  }

  private void end(int why) {
    status.compareAndSet(0, why);
    ended.countDown();
  }

  /**
   * Ends the app if nothing has yet.
   *
   * @return whether nobody has asked before, so that whoever asks now closes what it has
   */
  public boolean close() {
    ended.countDown();
    return closing.compareAndSet(false, true);
  }

  /** The exit status; 0 unless something went wrong. */
  public int status() {
    return status.get();
  }

  /** Whether something has ended the app. */
  public boolean isEnded() {
    return ended.getCount() == 0;
  }

  /** At zero when the app has been ended. */
  CountDownLatch ended() {
    return ended;
  }
}
