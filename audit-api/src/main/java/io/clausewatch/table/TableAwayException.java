package io.clausewatch.table;

import io.clausewatch.http.Problem;
import io.clausewatch.http.ProblemAnswer;
import java.io.Serial;
import java.time.Duration;

/** A table cannot be read or written now. Its message is for the caller, and holds no value. */
public final class TableAwayException extends RuntimeException implements ProblemAnswer {

  @Serial private static final long serialVersionUID = 1L;

  private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(5);

  /**
   * It is away.
   *
   * @param cause null when there is none
   */
  public TableAwayException(String message, Throwable cause) {
    super(message, cause);
  }

  @Override
  public Problem problem() {
    return Problem.unavailable(getMessage(), TRY_AGAIN_AFTER);
  }
}
