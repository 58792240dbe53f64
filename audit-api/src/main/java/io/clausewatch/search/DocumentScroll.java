package io.clausewatch.search;

/** Finds everything that a search finds, however much it is. */
@FunctionalInterface
public interface DocumentScroll {
  /**
   * Asks for the first of it.
   *
   * @param type that of the target's documents
   * @throws SearchUnavailableException when Elasticsearch cannot answer
   */
  <T> PagedResults<T> all(SearchCriteria criteria, Class<T> type);
}
