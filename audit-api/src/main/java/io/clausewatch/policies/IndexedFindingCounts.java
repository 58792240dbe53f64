package io.clausewatch.policies;

import io.clausewatch.findings.ClauseHits;
import io.clausewatch.search.SearchUnavailableException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the findings in the index. */
public final class IndexedFindingCounts implements FindingCounts {

  private static final Logger LOG = LoggerFactory.getLogger(IndexedFindingCounts.class);

  private final ClauseHits hits;

  /** Counts in an index. */
  public IndexedFindingCounts(ClauseHits hits) {
    this.hits = hits;
  }

  @Override
  public Optional<Map<String, ClauseHits.Hits>> byClause() {
    try {
      return Optional.of(hits.byClause());
    } catch (SearchUnavailableException e) {
      LOG.warn("Findings cannot be counted now: the search index does not answer");
      return Optional.empty();
    }
  }
}
