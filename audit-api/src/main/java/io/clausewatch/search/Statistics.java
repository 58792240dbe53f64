package io.clausewatch.search;

import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.aggregations.CalendarInterval;
import co.elastic.clients.elasticsearch._types.aggregations.DateHistogramBucket;
import co.elastic.clients.elasticsearch._types.aggregations.StringTermsBucket;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.search.Parameters.FiltersAndOption;
import io.clausewatch.search.Searcher.Counts;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Counts findings and events. */
public final class Statistics {
  private static final String OVER_TIME = "overTime";

  /** As many different values as an overview shows; the other ones are counted together. */
  private static final int MOST_VALUES = 100;

  /** Looked at in each index, so that counts over several indices are right. */
  private static final int VALUES_PER_SHARD = 10_000;

  private static final Map<String, CalendarInterval> INTERVALS = intervals();

  private static final Map<String, String> FINDING_FIELDS = findingFields();

  private final Searcher searcher;
  private final UnaryOperator<String> pseudonym;

  /**
   * Statistics of what a searcher finds.
   *
   * @param pseudonym makes the keyed hash of a subject id
   */
  public Statistics(Searcher searcher, UnaryOperator<String> pseudonym) {
    this.searcher = searcher;
    this.pseudonym = pseudonym;
  }

  private static Map<String, CalendarInterval> intervals() {
    Map<String, CalendarInterval> intervals = new LinkedHashMap<>();
    intervals.put("day", CalendarInterval.Day);
    intervals.put("hour", CalendarInterval.Hour);
    intervals.put("week", CalendarInterval.Week);
    intervals.put("month", CalendarInterval.Month);
    return intervals;
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
   * @throws InvalidRequestException with every fault of the request
   * @throws SearchUnavailableException when Elasticsearch cannot answer
   */
  public ObjectNode count(Map<String, List<String>> given) {
    FiltersAndOption read =
        Parameters.filtersAndOption(
            SearchTarget.FINDINGS, given, pseudonym, "interval", List.copyOf(INTERVALS.keySet()));
    ObjectNode statistics = JsonNodeFactory.instance.objectNode();
    statistics.put("interval", read.option());
    statistics.set("findings", findings(read.conditions(), INTERVALS.get(read.option())));
    statistics.set("trail", trail(given));
    return statistics;
  }

  /**
   * How many findings there are of each severity, gravest first, zeros included.
   *
   * @param given the filters of findings
   * @throws InvalidRequestException with every fault of the filters
   * @throws SearchUnavailableException when Elasticsearch cannot answer
   */
  public Map<String, Long> bySeverity(Map<String, List<String>> given) {
    List<Condition> conditions = Parameters.filters(SearchTarget.FINDINGS, given, pseudonym);
    Counts counts =
        searcher.count(SearchTarget.FINDINGS, conditions, Map.of("counts", byValue("severity")));
    return withZeros(SearchTarget.severities(), counts.byName().get("counts"));
  }

  /**
   * The services that have findings, by name; when there are many, those that have most.
   *
   * @throws SearchUnavailableException when Elasticsearch cannot answer
   */
  public List<String> services() {
    Counts counts =
        searcher.count(SearchTarget.FINDINGS, List.of(), Map.of("counts", byValue("service")));
    return asMap(counts.byName().get("counts")).keySet().stream().sorted().toList();
  }

  private ObjectNode findings(List<Condition> conditions, CalendarInterval interval) {
    Map<String, Aggregation> aggregations = new LinkedHashMap<>();
    FINDING_FIELDS.forEach((name, field) -> aggregations.put(name, byValue(field)));
    aggregations.put(
        OVER_TIME,
        Aggregation.of(
            a ->
                a.dateHistogram(
                    d -> d.field("occurredAt").calendarInterval(interval).minDocCount(1))));
    Counts counts = searcher.count(SearchTarget.FINDINGS, conditions, aggregations);

    ObjectNode findings = JsonNodeFactory.instance.objectNode();
    findings.put("total", counts.total());
    FINDING_FIELDS.keySet().forEach(name -> findings.set(name, counted(name, counts)));
    findings.set("others", others(counts));
    findings.set(OVER_TIME, overTime(counts.byName().get(OVER_TIME)));
    return findings;
  }

  private static Aggregation byValue(String field) {
    return Aggregation.of(
        a -> a.terms(t -> t.field(field).size(MOST_VALUES).shardSize(VALUES_PER_SHARD)));
  }

  private static ArrayNode counted(String name, Counts counts) {
    Aggregate aggregate = counts.byName().get(name);
    return switch (name) {
      case "bySeverity" -> pairs(withZeros(SearchTarget.severities(), aggregate));
      case "byStatus" -> pairs(withZeros(SearchTarget.statuses(), aggregate));
      default -> pairs(asMap(aggregate));
    };
  }

  private static Map<String, Long> withZeros(List<String> symbols, Aggregate aggregate) {
    Map<String, Long> found = asMap(aggregate);
    Map<String, Long> counts = new LinkedHashMap<>();
    symbols.forEach(symbol -> counts.put(symbol, found.getOrDefault(symbol, 0L)));
    return counts;
  }

  /**
   * Most first. Without any index there is no answer, and without any value another kind of one.
   */
  private static Map<String, Long> asMap(Aggregate aggregate) {
    return buckets(aggregate)
        .collect(
            Collectors.toMap(
                bucket -> bucket.key().stringValue(),
                StringTermsBucket::docCount,
                Long::sum,
                LinkedHashMap::new));
  }

  private static Stream<StringTermsBucket> buckets(Aggregate aggregate) {
    return aggregate != null && aggregate.isSterms()
        ? aggregate.sterms().buckets().array().stream()
        : Stream.empty();
  }

  private static ArrayNode pairs(Map<String, Long> counts) {
    ArrayNode pairs = JsonNodeFactory.instance.arrayNode();
    counts.forEach((key, count) -> pairs.addObject().put("key", key).put("count", count));
    return pairs;
  }

  private static ObjectNode others(Counts counts) {
    ObjectNode others = JsonNodeFactory.instance.objectNode();
    FINDING_FIELDS
        .keySet()
        .forEach(
            name -> {
              Aggregate aggregate = counts.byName().get(name);
              if (aggregate != null && aggregate.isSterms()) {
                Long count = aggregate.sterms().sumOtherDocCount();
                if (count != null && count > 0) {
                  others.put(name, count);
                }
              }
            });
    return others;
  }

  private static ArrayNode overTime(Aggregate aggregate) {
    ArrayNode intervals = JsonNodeFactory.instance.arrayNode();
    if (aggregate != null && aggregate.isDateHistogram()) {
      for (DateHistogramBucket bucket : aggregate.dateHistogram().buckets().array()) {
        intervals
            .addObject()
            .put("from", Instant.ofEpochMilli(bucket.key()).toString())
            .put("count", bucket.docCount());
      }
    }
    return intervals;
  }

  private ObjectNode trail(Map<String, List<String>> given) {
    Counts counts =
        searcher.count(
            SearchTarget.TRAIL,
            Parameters.conditionsThatApply(SearchTarget.TRAIL, given, pseudonym),
            Map.of(
                "byVerdict",
                byValue("verdict"),
                "byPolicy",
                Aggregation.of(
                    a ->
                        a.terms(t -> t.field("policyId").size(MOST_VALUES))
                            .aggregations("byVerdict", byValue("verdict")))));
    ObjectNode trail = JsonNodeFactory.instance.objectNode();
    trail.put("total", counts.total());
    trail.set(
        "byVerdict", pairs(withZeros(SearchTarget.verdicts(), counts.byName().get("byVerdict"))));
    ArrayNode byPolicy = trail.putArray("byPolicy");
    buckets(counts.byName().get("byPolicy"))
        .forEach(
            policy ->
                byPolicy
                    .addObject()
                    .put("key", policy.key().stringValue())
                    .put("count", policy.docCount())
                    .set(
                        "byVerdict",
                        pairs(
                            withZeros(
                                SearchTarget.verdicts(), policy.aggregations().get("byVerdict")))));
    ArrayNode notApplied = trail.putArray("filtersNotApplied");
    SearchTarget.FINDINGS.filters().keySet().stream()
        .filter(name -> given.containsKey(name))
        .filter(name -> !SearchTarget.TRAIL.filters().containsKey(name))
        .forEach(notApplied::add);
    return trail;
  }
}
