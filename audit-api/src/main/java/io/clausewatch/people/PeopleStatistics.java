package io.clausewatch.people;

import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.aggregations.StringTermsBucket;
import co.elastic.clients.elasticsearch._types.aggregations.TermsAggregationCollectMode;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.search.DataSubjects;
import io.clausewatch.search.LookupContext;
import io.clausewatch.search.SearchClient;
import io.clausewatch.search.SearchClient.Counts;
import io.clausewatch.search.SearchParameters;
import io.clausewatch.search.SearchTarget;
import io.clausewatch.search.SearchUnavailableException;
import io.clausewatch.search.TermCount;
import io.clausewatch.search.TermCounts;
import java.util.List;
import java.util.Map;

/** Who got, and who touched, how much of what for which purpose. */
public final class PeopleStatistics {
  /** As many recipients, and as many actors, as are told apart: those with most events. */
  private static final int MAX = 50;

  /** Looked at in each index, so that counts over several months are right. */
  private static final int MAX_PER_SHARD = 1_000;

  private static final int MAX_PURPOSES = 5;
  private static final int MAX_CATEGORIES = 10;

  private static final String KIND = "kind";
  private static final String SUBJECTS = "subjects";
  private static final String PURPOSES = "purposes";
  private static final String CATEGORIES = "dataCategories";
  private static final String FINDINGS = "findings";

  /**
   * Who got, and who touched data.
   *
   * @param events how many entries of the trail that are
   */
  public record People(long events, Group recipients, Group actors) {}

  /**
   * Some people.
   *
   * @param items those with most events first
   * @param others how many events are those of people beyond the first fifty
   */
  public record Group(List<Person> items, long others) {}

  /**
   * One of them.
   *
   * @param id the id that events give
   * @param kind a symbol of the contract; null when events do not say
   * @param events how many events; one about several data subjects counts once for each
   * @param subjects about how many data subjects
   * @param findings how many findings
   * @param purposes the most frequent ones
   * @param dataCategories the most frequent ones
   */
  public record Person(
      String id,
      String kind,
      long events,
      long subjects,
      long findings,
      List<TermCount> purposes,
      List<TermCount> dataCategories) {}

  private final SearchClient searcher;
  private final DataSubjects subjects;

  /**
   * People in the trail of a searcher.
   *
   * @param subjects tells data subjects from nobody
   */
  public PeopleStatistics(SearchClient searcher, DataSubjects subjects) {
    this.searcher = searcher;
    this.subjects = subjects;
  }

  /**
   * Counts the entries of the trail that meet the filters of a request by recipients and by actors.
   *
   * @param given the filters of the trail
   * @param lookup hashes whom the request names, for its caller
   * @throws InvalidRequestException with every fault of the request
   * @throws SearchUnavailableException when Elasticsearch cannot answer
   */
  public People count(Map<String, List<String>> given, LookupContext lookup) {
    Counts counts =
        searcher.count(
            SearchTarget.TRAIL,
            SearchParameters.filters(SearchTarget.TRAIL, given, lookup),
            Map.of(
                "recipients", by("recipientId", "recipientKind"),
                "actors", by("actorId", "actorKind")));
    return new People(
        counts.total(),
        group(counts.byName().get("recipients")),
        group(counts.byName().get("actors")));
  }

  private static Group group(Aggregate aggregate) {
    return new Group(
        TermCounts.buckets(aggregate).map(PeopleStatistics::person).toList(),
        TermCounts.others(aggregate));
  }

  /** Those with most first, and only then what is to be known of these. */
  private Aggregation by(String id, String kind) {
    return Aggregation.of(
        a ->
            a.terms(
                    t ->
                        t.field(id)
                            .size(MAX)
                            .shardSize(MAX_PER_SHARD)
                            .collectMode(TermsAggregationCollectMode.BreadthFirst))
                .aggregations(KIND, most(kind, 1))
                .aggregations(PURPOSES, most("purpose", MAX_PURPOSES))
                .aggregations(CATEGORIES, most("dataCategories", MAX_CATEGORIES))
                .aggregations(SUBJECTS, subjects.counted())
                .aggregations(
                    FINDINGS, Aggregation.of(f -> f.valueCount(c -> c.field("findingIds")))));
  }

  private static Aggregation most(String field, int size) {
    return Aggregation.of(a -> a.terms(t -> t.field(field).size(size)));
  }

  private static Person person(StringTermsBucket bucket) {
    Map<String, Aggregate> counts = bucket.aggregations();
    return new Person(
        bucket.key().stringValue(),
        TermCounts.asMap(counts.get(KIND)).keySet().stream().findFirst().orElse(null),
        bucket.docCount(),
        DataSubjects.count(counts.get(SUBJECTS)),
        TermCounts.whole(counts.get(FINDINGS).valueCount().value()),
        TermCounts.pairs(TermCounts.asMap(counts.get(PURPOSES))),
        TermCounts.pairs(TermCounts.asMap(counts.get(CATEGORIES))));
  }
}
