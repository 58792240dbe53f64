package io.clausewatch.search;

import io.clausewatch.search.Searcher.Paging;

/** The deadlines as the API returns them: the clocks that events started, each once. */
public final class Deadlines {
  private final Searcher searcher;

  /** Deadlines that a searcher finds. */
  public Deadlines(Searcher searcher) {
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
  public ResultPage page(Criteria criteria, Paging paging) {
    return searcher.page(criteria, paging).map(Shape.DEADLINE::of);
  }
}
