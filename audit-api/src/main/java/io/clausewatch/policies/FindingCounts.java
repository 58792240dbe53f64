package io.clausewatch.policies;

import io.clausewatch.findings.ClauseHits;
import java.util.Map;
import java.util.Optional;

/** What was found about each clause. */
@FunctionalInterface
public interface FindingCounts {

  /** By the ids of clauses; empty when nobody can tell at the moment. */
  Optional<Map<String, ClauseHits.Hits>> byClause();
}
