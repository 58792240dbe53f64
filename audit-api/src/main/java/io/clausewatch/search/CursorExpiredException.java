package io.clausewatch.search;

import io.clausewatch.http.Problem;
import io.clausewatch.http.ProblemAnswer;

/**
 * A cursor whose snapshot of the index is gone, because it was kept for too long or read to its
 * end.
 */
public final class CursorExpiredException extends RuntimeException implements ProblemAnswer {
  private static final long serialVersionUID = 1L;

  CursorExpiredException(Throwable cause) {
    super("the list that this cursor continues is no longer kept: search again", cause);
  }

  @Override
  public Problem problem() {
    return Problem.of(
        410,
        "Gone",
        "The list that this cursor continues is no longer kept. Search again, without a cursor.");
  }
}
