package io.clausewatch.search;

import io.clausewatch.search.Searcher.Paging;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The trail as the API returns it: every event received, once for each data subject. */
public final class Trail {
  private final Searcher searcher;

  /** Entries that a searcher finds. */
  public Trail(Searcher searcher) {
    this.searcher = searcher;
  }

  /**
   * Whether there is any event about one of some data subjects.
   *
   * @param subjectRefs their keyed hashes
   * @throws SearchUnavailableException when Elasticsearch cannot answer
   */
  public boolean isAboutAnyOf(Collection<String> subjectRefs) {
    return !subjectRefs.isEmpty()
        && searcher
                .count(
                    SearchTarget.TRAIL,
                    List.of(new Condition.AnyOf("subjectRef", List.copyOf(subjectRefs))),
                    Map.of())
                .total()
            > 0;
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
