package io.clausewatch.search;

/**
 * A cursor whose snapshot of the index is gone, because it was kept for too long or read to its
 * end.
 */
public final class CursorExpiredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CursorExpiredException(Throwable cause) {
    super("the list that this cursor continues is no longer kept: search again", cause);
  }
}
