package io.clausewatch.overview;

import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.aggregations.CalendarInterval;
import co.elastic.clients.elasticsearch._types.aggregations.DateHistogramBucket;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.search.ElasticsearchQueries;
import io.clausewatch.search.SearchClient;
import io.clausewatch.search.SearchClient.Counts;
import io.clausewatch.search.SearchCondition.AnyOf;
import io.clausewatch.search.SearchCondition.InPeriod;
import io.clausewatch.search.SearchTarget;
import io.clausewatch.search.SearchUnavailableException;
import io.clausewatch.search.TermCounts;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What somebody wants to know first in the morning, counted. */
public final class OverviewStatistics {
  /** How many days the trend has, today included. */
  public static final int DAYS = 30;

  private static final String OPEN = "open";
  private static final String RAISED = "raised";
  private static final String BY_SEVERITY = "bySeverity";
  private static final String BY_POLICY = "byPolicy";
  private static final String BY_DAY = "byDay";
  private static final String NEWEST = "newest";

  private final SearchClient searcher;
  private final InstantSource clock;

  /**
   * An overview of what a searcher finds.
   *
   * @param clock says which day is today
   */
  public OverviewStatistics(SearchClient searcher, InstantSource clock) {
    this.searcher = searcher;
    this.clock = clock;
  }

  /**
   * Counts: {@code open} findings in {@code total}, {@code bySeverity} and {@code byPolicy}; those
   * {@code raised} within the last thirty days and not taken back, in {@code total} and {@code
   * byDay}, each day with its {@code bySeverity}, days without any included; how many {@code
   * events} the trail has in all, and when the {@code newestEventReceivedAt} was taken (null when
   * there is none).
   *
   * @param zone by whose clock a day is one
   * @throws SearchUnavailableException when Elasticsearch cannot answer
   */
  public ObjectNode count(ZoneId zone) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
    LocalDate first = today.minusDays(DAYS - 1);
    Map<String, Aggregate> findings =
        searcher
            .count(
                SearchTarget.FINDINGS, List.of(), Map.of(OPEN, open(), RAISED, raised(first, zone)))
            .byName();
    Counts trail =
        searcher.count(
            SearchTarget.TRAIL, List.of(), Map.of(NEWEST, TermCounts.latest("receivedAt")));

    ObjectNode overview = JsonNodeFactory.instance.objectNode();
    overview.set(OPEN, open(Optional.ofNullable(findings.get(OPEN))));
    overview.set(RAISED, raised(Optional.ofNullable(findings.get(RAISED)), first, today, zone));
    overview.put("events", trail.total());
    return overview.put(
        "newestEventReceivedAt",
        TermCounts.instant(trail.byName().get(NEWEST)).map(Instant::toString).orElse(null));
  }

  private static Aggregation open() {
    return Aggregation.of(
        a ->
            a.filter(new AnyOf("status", List.of("OPEN")).query())
                .aggregations(BY_SEVERITY, TermCounts.byValue("severity"))
                .aggregations(BY_POLICY, TermCounts.byValue("policyId")));
  }

  private static Aggregation raised(LocalDate first, ZoneId zone) {
    Instant from = first.atStartOfDay(zone).toInstant();
    Aggregation byDay =
        Aggregation.of(
            a ->
                a.dateHistogram(
                        d ->
                            d.field("detectedAt")
                                .calendarInterval(CalendarInterval.Day)
                                .timeZone(zone.getId())
                                .minDocCount(1))
                    .aggregations(BY_SEVERITY, TermCounts.byValue("severity")));
    return Aggregation.of(
        a ->
            a.filter(
                    ElasticsearchQueries.all(
                        List.of(
                            new InPeriod("detectedAt", Optional.of(from), Optional.empty()),
                            new AnyOf("status", SearchTarget.standing()))))
                .aggregations(BY_DAY, byDay));
  }

  private static ObjectNode open(Optional<Aggregate> found) {
    ObjectNode open = JsonNodeFactory.instance.objectNode();
    open.put("total", found.map(a -> a.filter().docCount()).orElse(0L));
    Map<String, Aggregate> counts = found.map(a -> a.filter().aggregations()).orElse(Map.of());
    open.set(BY_SEVERITY, severities(counts.get(BY_SEVERITY)));
    open.set(BY_POLICY, TermCounts.pairs(TermCounts.asMap(counts.get(BY_POLICY))));
    return open;
  }

  private static ObjectNode raised(
      Optional<Aggregate> found, LocalDate first, LocalDate last, ZoneId zone) {
    Map<LocalDate, DateHistogramBucket> counted = new HashMap<>();
    found
        .map(a -> a.filter().aggregations().get(BY_DAY))
        .filter(Aggregate::isDateHistogram)
        .ifPresent(
            days ->
                days.dateHistogram()
                    .buckets()
                    .array()
                    .forEach(
                        bucket ->
                            counted.put(
                                LocalDate.ofInstant(Instant.ofEpochMilli(bucket.key()), zone),
                                bucket)));
    ObjectNode raised = JsonNodeFactory.instance.objectNode();
    raised.put("total", found.map(a -> a.filter().docCount()).orElse(0L));
    ArrayNode byDay = raised.putArray(BY_DAY);
    first
        .datesUntil(last.plusDays(1))
        .forEach(day -> byDay.add(day(day.atStartOfDay(zone).toInstant(), counted.get(day))));
    return raised;
  }

  private static ObjectNode day(Instant from, DateHistogramBucket counted) {
    ObjectNode day =
        JsonNodeFactory.instance
            .objectNode()
            .put("from", from.toString())
            .put("count", counted == null ? 0 : counted.docCount());
    day.set(
        BY_SEVERITY, severities(counted == null ? null : counted.aggregations().get(BY_SEVERITY)));
    return day;
  }

  private static ArrayNode severities(Aggregate aggregate) {
    return TermCounts.pairs(TermCounts.withZeros(SearchTarget.severities(), aggregate));
  }
}
