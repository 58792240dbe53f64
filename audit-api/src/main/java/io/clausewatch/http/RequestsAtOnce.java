package io.clausewatch.http;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

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
  private static final String ATTRIBUTE = RequestsAtOnce.class.getName();

  private final ConcurrentMap<Caller, Integer> running = new ConcurrentHashMap<>();

  /**
   * Counts a request until it has been answered; once, however often it is called.
   *
   * @throws ProblemException 429 when the caller has too many already
   */
  void enter(Context ctx, Caller caller) {
    if (ctx.attribute(ATTRIBUTE) != null) {
      return;
    }
    ctx.attribute(ATTRIBUTE, true);
    int most = caller.role() == Role.PRODUCER ? OF_A_PRODUCER : OF_A_READER;
    RequestCleanup.add(ctx, () -> leave(caller));
    if (running.merge(caller, 1, Integer::sum) > most) {
      throw Problem.tooMany(
              "You have %d requests that are not answered yet, which is the most.".formatted(most),
              RETRY_AFTER)
          .exception();
    }
  }

  private void leave(Caller caller) {
    running.computeIfPresent(caller, (same, count) -> count == 1 ? null : count - 1);
  }
}
