package io.clausewatch.indexing;

/** Elasticsearch did not take all of a bulk now, and will later. Its message may be logged. */
final class PostponedException extends Exception {
  private static final long serialVersionUID = 1L;

  PostponedException(String message) {
    super(message);
  }
}
