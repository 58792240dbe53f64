package io.clausewatch.overview;

import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.aggregations.CalendarInterval;
import co.elastic.clients.elasticsearch._types.aggregations.DateHistogramBucket;
import io.clausewatch.search.ElasticsearchQueries;
import io.clausewatch.search.SearchClient;
import io.clausewatch.search.SearchClient.Counts;
import io.clausewatch.search.SearchCondition.AnyOf;
import io.clausewatch.search.SearchCondition.InPeriod;
import io.clausewatch.search.SearchTarget;
import io.clausewatch.search.SearchUnavailableException;
import io.clausewatch.search.TermCount;
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
   * What somebody wants to know first.
   *
   * @param open the findings that are open
   * @param raised those raised within the last thirty days and not taken back
   * @param events how many entries the trail has in all
   * @param newestEventReceivedAt when the newest of them was taken; null when there is none
   */
  public record Overview(Open open, Raised raised, long events, Instant newestEventReceivedAt) {}

  /** Open findings. */
  public record Open(long total, List<TermCount> bySeverity, List<TermCount> byPolicy) {}

  /**
   * Findings that were raised.
   *
   * @param byDay days without any included, oldest first
   */
  public record Raised(long total, List<Day> byDay) {}

  /**
   * Those of a day.
   *
   * @param from its first instant
   * @param bySeverity gravest first, zeros included
   */
  public record Day(Instant from, long count, List<TermCount> bySeverity) {}

  /**
   * Counts.
   *
   * @param zone by whose clock a day is one
   * @throws SearchUnavailableException when Elasticsearch cannot answer
   */
  public Overview count(ZoneId zone) {
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

    return new Overview(
        open(Optional.ofNullable(findings.get(OPEN))),
        raised(Optional.ofNullable(findings.get(RAISED)), first, today, zone),
        trail.total(),
        TermCounts.instant(trail.byName().get(NEWEST)).orElse(null));
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

  private static Open open(Optional<Aggregate> found) {
    Map<String, Aggregate> counts = found.map(a -> a.filter().aggregations()).orElse(Map.of());
    return new Open(
        found.map(a -> a.filter().docCount()).orElse(0L),
        severities(counts.get(BY_SEVERITY)),
        TermCounts.pairs(TermCounts.asMap(counts.get(BY_POLICY))));
  }

  private static Raised raised(
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
    return new Raised(
        found.map(a -> a.filter().docCount()).orElse(0L),
        first
            .datesUntil(last.plusDays(1))
            .map(day -> day(day.atStartOfDay(zone).toInstant(), counted.get(day)))
            .toList());
  }

  private static Day day(Instant from, DateHistogramBucket counted) {
    return counted == null
        ? new Day(from, 0, severities(null))
        : new Day(from, counted.docCount(), severities(counted.aggregations().get(BY_SEVERITY)));
  }

  private static List<TermCount> severities(Aggregate aggregate) {
    return TermCounts.pairs(TermCounts.withZeros(SearchTarget.severities(), aggregate));
  }
}
