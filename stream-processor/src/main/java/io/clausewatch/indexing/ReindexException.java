package io.clausewatch.indexing;

/** Not everything could be indexed anew. Its sentence says why, and holds no value of a record. */
final class ReindexException extends Exception {
  private static final long serialVersionUID = 1L;

  ReindexException(String message) {
    super(message);
  }
}
