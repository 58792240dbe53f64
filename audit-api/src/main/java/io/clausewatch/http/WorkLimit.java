package io.clausewatch.http;

import io.javalin.http.Context;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * How many requests may do the same heavy work at once, whoever sends them: what each of them holds
 * in memory adds up. Others wait for a place, in their order, and not for long. Safe for use by
 * many threads.
 */
final class WorkLimit {
  private static final Duration WAIT_AT_MOST = Duration.ofSeconds(10);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final Semaphore places;
  private final Duration patience;

  /**
   * A limit.
   *
   * @param places how many may work at once, at least 1
   */
  WorkLimit(int places) {
    this(places, WAIT_AT_MOST);
  }

  WorkLimit(int places, Duration patience) {
    this.places = new Semaphore(places, true);
    this.patience = patience;
  }

  /**
   * Takes a place until the request has been answered. To be called once a request.
   *
   * @throws ProblemException 503 when there is none for some seconds
   */
  void enter(Context ctx) {
    try {
      if (places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        RequestCleanup.add(ctx, places::release);
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw Problem.unavailable(
            "Too many documents are being made at once: ask again later.", RETRY_AFTER)
        .exception();
  }
}
