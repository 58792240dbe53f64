package io.clausewatch.search;

/** Elasticsearch cannot be reached, or cannot answer at the moment. */
public final class SearchUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SearchUnavailableException(Throwable cause) {
    super("the search index cannot be reached", cause);
  }
}
