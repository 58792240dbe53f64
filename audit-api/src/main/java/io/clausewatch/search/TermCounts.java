package io.clausewatch.search;

import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.aggregations.CalendarInterval;
import co.elastic.clients.elasticsearch._types.aggregations.StringTermsBucket;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Counting by values and by periods: how Elasticsearch is asked, and how its answer is read. */
public final class TermCounts {
  /** As many different values as an overview shows; the other ones are counted together. */
  public static final int MAX_VALUES = 100;

  /** Looked at in each index, so that counts over several indices are right. */
  private static final int VALUES_PER_SHARD = 10_000;

  /** The periods by which can be counted; the first where none is asked for. */
  public static final Map<String, CalendarInterval> INTERVALS = intervals();

  private TermCounts() {}

  private static Map<String, CalendarInterval> intervals() {
    Map<String, CalendarInterval> intervals = new LinkedHashMap<>();
    intervals.put("day", CalendarInterval.Day);
    intervals.put("hour", CalendarInterval.Hour);
    intervals.put("week", CalendarInterval.Week);
    intervals.put("month", CalendarInterval.Month);
    return intervals;
  }

  /** Counts by the values of a field, most first. */
  public static Aggregation byValue(String field) {
    return Aggregation.of(
        a -> a.terms(t -> t.field(field).size(MAX_VALUES).shardSize(VALUES_PER_SHARD)));
  }

  /** Counts by the periods in which a date lies; those without documents are left out. */
  public static Aggregation byPeriod(String field, CalendarInterval interval) {
    return Aggregation.of(
        a -> a.dateHistogram(d -> d.field(field).calendarInterval(interval).minDocCount(1)));
  }

  /** The latest value of a date. */
  public static Aggregation latest(String field) {
    return Aggregation.of(a -> a.max(m -> m.field(field)));
  }

  /** What {@link #latest} found; empty without any index, or without any value. */
  public static Optional<Instant> instant(Aggregate latest) {
    return Optional.ofNullable(latest)
        .map(aggregate -> aggregate.max().value())
        .filter(Double::isFinite)
        .map(millis -> Instant.ofEpochMilli(millis.longValue()));
  }

  /** A count that is told as a floating point number; 0 where none is told. */
  public static long whole(Double count) {
    return count == null ? 0 : count.longValue();
  }

  /** Counts by these symbols in their order, zeros included. */
  public static Map<String, Long> withZeros(List<String> symbols, Aggregate aggregate) {
    Map<String, Long> found = asMap(aggregate);
    Map<String, Long> counts = new LinkedHashMap<>();
    symbols.forEach(symbol -> counts.put(symbol, found.getOrDefault(symbol, 0L)));
    return counts;
  }

  /**
   * Most first. Without any index there is no answer, and without any value another kind of one.
   */
  public static Map<String, Long> asMap(Aggregate aggregate) {
    return buckets(aggregate)
        .collect(
            Collectors.toMap(
                bucket -> bucket.key().stringValue(),
                StringTermsBucket::docCount,
                Long::sum,
                LinkedHashMap::new));
  }

  /** None without any index, or without any value. */
  public static Stream<StringTermsBucket> buckets(Aggregate aggregate) {
    return aggregate != null && aggregate.isSterms()
        ? aggregate.sterms().buckets().array().stream()
        : Stream.empty();
  }

  /** As a list of keys and counts. */
  public static List<TermCount> pairs(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(entry -> new TermCount(entry.getKey(), entry.getValue()))
        .toList();
  }

  /**
   * How many documents had a value beyond those that were counted, by the names of aggregations;
   * without those where none had.
   */
  public static Map<String, Long> others(Collection<String> names, Map<String, Aggregate> byName) {
    Map<String, Long> others = new LinkedHashMap<>();
    for (String name : names) {
      long count = others(byName.get(name));
      if (count > 0) {
        others.put(name, count);
      }
    }
    return others;
  }

  /** How many documents had a value beyond those that were counted. */
  public static long others(Aggregate aggregate) {
    if (aggregate == null || !aggregate.isSterms()) {
      return 0;
    }
    Long count = aggregate.sterms().sumOtherDocCount();
    return count == null ? 0 : count;
  }

  /** As a list of the beginnings of periods and counts. */
  public static List<PeriodCount> overTime(Aggregate aggregate) {
    return aggregate == null || !aggregate.isDateHistogram()
        ? List.of()
        : aggregate.dateHistogram().buckets().array().stream()
            .map(bucket -> new PeriodCount(Instant.ofEpochMilli(bucket.key()), bucket.docCount()))
            .toList();
  }
}
