package io.clausewatch.api;

import java.util.Map;
import java.util.Optional;

/** How many findings there are of each clause. */
@FunctionalInterface
interface FindingCounts {

  /** Clause id to (status to how many); empty when nobody can tell at the moment. */
  Optional<Map<String, Map<String, Long>>> byClause();
}
