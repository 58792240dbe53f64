package io.clausewatch.stream;

import io.clausewatch.ingest.Wordless;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a stream thread fails: another takes its place, which goes on where the last
 * commit was. When that has not helped a few times in a row, the app ends: whoever supervises it
 * starts it anew, and sees that something is wrong.
 */
final class ThreadFailures implements StreamsUncaughtExceptionHandler {
  /** How many failures within {@link #WITHIN} are borne. */
  static final int BORNE = 8;

  /** For how long a failure counts. */
  static final Duration WITHIN = Duration.ofMinutes(5);

  private static final Logger LOG = LoggerFactory.getLogger(ThreadFailures.class);

  private final InstantSource clock;
  private final Deque<Instant> recent = new ArrayDeque<>();

  ThreadFailures(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
    Instant now = clock.instant();
    recent.addLast(now);
    recent.removeIf(earlier -> earlier.isBefore(now.minus(WITHIN)));
    if (recent.size() <= BORNE) {
      LOG.error("A stream thread failed and is replaced", Wordless.of(failure));
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    LOG.error(
        "A stream thread failed, the {}th time in {}; giving up",
        recent.size(),
        WITHIN,
        Wordless.of(failure));
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }
}
