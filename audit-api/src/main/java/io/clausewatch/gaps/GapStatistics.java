package io.clausewatch.gaps;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.aggregations.CompositeAggregationSource;
import co.elastic.clients.elasticsearch._types.aggregations.CompositeBucket;
import co.elastic.clients.elasticsearch._types.aggregations.SingleBucketAggregateBase;
import co.elastic.clients.util.NamedValue;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.search.LookupContext;
import io.clausewatch.search.SearchClient;
import io.clausewatch.search.SearchClient.Counts;
import io.clausewatch.search.SearchCondition;
import io.clausewatch.search.SearchCondition.HasGap;
import io.clausewatch.search.SearchParameters;
import io.clausewatch.search.SearchParameters.FiltersAndLimit;
import io.clausewatch.search.SearchTarget;
import io.clausewatch.search.SearchUnavailableException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Counts what could not be decided, and why: what an officer has to repair first. */
public final class GapStatistics {
  private static final String GAPS = "gaps";
  private static final String THOSE = "those";
  private static final String KINDS = "kinds";
  private static final String ENTRIES = "entries";
  private static final String LATEST = "latest";

  /** Reasons are constant sentences: all clauses of many policies together have fewer kinds. */
  private static final int MORE_KINDS_THAN_THERE_ARE = 10_000;

  /**
   * What could not be decided.
   *
   * @param total how many entries of the trail have a gap
   * @param items the kinds of gap, most first
   * @param others how many kinds are beyond the limit
   */
  public record Gaps(long total, List<Kind> items, long others) {}

  /**
   * A kind of gap.
   *
   * @param reason why it could not be decided
   * @param clauseId the clause; null where the whole event is meant
   * @param policyId the policy
   * @param count in how many entries
   * @param latest when the event happened that was the last to have it
   * @param exampleEventId that event
   */
  public record Kind(
      String reason,
      String clauseId,
      String policyId,
      long count,
      String latest,
      String exampleEventId) {}

  /** What is read of an entry that has a gap. */
  private record Example(String eventId, String occurredAt) {}

  private final SearchClient searcher;

  /** Gaps that a searcher finds. */
  public GapStatistics(SearchClient searcher) {
    this.searcher = searcher;
  }

  /**
   * Counts the gaps that meet the filters of a request, by reason, clause and policy.
   *
   * @param given the filters of {@link SearchTarget#GAPS}, and {@code limit}
   * @param lookup hashes whom the request names, for its caller
   * @throws InvalidRequestException with every fault of the request
   * @throws SearchUnavailableException when Elasticsearch cannot answer
   */
  public Gaps count(Map<String, List<String>> given, LookupContext lookup) {
    FiltersAndLimit read = SearchParameters.filtersAndLimit(SearchTarget.GAPS, given, lookup);
    Optional<HasGap> asked = gap(read.conditions());
    List<SearchCondition> conditions = new ArrayList<>(read.conditions());
    HasGap gap = asked.orElse(new HasGap(List.of()));
    if (asked.isEmpty()) {
      conditions.add(gap);
    }
    Counts counts = searcher.count(SearchTarget.GAPS, conditions, Map.of(GAPS, byKind(gap)));

    List<Kind> kinds =
        kinds(counts).stream()
            .map(GapStatistics::kind)
            .sorted(Comparator.comparingLong(Kind::count).reversed())
            .toList();
    int shown = Math.min(read.limit(), kinds.size());
    return new Gaps(counts.total(), kinds.subList(0, shown), kinds.size() - shown);
  }

  private static Optional<HasGap> gap(List<SearchCondition> conditions) {
    return conditions.stream().filter(HasGap.class::isInstance).map(HasGap.class::cast).findFirst();
  }

  /** Of an entry with several gaps, those alone that were asked for. */
  private static Aggregation byKind(HasGap gap) {
    Aggregation latest =
        Aggregation.of(
            a ->
                a.topHits(
                    t ->
                        t.size(1)
                            .sort(s -> s.field(f -> f.field("occurredAt").order(SortOrder.Desc)))
                            .source(s -> s.filter(f -> f.includes("eventId", "occurredAt")))));
    Aggregation entries = Aggregation.of(a -> a.reverseNested(r -> r).aggregations(LATEST, latest));
    Aggregation kinds =
        Aggregation.of(
            a ->
                a.composite(
                        c ->
                            c.size(MORE_KINDS_THAN_THERE_ARE)
                                .sources(source("policyId"), source("clauseId"), source("reason")))
                    .aggregations(ENTRIES, entries));
    Aggregation those = Aggregation.of(a -> a.filter(gap.ofTheGap()).aggregations(KINDS, kinds));
    return Aggregation.of(a -> a.nested(n -> n.path(HasGap.PATH)).aggregations(THOSE, those));
  }

  private static NamedValue<CompositeAggregationSource> source(String field) {
    return NamedValue.of(
        field,
        CompositeAggregationSource.of(
            s -> s.terms(t -> t.field(HasGap.PATH + "." + field).missingBucket(true))));
  }

  /** None where there is no index yet. */
  private static List<CompositeBucket> kinds(Counts counts) {
    Aggregate gaps = counts.byName().get(GAPS);
    return gaps == null
        ? List.of()
        : gaps.nested()
            .aggregations()
            .get(THOSE)
            .filter()
            .aggregations()
            .get(KINDS)
            .composite()
            .buckets()
            .array();
  }

  private static Kind kind(CompositeBucket bucket) {
    SingleBucketAggregateBase entries = bucket.aggregations().get(ENTRIES).reverseNested();
    Example latest =
        entries
            .aggregations()
            .get(LATEST)
            .topHits()
            .hits()
            .hits()
            .getFirst()
            .source()
            .to(Example.class);
    return new Kind(
        text(bucket, "reason"),
        text(bucket, "clauseId"),
        text(bucket, "policyId"),
        entries.docCount(),
        latest.occurredAt(),
        latest.eventId());
  }

  /** Null where the gap has none. */
  private static String text(CompositeBucket bucket, String field) {
    FieldValue value = bucket.key().get(field);
    return value == null || value.isNull() ? null : value.stringValue();
  }
}
