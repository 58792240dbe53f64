package io.clausewatch.http;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.ToIntFunction;

/**
 * How many requests of one caller are answered at the same time, so that nobody takes all threads,
 * searches and connections for themselves: an export that nobody reads to its end holds one of
 * each. Safe for use by many threads.
 */
final class RequestsAtOnce {

  /** Several times what a browser does. */
  static final int OF_A_READER = 24;

  /** Half of what the door takes of all. */
  static final int OF_A_PRODUCER = 64;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final ToIntFunction<Caller> most;
  private final String detail;
  private final String attribute;
  private final ConcurrentMap<Caller, Integer> running = new ConcurrentHashMap<>();

  /**
   * A limit.
   *
   * @param most how many a caller may have
   * @param detail says so to who has more, {@code %d}
   */
  RequestsAtOnce(ToIntFunction<Caller> most, String detail) {
    this.most = most;
    this.detail = detail;
    this.attribute = RequestsAtOnce.class.getName() + " " + detail;
  }

  /** All requests of a caller. */
  static RequestsAtOnce all() {
    return new RequestsAtOnce(
        caller -> caller.role() == Role.PRODUCER ? OF_A_PRODUCER : OF_A_READER,
        "You have %d requests that are not answered yet, which is the most.");
  }

  /**
   * Counts a request until it has been answered; once, however often it is called.
   *
   * @throws ProblemException 429 when the caller has too many already
   */
  void enter(Context ctx, Caller caller) {
    if (ctx.attribute(attribute) != null) {
      return;
    }
    ctx.attribute(attribute, true);
    RequestCleanup.add(ctx, () -> leave(caller));
    if (running.merge(caller, 1, Integer::sum) > most.applyAsInt(caller)) {
      throw Problem.tooMany(detail.formatted(most.applyAsInt(caller)), RETRY_AFTER).exception();
    }
  }

  private void leave(Caller caller) {
    running.computeIfPresent(caller, (same, count) -> count == 1 ? null : count - 1);
  }
}
