package io.clausewatch.subjects;

import io.clausewatch.search.LookupContext;
import io.clausewatch.search.SearchCondition.InPeriod;
import io.clausewatch.search.SearchCriteria;
import io.clausewatch.search.SearchParameters;
import io.clausewatch.search.SearchTarget;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a report asks the index, read and found good; nothing is asked yet. */
final class ReportQuery {
  /** How many documents are held at a time. */
  private static final String PAGE = "500";

  private final LookupContext lookup;
  private final String subjectId;
  private final SearchCriteria events;
  private final SearchCriteria findings;

  /**
   * Reads it.
   *
   * @param lookup hashes whom the request names, for its caller
   * @param filters the filters policyId, from and to of the trail
   * @throws io.clausewatch.http.InvalidRequestException with every fault of them
   */
  ReportQuery(LookupContext lookup, String subjectId, Map<String, List<String>> filters) {
    this.lookup = lookup;
    this.subjectId = subjectId;
    Map<String, List<String>> acts = new LinkedHashMap<>(filters);
    acts.put("eventKind", List.of("access", "disclosure"));
    events = criteria(SearchTarget.TRAIL, acts);
    findings = criteria(SearchTarget.FINDINGS, filters);
  }

  private SearchCriteria criteria(SearchTarget target, Map<String, List<String>> filters) {
    Map<String, List<String>> given = new LinkedHashMap<>(filters);
    given.put("subjectId", List.of(subjectId));
    given.put("sort", List.of("occurredAt"));
    given.put("limit", List.of(PAGE));
    return SearchParameters.page(target, given, lookup);
  }

  /** For the accesses and disclosures. */
  SearchCriteria events() {
    return events;
  }

  /** For all findings. */
  SearchCriteria findings() {
    return findings;
  }

  /** For the findings about some events, under whatever policy. */
  SearchCriteria findingsOf(List<String> eventIds) {
    return criteria(SearchTarget.FINDINGS, Map.of("eventId", eventIds));
  }

  /** The period asked for; empty when all times were. */
  Optional<InPeriod> period() {
    return events.conditions().stream()
        .filter(InPeriod.class::isInstance)
        .map(InPeriod.class::cast)
        .findFirst();
  }
}
