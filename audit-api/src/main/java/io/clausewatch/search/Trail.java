package io.clausewatch.search;

import io.clausewatch.search.Searcher.Paging;

/** The trail as the API returns it: every event received, once for each data subject. */
public final class Trail {
  private final Searcher searcher;

  /** Entries that a searcher finds. */
  public Trail(Searcher searcher) {
    this.searcher = searcher;
  }

  /**
   * A page of entries.
   *
   * @param criteria read for {@link SearchTarget#TRAIL}
   * @throws InvalidRequestException when the cursor belongs to another search
   * @throws CursorExpiredException when the cursor's snapshot is gone
   * @throws SearchUnavailableException when Elasticsearch cannot answer
   */
  public ResultPage page(Criteria criteria, Paging paging) {
    return searcher.page(criteria, paging).map(Shape.TRAIL_ENTRY::of);
  }
}
