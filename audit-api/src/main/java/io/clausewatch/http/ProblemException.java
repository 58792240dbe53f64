package io.clausewatch.http;

import java.io.Serial;

/**
 * Ends a request with a {@link Problem} as its response. It is an answer, not an incident: it has
 * no stack trace and is not logged.
 */
public final class ProblemException extends RuntimeException implements ProblemAnswer {

  @Serial private static final long serialVersionUID = 1;

  private final transient Problem problem;

  /** Made by {@link Problem#exception()}. */
  ProblemException(Problem problem) {
    // The detail is for the caller alone: it may repeat what the caller sent.
    super(problem.status() + " " + problem.title(), null, false, false);
    this.problem = problem;
  }

  @Override
  public Problem problem() {
    return problem;
  }
}
