package io.clausewatch.search;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;

/**
 * Elasticsearch refuses a request as faulty; unless a cursor is to blame, that is a mistake made
 * here.
 */
final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  RefusedException(ElasticsearchException cause) {
    // Its type alone: the reason may quote what was searched for.
    super("Elasticsearch answered " + cause.status() + " " + cause.error().type());
    this.status = cause.status();
  }

  /** The status of the answer: from 400 to 499. */
  int status() {
    return status;
  }
}
