package io.clausewatch.search;

import io.clausewatch.http.Problem;
import io.clausewatch.http.ProblemAnswer;
import java.time.Duration;

/** Elasticsearch cannot be reached, or cannot answer at the moment. */
public final class SearchUnavailableException extends RuntimeException implements ProblemAnswer {
  private static final long serialVersionUID = 1L;

  /** An Elasticsearch that is started again needs about so long. */
  private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(10);

  SearchUnavailableException(Throwable cause) {
    super("the search index cannot be reached", cause);
  }

  @Override
  public Problem problem() {
    return Problem.unavailable("The search index cannot be reached.", TRY_AGAIN_AFTER);
  }
}
