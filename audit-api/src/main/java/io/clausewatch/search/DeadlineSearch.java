package io.clausewatch.search;

import io.clausewatch.search.SearchClient.Paging;

/** The deadlines as the API returns them: the clocks that events started, each once. */
public final class DeadlineSearch {
  private final SearchClient searcher;

  /** Deadlines that a searcher finds. */
  public DeadlineSearch(SearchClient searcher) {
    this.searcher = searcher;
  }

  /**
   * A page of deadlines.
   *
   * @param criteria read for {@link SearchTarget#DEADLINES}
   * @throws InvalidRequestException when the cursor belongs to another search
   * @throws CursorExpiredException when the cursor's snapshot is gone
   * @throws SearchUnavailableException when Elasticsearch cannot answer
   */
  public ResultPage page(SearchCriteria criteria, Paging paging) {
    return searcher.page(criteria, paging).map(DocumentFields.DEADLINE::of);
  }
}
