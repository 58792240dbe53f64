package io.clausewatch.search;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.transport.rest5_client.low_level.ResponseException;
import io.clausewatch.platform.retry.RetryPolicy;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Tries a search again while Elasticsearch moves what it searches. That goes over in a moment, but
 * not at once, and every search in that moment fails: a reindex puts other indices behind an alias,
 * and those it deletes have no shards for a while before they are out of visibility (their
 * snapshots are gone as well); a new month's index is behind its alias before its shard has
 * started; a node that leaves takes its shards with it until copies of them are put in charge.
 */
final class IndexMoveRetry {
  private static final RetryPolicy SHORTLY =
      RetryPolicy.exponential(Duration.ofMillis(20), Duration.ofMillis(500))
          .when(IndexMoveRetry::passes);

  private final RetryPolicy policy;

  /**
   * A way of trying.
   *
   * @param limit how long it goes on
   */
  IndexMoveRetry(Duration limit) {
    this.policy = SHORTLY.within(limit);
  }

  /**
   * Searches until it succeeds or fails in another way.
   *
   * @param search to be called any number of times
   * @throws SearchUnavailableException when it still fails at the end, or the thread is to end
   */
  <T> T search(Supplier<T> search) {
    return policy.<T, RuntimeException>call(search::get);
  }

  private static boolean passes(Throwable failure) {
    return switch (failure) {
      case RefusedException e -> e.status() == 404;
      case SearchUnavailableException e -> withoutShards(e.getCause());
      default -> false;
    };
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
}
