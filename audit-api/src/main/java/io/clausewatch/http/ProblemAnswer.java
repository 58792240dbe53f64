package io.clausewatch.http;

/**
 * An exception that is an answer: whatever ends with it is answered with its problem, in one place
 * ({@link ErrorResponses}). Of a feature that says so, that place need not know.
 */
@FunctionalInterface
public interface ProblemAnswer {

  /** The response. */
  Problem problem();
}
