package io.clausewatch.search;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.transport.rest5_client.low_level.ResponseException;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Tries a search again while Elasticsearch moves what it searches. That goes over in a moment, but
 * not at once, and every search in that moment fails: a reindex puts other indices behind an alias,
 * and those it deletes have no shards for a while before they are out of visibility (their
 * snapshots are gone as well); a new month's index is behind its alias before its shard has
 * started; a node that leaves takes its shards with it until copies of them are put in charge.
 *
 * @param limit how long it goes on
 */
record IndexMoveRetry(Duration limit) {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final Duration MAX_PAUSE = Duration.ofMillis(500);

  /**
   * Searches until it succeeds or fails in another way.
   *
   * @param search to be called any number of times
   * @throws SearchUnavailableException when it still fails at the end
   */
  <T> T search(Supplier<T> search) {
    long end = System.nanoTime() + limit.toNanos();
    Duration pause = FIRST_PAUSE;
    while (true) {
      try {
        return search.get();
      } catch (RefusedException e) {
        if (e.status() != 404 || !waited(pause, end)) {
          throw e;
        }
      } catch (SearchUnavailableException e) {
        if (!withoutShards(e.getCause()) || !waited(pause, end)) {
          throw e;
        }
      }
      pause = pause.multipliedBy(2);
      if (pause.compareTo(MAX_PAUSE) > 0) {
        pause = MAX_PAUSE;
      }
    }
  }

  /** Elasticsearch is there, but not all that is to be searched. */
  private static boolean withoutShards(Throwable cause) {
    return switch (cause) {
      case ElasticsearchException e -> e.status() == 503;
      // What a single node answers with 503 comes out of the client like this.
      case ResponseException e -> e.getResponse().getStatusCode() == 503;
      default -> false;
    };
  }

  /** False when there is no time left, or the thread is to end. */
  private static boolean waited(Duration pause, long end) {
    if (System.nanoTime() + pause.toNanos() > end) {
      return false;
    }
    try {
      Thread.sleep(pause);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
