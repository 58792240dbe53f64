package io.clausewatch.search;

import io.clausewatch.http.Problem;
import io.clausewatch.http.ProblemAnswer;

/** A document of the index is not what this version reads: nobody has to wait, but to reindex. */
public final class UnreadableDocumentException extends RuntimeException implements ProblemAnswer {
  private static final long serialVersionUID = 1L;

  UnreadableDocumentException(Throwable cause) {
    super("a document of the search index cannot be read", cause);
  }

  @Override
  public Problem problem() {
    return Problem.of(
        500,
        "A document of the search index cannot be read by this version: make the index anew, by"
            + " ./clausewatch reindex.");
  }
}
