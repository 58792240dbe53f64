package io.clausewatch.findings;

import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregation;
import co.elastic.clients.elasticsearch._types.aggregations.StringTermsBucket;
import io.clausewatch.search.SearchClient;
import io.clausewatch.search.SearchCondition.AnyOf;
import io.clausewatch.search.SearchTarget;
import io.clausewatch.search.SearchUnavailableException;
import io.clausewatch.search.TermCounts;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How often each clause was broken, and when last. */
public final class ClauseHits {
  /** More than all policies together have. */
  private static final int MAX_CLAUSES = 10_000;

  private static final String CLAUSES = "clauses";
  private static final String STATUSES = "statuses";
  private static final String STANDING = "standing";
  private static final String LAST = "last";

  private final SearchClient searcher;

  /** Findings that a searcher finds. */
  public ClauseHits(SearchClient searcher) {
    this.searcher = searcher;
  }

  /**
   * What was found about one clause.
   *
   * @param byStatus how many findings have a status, a symbol of the contract; without zeros
   * @param last when the last event happened that broke it; empty when none did, or every finding
   *     was taken back
   */
  public record Hits(Map<String, Long> byStatus, Optional<Instant> last) {
    /** Of a clause that no event broke. */
    public static final Hits NONE = new Hits(Map.of(), Optional.empty());

    /** Copies its map. */
    public Hits {
      byStatus = Map.copyOf(byStatus);
    }
  }

  /**
   * The clauses that have findings, by their ids.
   *
   * @throws SearchUnavailableException when Elasticsearch cannot answer
   */
  public Map<String, Hits> byClause() {
    Map<String, Aggregate> counted =
        searcher.count(SearchTarget.FINDINGS, List.of(), Map.of(CLAUSES, clauses())).byName();
    Map<String, Hits> hits = new LinkedHashMap<>();
    TermCounts.buckets(counted.get(CLAUSES))
        .forEach(clause -> hits.put(clause.key().stringValue(), hits(clause)));
    return hits;
  }

  private static Aggregation clauses() {
    Aggregation last =
        Aggregation.of(
            a ->
                a.filter(new AnyOf("status", SearchTarget.standing()).query())
                    .aggregations(LAST, TermCounts.latest("occurredAt")));
    return Aggregation.of(
        a ->
            a.terms(t -> t.field("clauseId").size(MAX_CLAUSES))
                .aggregations(STATUSES, TermCounts.byValue("status"))
                .aggregations(STANDING, last));
  }

  private static Hits hits(StringTermsBucket clause) {
    return new Hits(
        TermCounts.asMap(clause.aggregations().get(STATUSES)),
        TermCounts.instant(clause.aggregations().get(STANDING).filter().aggregations().get(LAST)));
  }
}
