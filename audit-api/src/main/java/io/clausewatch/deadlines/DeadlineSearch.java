package io.clausewatch.deadlines;

import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.readmodel.DeadlineDocument;
import io.clausewatch.search.CursorExpiredException;
import io.clausewatch.search.ResultPage;
import io.clausewatch.search.SearchClient;
import io.clausewatch.search.SearchClient.Paging;
import io.clausewatch.search.SearchCriteria;
import io.clausewatch.search.SearchTarget;
import io.clausewatch.search.SearchUnavailableException;

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
  public ResultPage<DeadlineDocument> page(SearchCriteria criteria, Paging paging) {
    return searcher.page(criteria, paging, DeadlineDocument.class);
  }
}
