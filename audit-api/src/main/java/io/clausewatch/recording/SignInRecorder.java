package io.clausewatch.recording;

import io.clausewatch.contract.Operation;
import io.clausewatch.eventlog.EventLog.UnavailableException;
import io.clausewatch.http.Problem;
import io.clausewatch.http.ServerFront;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records who signs in, who tries to and may not, and who signs out: an act in the trail and a line
 * in the log, each with who and from where, and neither with a token. Nobody is in before it is on
 * record. What was refused, and that somebody left, is recorded beside the answer: strangers would
 * keep threads waiting otherwise, and nobody is kept in. Safe for use by many threads.
 */
public final class SignInRecorder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SignInRecorder.class);

  /** Who acted, where that is not known; no name of a caller has brackets in it. */
  static final String UNKNOWN = "(unknown)";

  /**
   * How many refusals are recorded in a minute. Whoever has no token can make as many as they like,
   * and each would be kept for years.
   */
  static final int MAX_REFUSALS_A_MINUTE = 120;

  private static final String CATEGORY = "login-record";
  private static final int MAX_WAITING = 1_000;
  private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(5);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  private final OwnActLog acts;
  private final Bucket refusals;
  private final Bucket summaries;
  private final AtomicLong left = new AtomicLong();
  private final ThreadPoolExecutor aside =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MAX_WAITING),
          Thread.ofPlatform().daemon().name("sign-in-acts").factory());

  /** Records trials among the other acts. */
  public SignInRecorder(OwnActLog acts) {
    this(acts, TimeMeter.SYSTEM_NANOTIME);
  }

  SignInRecorder(OwnActLog acts, TimeMeter clock) {
    this.acts = acts;
    this.refusals = bucket(MAX_REFUSALS_A_MINUTE, clock);
    this.summaries = bucket(1, clock);
  }

  private static Bucket bucket(int aMinute, TimeMeter clock) {
    return Bucket.builder()
        .withCustomTimePrecision(clock)
        .addLimit(limit -> limit.capacity(aMinute).refillGreedy(aMinute, Duration.ofMinutes(1)))
        .build();
  }

  /**
   * Records that somebody is about to be signed in, and returns once that is durable.
   *
   * @param name who
   * @throws io.clausewatch.http.ProblemException 503 when it cannot be recorded: they may not be
   *     signed in then
   */
  public void signsIn(Context ctx, String name) {
    try {
      acts.append(act(SignInTrial.SIGNED_IN, name, ServerFront.clientAddress(ctx)));
    } catch (UnavailableException e) {
      LOG.warn("Nobody was signed in, as it could not be recorded: {}", e.getMessage());
      throw Problem.unavailable(
              "It could not be recorded that you signed in (" + e.getMessage() + ").",
              TRY_AGAIN_AFTER)
          .exception();
    }
    LOG.info("{}: {} from {}", SignInTrial.SIGNED_IN.id(), name, ServerFront.clientAddress(ctx));
  }

  /** Records that somebody signed out. */
  public void signedOut(Context ctx, String name) {
    String address = ServerFront.clientAddress(ctx);
    LOG.info("{}: {} from {}", SignInTrial.SIGNED_OUT.id(), name, address);
    appendAside(act(SignInTrial.SIGNED_OUT, name, address));
  }

  /**
   * Records that somebody was not signed in.
   *
   * @param throttled whether they came sooner than they may
   * @param name who it was, as far as that is known
   * @param why one word for the log
   */
  public void refused(Context ctx, boolean throttled, Optional<String> name, String why) {
    if (!refusals.tryConsume(1)) {
      left.incrementAndGet();
      if (summaries.tryConsume(1)) {
        LOG.warn(
            "{} refused sign-ins were not recorded: there are more than {} a minute",
            left.getAndSet(0),
            MAX_REFUSALS_A_MINUTE);
      }
      return;
    }
    SignInTrial trial = throttled ? SignInTrial.THROTTLED : SignInTrial.REFUSED;
    String address = ServerFront.clientAddress(ctx);
    LOG.warn("{}: {} from {} ({})", trial.id(), name.orElse(UNKNOWN), address, why);
    appendAside(act(trial, name.orElse(UNKNOWN), address));
  }

  private static OwnActLog.OwnAct act(SignInTrial trial, String name, String address) {
    return new OwnActLog.OwnAct(
        trial.id() + "-" + UUID.randomUUID(),
        name,
        address,
        Operation.UPDATE,
        CATEGORY,
        List.of(),
        Optional.empty());
  }

  private void appendAside(OwnActLog.OwnAct act) {
    try {
      aside.execute(
          () -> {
            try {
              acts.append(act);
            } catch (UnavailableException e) {
              LOG.warn("{} was not recorded: {}", act.eventId(), e.getMessage());
            }
          });
    } catch (RejectedExecutionException e) {
      LOG.warn("{} was not recorded: too many wait, or the server is stopping", act.eventId());
    }
  }

  /** Waits a moment for what is not written yet, and tells what was not. */
  @Override
  public void close() {
    aside.shutdown();
    try {
      if (!aside.awaitTermination(CLOSE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("{} trials to sign in were not recorded", aside.shutdownNow().size() + 1);
      }
    } catch (InterruptedException e) {
      aside.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
