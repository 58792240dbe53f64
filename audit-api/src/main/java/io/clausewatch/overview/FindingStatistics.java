package io.clausewatch.overview;

import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.aggregations.CalendarInterval;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.search.LookupContext;
import io.clausewatch.search.PeriodCount;
import io.clausewatch.search.SearchClient;
import io.clausewatch.search.SearchClient.Counts;
import io.clausewatch.search.SearchCondition;
import io.clausewatch.search.SearchParameters;
import io.clausewatch.search.SearchParameters.FiltersAndOption;
import io.clausewatch.search.SearchTarget;
import io.clausewatch.search.SearchUnavailableException;
import io.clausewatch.search.TermCount;
import io.clausewatch.search.TermCounts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts findings and events. */
public final class FindingStatistics {
  private static final String OVER_TIME = "overTime";

  private final SearchClient searcher;

  /** Statistics of what a searcher finds. */
  public FindingStatistics(SearchClient searcher) {
    this.searcher = searcher;
  }

  /**
   * Findings and events, counted.
   *
   * @param interval how long a period is
   */
  public record Statistics(String interval, FindingNumbers findings, TrailNumbers trail) {}

  /**
   * Findings, counted by each of several fields, most first.
   *
   * @param bySeverity gravest first, zeros included
   * @param byStatus in the contract's order, zeros included
   * @param others by the names of these counts, how many findings had a value beyond the hundred
   *     most frequent; without zeros
   * @param overTime an interval without findings is left out
   */
  public record FindingNumbers(
      long total,
      List<TermCount> bySeverity,
      List<TermCount> byStatus,
      List<TermCount> byPolicy,
      List<TermCount> byClause,
      List<TermCount> byService,
      List<TermCount> byRecipient,
      List<TermCount> byRecipientKind,
      List<TermCount> byActor,
      Map<String, Long> others,
      List<PeriodCount> overTime) {}

  /**
   * Events, counted.
   *
   * @param filtersNotApplied those that only findings have, and that therefore left these counts as
   *     they are
   */
  public record TrailNumbers(
      long total,
      List<TermCount> byVerdict,
      List<PolicyNumbers> byPolicy,
      List<String> filtersNotApplied) {}

  /**
   * Events under a policy.
   *
   * @param key the policy
   */
  public record PolicyNumbers(String key, long count, List<TermCount> byVerdict) {}

  /** What findings are counted by: a name of {@link FindingNumbers} and the field. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "bySeverity", "severity",
          "byStatus", "status",
          "byPolicy", "policyId",
          "byClause", "clauseId",
          "byService", "service",
          "byRecipient", "recipientId",
          "byRecipientKind", "recipientKind",
          "byActor", "actorId");

  /**
   * Counts what meets the filters of a request.
   *
   * @param given the filters of findings, and {@code interval}: hour, day (unless given), week,
   *     month
   * @param lookup hashes whom the request names, for its caller
   * @throws InvalidRequestException with every fault of the request
   * @throws SearchUnavailableException when Elasticsearch cannot answer
   */
  public Statistics count(Map<String, List<String>> given, LookupContext lookup) {
    FiltersAndOption read =
        SearchParameters.filtersAndOption(
            SearchTarget.FINDINGS,
            given,
            lookup,
            "interval",
            List.copyOf(TermCounts.INTERVALS.keySet()));
    return new Statistics(
        read.option(),
        findings(read.conditions(), TermCounts.INTERVALS.get(read.option())),
        trail(given, lookup));
  }

  /**
   * How many findings there are of each severity, gravest first, zeros included.
   *
   * @param given the filters of findings
   * @param lookup hashes whom the request names, for its caller
   * @throws InvalidRequestException with every fault of the filters
   * @throws SearchUnavailableException when Elasticsearch cannot answer
   */
  public Map<String, Long> bySeverity(Map<String, List<String>> given, LookupContext lookup) {
    List<SearchCondition> conditions =
        SearchParameters.filters(SearchTarget.FINDINGS, given, lookup);
    Counts counts =
        searcher.count(
            SearchTarget.FINDINGS, conditions, Map.of("counts", TermCounts.byValue("severity")));
    return TermCounts.withZeros(SearchTarget.severities(), counts.byName().get("counts"));
  }

  /**
   * The services that have findings, by name; when there are many, those that have most.
   *
   * @throws SearchUnavailableException when Elasticsearch cannot answer
   */
  public List<String> services() {
    Counts counts =
        searcher.count(
            SearchTarget.FINDINGS, List.of(), Map.of("counts", TermCounts.byValue("service")));
    return TermCounts.asMap(counts.byName().get("counts")).keySet().stream().sorted().toList();
  }

  private FindingNumbers findings(List<SearchCondition> conditions, CalendarInterval interval) {
    Map<String, Aggregation> aggregations = new LinkedHashMap<>();
    FIELDS.forEach((name, field) -> aggregations.put(name, TermCounts.byValue(field)));
    aggregations.put(OVER_TIME, TermCounts.byPeriod("occurredAt", interval));
    Counts counts = searcher.count(SearchTarget.FINDINGS, conditions, aggregations);
    Map<String, Aggregate> byName = counts.byName();
    return new FindingNumbers(
        counts.total(),
        TermCounts.pairs(TermCounts.withZeros(SearchTarget.severities(), byName.get("bySeverity"))),
        TermCounts.pairs(TermCounts.withZeros(SearchTarget.statuses(), byName.get("byStatus"))),
        counted(byName.get("byPolicy")),
        counted(byName.get("byClause")),
        counted(byName.get("byService")),
        counted(byName.get("byRecipient")),
        counted(byName.get("byRecipientKind")),
        counted(byName.get("byActor")),
        TermCounts.others(FIELDS.keySet(), byName),
        TermCounts.overTime(byName.get(OVER_TIME)));
  }

  private static List<TermCount> counted(Aggregate aggregate) {
    return TermCounts.pairs(TermCounts.asMap(aggregate));
  }

  private static List<TermCount> verdicts(Aggregate aggregate) {
    return TermCounts.pairs(TermCounts.withZeros(SearchTarget.verdicts(), aggregate));
  }

  private TrailNumbers trail(Map<String, List<String>> given, LookupContext lookup) {
    Counts counts =
        searcher.count(
            SearchTarget.TRAIL,
            SearchParameters.conditionsThatApply(SearchTarget.TRAIL, given, lookup),
            Map.of(
                "byVerdict",
                TermCounts.byValue("verdict"),
                "byPolicy",
                Aggregation.of(
                    a ->
                        a.terms(t -> t.field("policyId").size(TermCounts.MAX_VALUES))
                            .aggregations("byVerdict", TermCounts.byValue("verdict")))));
    return new TrailNumbers(
        counts.total(),
        verdicts(counts.byName().get("byVerdict")),
        TermCounts.buckets(counts.byName().get("byPolicy"))
            .map(
                policy ->
                    new PolicyNumbers(
                        policy.key().stringValue(),
                        policy.docCount(),
                        verdicts(policy.aggregations().get("byVerdict"))))
            .toList(),
        SearchTarget.FINDINGS.filters().keySet().stream()
            .filter(given::containsKey)
            .filter(name -> !SearchTarget.TRAIL.filters().containsKey(name))
            .toList());
  }
}
