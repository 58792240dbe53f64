package io.clausewatch.table;

import io.clausewatch.api.Problem;
import io.javalin.config.RoutesConfig;
import java.io.Serial;
import java.time.Duration;

/** A table cannot be read or written now. Its message is for the caller, and holds no value. */
public final class TableAwayException extends RuntimeException {

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

  /** Answers requests that end with it with 503. */
  public static void answer(RoutesConfig routes) {
    routes.exception(
        TableAwayException.class,
        (e, ctx) -> Problem.unavailable(e.getMessage(), TRY_AGAIN_AFTER).write(ctx));
  }
}
