package io.clausewatch.overview;

import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.aggregations.CalendarInterval;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.search.LookupContext;
import io.clausewatch.search.SearchClient;
import io.clausewatch.search.SearchClient.Counts;
import io.clausewatch.search.SearchCondition;
import io.clausewatch.search.SearchParameters;
import io.clausewatch.search.SearchParameters.FiltersAndOption;
import io.clausewatch.search.SearchTarget;
import io.clausewatch.search.SearchUnavailableException;
import io.clausewatch.search.TermCounts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts findings and events. */
public final class FindingStatistics {
  private static final String OVER_TIME = "overTime";

  private static final Map<String, String> FINDING_FIELDS = findingFields();

  private final SearchClient searcher;

  /** Statistics of what a searcher finds. */
  public FindingStatistics(SearchClient searcher) {
    this.searcher = searcher;
  }

  private static Map<String, String> findingFields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("bySeverity", "severity");
    fields.put("byStatus", "status");
    fields.put("byPolicy", "policyId");
    fields.put("byClause", "clauseId");
    fields.put("byService", "service");
    fields.put("byRecipient", "recipientId");
    fields.put("byRecipientKind", "recipientKind");
    fields.put("byActor", "actorId");
    return fields;
  }

  /**
   * Counts what meets the filters of a request.
   *
   * <p>Findings are counted by each of several fields, most first, and over time; events of the
   * trail by policy and verdict. A filter that only findings have (severity, status) leaves the
   * trail as it is, and is named in {@code trail.filtersNotApplied}. An interval without findings
   * is left out. {@code others} says how many findings had a value beyond the hundred most
   * frequent.
   *
   * @param given the filters of findings, and {@code interval}: hour, day (unless given), week,
   *     month
   * @param lookup hashes whom the request names, for its caller
   * @throws InvalidRequestException with every fault of the request
   * @throws SearchUnavailableException when Elasticsearch cannot answer
   */
  public ObjectNode count(Map<String, List<String>> given, LookupContext lookup) {
    FiltersAndOption read =
        SearchParameters.filtersAndOption(
            SearchTarget.FINDINGS,
            given,
            lookup,
            "interval",
            List.copyOf(TermCounts.INTERVALS.keySet()));
    ObjectNode statistics = JsonNodeFactory.instance.objectNode();
    statistics.put("interval", read.option());
    statistics.set(
        "findings", findings(read.conditions(), TermCounts.INTERVALS.get(read.option())));
    statistics.set("trail", trail(given, lookup));
    return statistics;
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

  private ObjectNode findings(List<SearchCondition> conditions, CalendarInterval interval) {
    Map<String, Aggregation> aggregations = new LinkedHashMap<>();
    FINDING_FIELDS.forEach((name, field) -> aggregations.put(name, TermCounts.byValue(field)));
    aggregations.put(OVER_TIME, TermCounts.byPeriod("occurredAt", interval));
    Counts counts = searcher.count(SearchTarget.FINDINGS, conditions, aggregations);

    ObjectNode findings = JsonNodeFactory.instance.objectNode();
    findings.put("total", counts.total());
    FINDING_FIELDS.keySet().forEach(name -> findings.set(name, counted(name, counts)));
    findings.set("others", TermCounts.others(FINDING_FIELDS.keySet(), counts.byName()));
    findings.set(OVER_TIME, TermCounts.overTime(counts.byName().get(OVER_TIME)));
    return findings;
  }

  private static ArrayNode counted(String name, Counts counts) {
    Aggregate aggregate = counts.byName().get(name);
    return switch (name) {
      case "bySeverity" ->
          TermCounts.pairs(TermCounts.withZeros(SearchTarget.severities(), aggregate));
      case "byStatus" -> TermCounts.pairs(TermCounts.withZeros(SearchTarget.statuses(), aggregate));
      default -> TermCounts.pairs(TermCounts.asMap(aggregate));
    };
  }

  private ObjectNode trail(Map<String, List<String>> given, LookupContext lookup) {
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
    ObjectNode trail = JsonNodeFactory.instance.objectNode();
    trail.put("total", counts.total());
    trail.set(
        "byVerdict",
        TermCounts.pairs(
            TermCounts.withZeros(SearchTarget.verdicts(), counts.byName().get("byVerdict"))));
    ArrayNode byPolicy = trail.putArray("byPolicy");
    TermCounts.buckets(counts.byName().get("byPolicy"))
        .forEach(
            policy ->
                byPolicy
                    .addObject()
                    .put("key", policy.key().stringValue())
                    .put("count", policy.docCount())
                    .set(
                        "byVerdict",
                        TermCounts.pairs(
                            TermCounts.withZeros(
                                SearchTarget.verdicts(), policy.aggregations().get("byVerdict")))));
    ArrayNode notApplied = trail.putArray("filtersNotApplied");
    SearchTarget.FINDINGS.filters().keySet().stream()
        .filter(name -> given.containsKey(name))
        .filter(name -> !SearchTarget.TRAIL.filters().containsKey(name))
        .forEach(notApplied::add);
    return trail;
  }
}
