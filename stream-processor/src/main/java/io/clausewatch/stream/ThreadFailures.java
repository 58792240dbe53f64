package io.clausewatch.stream;

import io.clausewatch.platform.diagnosis.Diagnosis;
import io.clausewatch.platform.privacy.RedactedException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens when a stream thread fails: another takes its place, which goes on where the last
 * commit was. When that has not helped a few times in a row, the app ends: whoever supervises it
 * starts it anew, and sees that something is wrong. Where Kafka gave a reason that does not pass by
 * itself, such as a right that is missing, the app ends at once.
 */
final class ThreadFailures implements StreamsUncaughtExceptionHandler {
  /** How many failures within {@link #WITHIN} are borne. */
  static final int BORNE = 8;

  /** For how long a failure counts. */
  static final Duration WITHIN = Duration.ofMinutes(5);

  private static final Logger LOG = LoggerFactory.getLogger(ThreadFailures.class);

  private final InstantSource clock;
  private final Function<Throwable, Optional<Diagnosis>> refusals;
  private final Consumer<String> misconfigured;
  private final Deque<Instant> recent = new ArrayDeque<>();

  /**
   * A handler of failures.
   *
   * @param clock the wall clock
   * @param refusals tells those that Kafka gave a reason for
   * @param misconfigured takes the reason, when it does not pass by itself
   */
  ThreadFailures(
      InstantSource clock,
      Function<Throwable, Optional<Diagnosis>> refusals,
      Consumer<String> misconfigured) {
    this.clock = clock;
    this.refusals = refusals;
    this.misconfigured = misconfigured;
  }

  @Override
  public synchronized StreamThreadExceptionResponse handle(Throwable failure) {
    Optional<Diagnosis> refusal = refusals.apply(failure).filter(diagnosis -> !diagnosis.passes());
    if (refusal.isPresent()) {
      misconfigured.accept(refusal.get().sentence());
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    Instant now = clock.instant();
    recent.addLast(now);
    recent.removeIf(earlier -> earlier.isBefore(now.minus(WITHIN)));
    if (recent.size() <= BORNE) {
      LOG.error("A stream thread failed and is replaced", new RedactedException(failure));
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    LOG.error(
        "A stream thread failed, the {}th time in {}; giving up",
        recent.size(),
        WITHIN,
        new RedactedException(failure));
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }
}
