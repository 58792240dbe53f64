package io.clausewatch.reviews;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.aggregations.CalendarInterval;
import co.elastic.clients.elasticsearch._types.aggregations.CompositeAggregate;
import co.elastic.clients.elasticsearch._types.aggregations.CompositeAggregationSource;
import co.elastic.clients.elasticsearch._types.aggregations.CompositeBucket;
import co.elastic.clients.elasticsearch._types.aggregations.DateHistogramBucket;
import co.elastic.clients.elasticsearch._types.aggregations.StringTermsBucket;
import co.elastic.clients.util.NamedValue;
import io.clausewatch.contract.Access;
import io.clausewatch.contract.Export;
import io.clausewatch.readmodel.TrailDocument;
import io.clausewatch.reviews.Review.Exported;
import io.clausewatch.search.DataSubjects;
import io.clausewatch.search.SearchClient;
import io.clausewatch.search.SearchClient.Counts;
import io.clausewatch.search.SearchCondition;
import io.clausewatch.search.SearchCondition.Any;
import io.clausewatch.search.SearchCondition.AnyOf;
import io.clausewatch.search.SearchCondition.AtLeast;
import io.clausewatch.search.SearchCondition.InPeriod;
import io.clausewatch.search.SearchCondition.Not;
import io.clausewatch.search.SearchCriteria;
import io.clausewatch.search.SearchCriteria.Sort;
import io.clausewatch.search.SearchTarget;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Counts in the trail what staff did under one policy in one period. Actors have the ids that the
 * trail has, which of one person may be two: where an event is about its own actor, intake put the
 * keyed hash in the place of the id.
 *
 * <p>Every method throws {@link io.clausewatch.search.SearchUnavailableException} when
 * Elasticsearch cannot answer.
 */
final class AccessAggregation {
  /** What stands in the place of an operation where an event is a disclosure. */
  static final String DISCLOSURE = "DISCLOSURE";

  /** As many terms as Elasticsearch takes in one query are 65,536. */
  private static final int MAX_TERMS = 20_000;

  /** Rows of a table without anything in them. */
  private static final int ROWS_AT_A_TIME = 10_000;

  /** Each needs some memory for what it counts. */
  private static final int ACTORS_AT_A_TIME = 1_000;

  /** So many actors with so many subjects fit into an answer. */
  private static final int CANDIDATE_ACTORS = 300;

  private static final int CANDIDATE_SUBJECTS = 200;

  /** Up to so many different values are counted almost exactly; the most that can be asked for. */
  private static final int COUNTED_EXACTLY = 40_000;

  private static final String ACTOR = "actorId";
  private static final String SUBJECT = "subjectRef";
  private static final String EVENT = "eventId";
  private static final String WHEN = "occurredAt";
  private static final String OPERATION = "operation";
  private static final String KIND = "actorKind";
  private static final String SUBJECTS = "subjects";
  private static final String EXPORTS = "exports";
  private static final String BULK = "bulk";
  private static final String BARE = "bare";
  private static final String INDICES = "indices";
  private static final String FIRST = "first";
  private static final String LAST = "last";
  private static final String BUCKETS = "buckets";

  private final SearchClient searcher;
  private final DataSubjects people;
  private final List<SearchCondition> those;

  private AccessAggregation(
      SearchClient searcher, DataSubjects people, List<SearchCondition> those) {
    this.searcher = searcher;
    this.people = people;
    this.those = List.copyOf(those);
  }

  /**
   * Those under a policy, at any time.
   *
   * @param people tells data subjects from nobody
   */
  static AccessAggregation under(SearchClient searcher, DataSubjects people, String policyId) {
    return new AccessAggregation(
        searcher,
        people,
        List.of(
            new AnyOf("policyId", List.of(policyId)),
            new AnyOf("eventKind", List.of("access", "disclosure")),
            new AnyOf(KIND, List.of("STAFF", "PROCESSOR_STAFF"))));
  }

  /** Those of them in a period. */
  AccessAggregation in(Period period) {
    return with(within(period));
  }

  private static SearchCondition within(Period period) {
    return new InPeriod(WHEN, Optional.of(period.from()), Optional.of(period.to()));
  }

  private static SearchCondition within(List<Period> periods) {
    return new Any(periods.stream().map(AccessAggregation::within).toList());
  }

  /** Those of them to the data of somebody, who has to be one person for all that names people. */
  private AccessAggregation toPeople(SearchCondition... more) {
    return with(more).with(people.named());
  }

  private AccessAggregation with(SearchCondition... more) {
    return new AccessAggregation(
        searcher, people, Stream.concat(those.stream(), Stream.of(more)).toList());
  }

  /** How many there are in each month that has any, by the clock of a time zone. */
  SortedMap<YearMonth, Long> byMonth(ZoneId zone) {
    Counts counts =
        count(
            Map.of(
                BUCKETS,
                Aggregation.of(
                    a ->
                        a.dateHistogram(
                            d ->
                                d.field(WHEN)
                                    .calendarInterval(CalendarInterval.Month)
                                    .timeZone(zone.getId())
                                    .minDocCount(1)))));
    SortedMap<YearMonth, Long> months = new TreeMap<>();
    Aggregate buckets = counts.byName().get(BUCKETS);
    if (buckets != null) {
      for (DateHistogramBucket bucket : buckets.dateHistogram().buckets().array()) {
        months.put(
            YearMonth.from(Instant.ofEpochMilli(bucket.key()).atZone(zone)), bucket.docCount());
      }
    }
    return months;
  }

  /**
   * How much there is in all.
   *
   * @param accesses how many
   * @param dataSubjects about how many people
   * @param exports how many export events
   * @param bulkExports how many of those of many records
   * @param exportsWithoutReason how many of those without a reason
   * @param indices over how many indices they are spread
   */
  record Totals(
      long accesses,
      long dataSubjects,
      long exports,
      long bulkExports,
      long exportsWithoutReason,
      int indices) {}

  /**
   * Counts all of them.
   *
   * @param bulkExport how many records make an export a bulk export
   */
  Totals totals(int bulkExport) {
    Map<String, Aggregation> aggregations = new LinkedHashMap<>();
    aggregations.put(SUBJECTS, people.counted(COUNTED_EXACTLY));
    aggregations.put(EXPORTS, differentEvents(export()));
    aggregations.put(BULK, differentEvents(bulk(bulkExport)));
    aggregations.put(BARE, differentEvents(withoutReason()));
    aggregations.put(INDICES, Aggregation.of(a -> a.terms(t -> t.field("_index").size(10_000))));
    Counts counts = count(aggregations);
    Map<String, Aggregate> found = counts.byName();
    return found.isEmpty()
        ? new Totals(0, 0, 0, 0, 0, 0)
        : new Totals(
            counts.total(),
            DataSubjects.count(found.get(SUBJECTS)),
            events(found.get(EXPORTS)),
            events(found.get(BULK)),
            events(found.get(BARE)),
            (int) terms(found.get(INDICES)).count());
  }

  private static Aggregation different(String field) {
    return Aggregation.of(
        a -> a.cardinality(c -> c.field(field).precisionThreshold(COUNTED_EXACTLY)));
  }

  private static Aggregation differentEvents(SearchCondition of) {
    return Aggregation.of(a -> a.filter(of.query()).aggregations(EVENT, different(EVENT)));
  }

  private static long events(Aggregate filtered) {
    return filtered.filter().aggregations().get(EVENT).cardinality().value();
  }

  private static SearchCondition export() {
    return new AnyOf(OPERATION, List.of("EXPORT"));
  }

  private static SearchCondition bulk(int records) {
    return new AtLeast("recordCount", records);
  }

  private static SearchCondition withoutReason() {
    return new AnyOf("reasonGiven", List.of("false"));
  }

  /** Exports of many records, the largest first. */
  List<Exported> bulkExports(int records, int most) {
    return with(export(), bulk(records)).exports(most);
  }

  /** Exports without a reason, the largest first. */
  List<Exported> exportsWithoutReason(int most) {
    return with(export(), withoutReason()).exports(most);
  }

  private List<Exported> exports(int most) {
    SearchCriteria criteria =
        new SearchCriteria(
            SearchTarget.TRAIL,
            those,
            List.of(new Sort("recordCount", true), new Sort(WHEN, false)),
            most,
            Optional.empty());
    return searcher.distinct(criteria, EVENT, TrailDocument.class).stream()
        .map(document -> exported(document.event().access()))
        .toList();
  }

  private static Exported exported(Access access) {
    Export export = access.getExport();
    return new Exported(
        access.getEventId(),
        access.getOccurredAt(),
        access.getActor().getId(),
        access.getService(),
        export.getRecordCount(),
        export.getReason(),
        export.getApprovedBy());
  }

  /**
   * Some accesses: how many, and when.
   *
   * @param count how many, at least one
   * @param first when the first was
   * @param last when the last was
   */
  record Some(long count, Instant first, Instant last) {

    /** These and others. */
    static Some both(Some one, Some other) {
      return new Some(
          one.count + other.count,
          one.first.isBefore(other.first) ? one.first : other.first,
          one.last.isAfter(other.last) ? one.last : other.last);
    }
  }

  /**
   * What an actor did.
   *
   * @param actorId as in the trail
   * @param kinds of actor
   * @param all of it
   * @param dataSubjects about how many people
   * @param operations how many of each
   * @param outOfHours what of it was out of hours; empty when nothing was
   */
  record Actor(
      String actorId,
      List<String> kinds,
      Some all,
      long dataSubjects,
      Map<String, Long> operations,
      Optional<Some> outOfHours) {}

  /**
   * What each actor did; everybody.
   *
   * <p>Three plain countings take a third of the time of one in which each actor has aggregations
   * of its own.
   */
  List<Actor> byActor(List<Period> workingHours) {
    Map<String, Map<String, Some>> kinds = new LinkedHashMap<>();
    Map<String, Map<String, Long>> operations = new LinkedHashMap<>();
    each(
        List.of(ACTOR, KIND, OPERATION),
        ROWS_AT_A_TIME,
        when(),
        bucket -> {
          String actor = key(bucket, ACTOR);
          kinds
              .computeIfAbsent(actor, id -> new TreeMap<>())
              .merge(key(bucket, KIND), some(bucket), Some::both);
          operations
              .computeIfAbsent(actor, id -> new TreeMap<>())
              .merge(key(bucket, OPERATION), bucket.docCount(), Long::sum);
        });
    Map<String, Long> subjects = new HashMap<>();
    each(
        List.of(ACTOR),
        ACTORS_AT_A_TIME,
        Map.of(SUBJECTS, people.counted()),
        bucket ->
            subjects.put(
                key(bucket, ACTOR), DataSubjects.count(bucket.aggregations().get(SUBJECTS))));
    Map<String, Some> outOfHours =
        workingHours.isEmpty() ? Map.of() : with(new Not(within(workingHours))).ofEachActor();
    List<Actor> actors = new ArrayList<>();
    kinds.forEach(
        (id, all) ->
            actors.add(
                new Actor(
                    id,
                    List.copyOf(all.keySet()),
                    all.values().stream().reduce(Some::both).orElseThrow(),
                    // 0 for whoever came between the two countings
                    subjects.getOrDefault(id, 0L),
                    operations.get(id),
                    Optional.ofNullable(outOfHours.get(id)))));
    return actors;
  }

  private Map<String, Some> ofEachActor() {
    Map<String, Some> each = new LinkedHashMap<>();
    each(
        List.of(ACTOR),
        ROWS_AT_A_TIME,
        when(),
        bucket -> each.put(key(bucket, ACTOR), some(bucket)));
    return each;
  }

  /** What a bucket is of; disclosures alone have no operation. */
  private static String key(CompositeBucket bucket, String field) {
    FieldValue value = bucket.key().get(field);
    return value.isNull() ? DISCLOSURE : value.stringValue();
  }

  private static Map<String, Aggregation> when() {
    return Map.of(
        FIRST,
        Aggregation.of(a -> a.min(m -> m.field(WHEN))),
        LAST,
        Aggregation.of(a -> a.max(m -> m.field(WHEN))));
  }

  private static String key(StringTermsBucket bucket) {
    return bucket.key().stringValue();
  }

  private static Some some(CompositeBucket bucket) {
    return new Some(
        bucket.docCount(),
        instant(bucket.aggregations().get(FIRST).min().value()),
        instant(bucket.aggregations().get(LAST).max().value()));
  }

  private static Instant instant(Double millis) {
    return Instant.ofEpochMilli(millis.longValue());
  }

  /** The data of how many people one person accessed, who has several ids. */
  long dataSubjects(Collection<String> actorIds) {
    Counts counts =
        with(new AnyOf(ACTOR, List.copyOf(actorIds)))
            .count(Map.of(SUBJECTS, people.counted(COUNTED_EXACTLY)));
    return DataSubjects.count(counts.byName().get(SUBJECTS));
  }

  /** What each of some actors did within some periods, of which there is at least one. */
  Map<String, Some> during(Collection<String> actorIds, List<Period> periods) {
    Map<String, Some> during = new LinkedHashMap<>();
    for (List<String> some : inParts(actorIds, MAX_TERMS)) {
      during.putAll(with(new AnyOf(ACTOR, some), within(periods)).ofEachActor());
    }
    return during;
  }

  /** An actor and a data subject. */
  record Pair(String actorId, String subjectRef) {}

  /** What each actor did to the data of each of some data subjects. */
  Map<Pair, Some> about(Collection<String> subjectRefs) {
    Map<Pair, Some> pairs = new LinkedHashMap<>();
    for (List<String> some : inParts(subjectRefs, MAX_TERMS)) {
      toPeople(new AnyOf(SUBJECT, some)).pairs(pairs);
    }
    return pairs;
  }

  private void pairs(Map<Pair, Some> pairs) {
    each(
        List.of(ACTOR, SUBJECT),
        ROWS_AT_A_TIME,
        when(),
        bucket -> pairs.put(new Pair(key(bucket, ACTOR), key(bucket, SUBJECT)), some(bucket)));
  }

  /**
   * What some actors did to the data of those people to whose data they did something often; others
   * are among them, but none of those is left out.
   *
   * <p>Almost all pairs of an actor and a data subject occur once or twice, and there may be as
   * many of them as accesses. So each index is first asked for those alone that occur often in it,
   * which one that occurs often in all of them does at least in one.
   *
   * @param actorIds the actors
   * @param often how many times is often
   * @param indices over how many indices the accesses are spread
   */
  Map<Pair, Some> frequent(Collection<String> actorIds, int often, int indices) {
    int inOne = Math.ceilDiv(often, Math.max(1, indices));
    Map<Pair, Some> pairs = new LinkedHashMap<>();
    for (List<String> actors : inParts(actorIds, CANDIDATE_ACTORS)) {
      List<String> those = new ArrayList<>();
      List<String> subjects = new ArrayList<>();
      List<String> withTooMany = new ArrayList<>();
      candidates(actors, inOne)
          .forEach(
              (actor, candidates) -> {
                if (candidates.size() >= CANDIDATE_SUBJECTS) {
                  withTooMany.add(actor);
                } else if (!candidates.isEmpty()) {
                  those.add(actor);
                  subjects.addAll(candidates);
                }
              });
      for (List<String> some : inParts(subjects, MAX_TERMS)) {
        toPeople(new AnyOf(ACTOR, those), new AnyOf(SUBJECT, some)).pairs(pairs);
      }
      if (!withTooMany.isEmpty()) {
        toPeople(new AnyOf(ACTOR, withTooMany)).pairs(pairs);
      }
    }
    return pairs;
  }

  private Map<String, List<String>> candidates(List<String> actors, int inOne) {
    Aggregation subjects =
        Aggregation.of(
            a ->
                a.terms(
                    t ->
                        t.field(SUBJECT)
                            .size(CANDIDATE_SUBJECTS)
                            .minDocCount(inOne)
                            .shardMinDocCount((long) inOne)));
    Counts counts =
        toPeople(new AnyOf(ACTOR, actors))
            .count(
                Map.of(
                    BUCKETS,
                    Aggregation.of(
                        a ->
                            a.terms(t -> t.field(ACTOR).size(CANDIDATE_ACTORS))
                                .aggregations(SUBJECTS, subjects))));
    Map<String, List<String>> candidates = new LinkedHashMap<>();
    terms(counts.byName().get(BUCKETS))
        .forEach(
            actor ->
                candidates.put(
                    key(actor),
                    terms(actor.aggregations().get(SUBJECTS))
                        .map(AccessAggregation::key)
                        .toList()));
    return candidates;
  }

  private static List<List<String>> inParts(Collection<String> values, int most) {
    List<String> all = values.stream().distinct().toList();
    List<List<String>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += most) {
      parts.add(all.subList(from, Math.min(all.size(), from + most)));
    }
    return parts;
  }

  /** None without any index, or without any value. */
  private static Stream<StringTermsBucket> terms(Aggregate aggregate) {
    return aggregate != null && aggregate.isSterms()
        ? aggregate.sterms().buckets().array().stream()
        : Stream.empty();
  }

  private Counts count(Map<String, Aggregation> aggregations) {
    return searcher.count(SearchTarget.TRAIL, those, aggregations);
  }

  /** Every combination of values of some fields, page after page until there is none left. */
  private void each(
      List<String> fields,
      int atATime,
      Map<String, Aggregation> within,
      Consumer<CompositeBucket> use) {
    List<NamedValue<CompositeAggregationSource>> sources =
        fields.stream()
            .map(
                field ->
                    NamedValue.of(
                        field,
                        CompositeAggregationSource.of(
                            s ->
                                s.terms(
                                    t -> t.field(field).missingBucket(field.equals(OPERATION))))))
            .toList();
    Map<String, FieldValue> after = Map.of();
    do {
      Map<String, FieldValue> from = after;
      Aggregate page =
          count(
                  Map.of(
                      BUCKETS,
                      Aggregation.of(
                          a ->
                              a.composite(
                                      c -> {
                                        c.sources(sources).size(atATime);
                                        return from.isEmpty() ? c : c.after(from);
                                      })
                                  .aggregations(within))))
              .byName()
              .get(BUCKETS);
      if (page == null) {
        return; // without any index
      }
      CompositeAggregate buckets = page.composite();
      buckets.buckets().array().forEach(use);
      after = buckets.buckets().array().size() < atATime ? Map.of() : buckets.afterKey();
    } while (!after.isEmpty());
  }
}
