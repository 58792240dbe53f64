package io.clausewatch.services;

import co.elastic.clients.elasticsearch._types.SortOrder;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.aggregations.StringTermsBucket;
import io.clausewatch.policy.Vocabulary;
import io.clausewatch.search.SearchClient;
import io.clausewatch.search.SearchCondition;
import io.clausewatch.search.SearchCondition.AnyOf;
import io.clausewatch.search.SearchCondition.HasGap;
import io.clausewatch.search.SearchCondition.InPeriod;
import io.clausewatch.search.SearchCondition.Not;
import io.clausewatch.search.SearchTarget;
import io.clausewatch.search.TermCount;
import io.clausewatch.search.TermCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Counts what each service sent, and what was wrong with it. */
final class ServiceStatistics {
  /** What is counted: what was received in the last thirty days. */
  static final Duration PERIOD = Duration.ofDays(30);

  private static final Duration DAY = Duration.ofDays(1);
  private static final int MAX_SERVICES = 100;
  private static final int MAX_VALUES = 10;
  private static final int EXACT_UP_TO = 3_000;

  private static final String SERVICES = "services";
  private static final String EVENTS = "events";
  private static final String LAST = "last";
  private static final String LAST_DAY = "day";
  private static final String GAPS = "gaps";
  private static final String REASONS = "reasons";
  private static final String PURPOSES = "purposes";
  private static final String CATEGORIES = "categories";
  private static final String AHEAD = "ahead";
  private static final String FAULTS = "faults";

  /** Of how many of the last entries it is told whether the service's clock was ahead. */
  private static final int LATEST = 20;

  private static final String OCCURRED = "occurredAt";
  private static final String RECEIVED = "receivedAt";

  /**
   * What a service sent.
   *
   * @param service its name; empty of dead letters of which it could not be read
   * @param lastReceivedAt when its last event came; empty where none did
   * @param events about how many events came
   * @param eventsOfDay about how many of them in the last 24 hours
   * @param gaps why it could not be decided about its events, and for how many entries of the trail
   * @param unknownPurposes those that the vocabulary does not have
   * @param unknownCategories those that the vocabulary does not have
   * @param clockAhead by how much its clock was ahead of Kafka's lately, at most; zero where it was
   *     not
   * @param deadLetters how many records could not be processed
   * @param faults why, most first
   */
  record ServiceCounts(
      String service,
      Optional<Instant> lastReceivedAt,
      long events,
      long eventsOfDay,
      List<TermCount> gaps,
      List<TermCount> unknownPurposes,
      List<TermCount> unknownCategories,
      Duration clockAhead,
      long deadLetters,
      List<TermCount> faults) {}

  private final SearchClient searcher;
  private final List<String> purposes;
  private final List<String> categories;
  private final SearchCondition notOwnActs;

  /**
   * Counts on top of a searcher.
   *
   * @param vocabulary which purposes and categories are known
   * @param ownActs the policy of what people do through Clausewatch, which no service sent
   */
  ServiceStatistics(SearchClient searcher, Vocabulary vocabulary, String ownActs) {
    this.searcher = searcher;
    this.purposes = List.copyOf(vocabulary.purposes().keySet());
    this.categories =
        vocabulary.categories().values().stream()
            .flatMap(group -> group.keySet().stream())
            .toList();
    this.notOwnActs = new Not(new AnyOf("policyId", List.of(ownActs)));
  }

  /**
   * Counts.
   *
   * @param now the end of what is counted
   * @return by the names of the services
   * @throws io.clausewatch.search.SearchUnavailableException when Elasticsearch cannot answer
   */
  List<ServiceCounts> count(Instant now) {
    SearchCondition received =
        new InPeriod(RECEIVED, Optional.of(now.minus(PERIOD)), Optional.empty());
    Map<String, ServiceCounts> byName = new TreeMap<>();
    TermCounts.buckets(
            searcher
                .count(
                    SearchTarget.TRAIL,
                    List.of(received, notOwnActs),
                    Map.of(SERVICES, ofTrail(now)))
                .byName()
                .get(SERVICES))
        .map(ServiceStatistics::sent)
        .forEach(counts -> byName.put(counts.service(), counts));
    TermCounts.buckets(
            searcher
                .count(
                    SearchTarget.DEAD_LETTERS,
                    List.of(received, new Not(new SearchCondition.Absent("kind"))),
                    Map.of(SERVICES, ofDeadLetters()))
                .byName()
                .get(SERVICES))
        .forEach(
            bucket ->
                byName.merge(
                    bucket.key().stringValue(), died(bucket), ServiceStatistics::together));
    return new ArrayList<>(byName.values());
  }

  private Aggregation ofTrail(Instant now) {
    Aggregation events =
        Aggregation.of(a -> a.cardinality(c -> c.field("eventId").precisionThreshold(EXACT_UP_TO)));
    Aggregation day =
        Aggregation.of(
            a ->
                a.filter(
                        new InPeriod(RECEIVED, Optional.of(now.minus(DAY)), Optional.empty())
                            .query())
                    .aggregations(EVENTS, events));
    Aggregation gaps =
        Aggregation.of(
            a -> a.nested(n -> n.path(HasGap.PATH)).aggregations(REASONS, most("gaps.reason")));
    // By the last few, for a clock can be put right; and without a script, which a cluster may
    // forbid.
    Aggregation ahead =
        Aggregation.of(
            a ->
                a.topHits(
                    t ->
                        t.size(LATEST)
                            .sort(o -> o.field(f -> f.field(RECEIVED).order(SortOrder.Desc)))
                            .source(o -> o.filter(f -> f.includes(OCCURRED, RECEIVED)))));
    return Aggregation.of(
        a ->
            a.terms(t -> t.field("service").size(MAX_SERVICES))
                .aggregations(LAST, TermCounts.latest(RECEIVED))
                .aggregations(EVENTS, events)
                .aggregations(LAST_DAY, day)
                .aggregations(GAPS, gaps)
                .aggregations(PURPOSES, unknown("purpose", purposes))
                .aggregations(CATEGORIES, unknown("dataCategories", categories))
                .aggregations(AHEAD, ahead));
  }

  private static Aggregation ofDeadLetters() {
    return Aggregation.of(
        a ->
            a.terms(t -> t.field("service").missing("").size(MAX_SERVICES))
                .aggregations(FAULTS, most("faults")));
  }

  private static Aggregation most(String field) {
    return Aggregation.of(a -> a.terms(t -> t.field(field).size(MAX_VALUES)));
  }

  private static Aggregation unknown(String field, List<String> known) {
    return Aggregation.of(
        a -> a.terms(t -> t.field(field).size(MAX_VALUES).exclude(e -> e.terms(known))));
  }

  private static ServiceCounts sent(StringTermsBucket bucket) {
    Map<String, Aggregate> counts = bucket.aggregations();
    return new ServiceCounts(
        bucket.key().stringValue(),
        TermCounts.instant(counts.get(LAST)),
        counts.get(EVENTS).cardinality().value(),
        counts.get(LAST_DAY).filter().aggregations().get(EVENTS).cardinality().value(),
        pairs(counts.get(GAPS).nested().aggregations().get(REASONS)),
        pairs(counts.get(PURPOSES)),
        pairs(counts.get(CATEGORIES)),
        ahead(counts.get(AHEAD)),
        0,
        List.of());
  }

  /** When an event happened by the clock of its service, and when it came by Kafka's. */
  private record EventTimes(String occurredAt, String receivedAt) {
    Duration ahead() {
      return Duration.between(Instant.parse(receivedAt), Instant.parse(occurredAt));
    }
  }

  private static Duration ahead(Aggregate latest) {
    return latest.topHits().hits().hits().stream()
        .map(hit -> hit.source().to(EventTimes.class).ahead())
        .filter(Duration::isPositive)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  private static ServiceCounts died(StringTermsBucket bucket) {
    return new ServiceCounts(
        bucket.key().stringValue(),
        Optional.empty(),
        0,
        0,
        List.of(),
        List.of(),
        List.of(),
        Duration.ZERO,
        bucket.docCount(),
        pairs(bucket.aggregations().get(FAULTS)));
  }

  private static ServiceCounts together(ServiceCounts sent, ServiceCounts died) {
    return new ServiceCounts(
        sent.service(),
        sent.lastReceivedAt(),
        sent.events(),
        sent.eventsOfDay(),
        sent.gaps(),
        sent.unknownPurposes(),
        sent.unknownCategories(),
        sent.clockAhead(),
        died.deadLetters(),
        died.faults());
  }

  private static List<TermCount> pairs(Aggregate aggregate) {
    return TermCounts.pairs(TermCounts.asMap(aggregate));
  }
}
