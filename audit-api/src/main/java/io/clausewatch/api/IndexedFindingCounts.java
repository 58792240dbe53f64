package io.clausewatch.api;

import co.elastic.clients.elasticsearch.ElasticsearchClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.aggregations.Aggregate;
import co.elastic.clients.elasticsearch._types.aggregations.StringTermsBucket;
import co.elastic.clients.elasticsearch.core.SearchResponse;
import io.clausewatch.runtime.Indices;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the findings in the index. */
final class IndexedFindingCounts implements FindingCounts {

  private static final Logger LOG = LoggerFactory.getLogger(IndexedFindingCounts.class);

  /** More than all policies together have. */
  private static final int MAX_CLAUSES = 10_000;

  private final ElasticsearchClient client;
  private final Indices indices;

  IndexedFindingCounts(ElasticsearchClient client, Indices indices) {
    this.client = client;
    this.indices = indices;
  }

  @Override
  public Optional<Map<String, Map<String, Long>>> byClause() {
    try {
      SearchResponse<Void> response =
          client.search(
              s ->
                  s.index(indices.findings())
                      .ignoreUnavailable(true)
                      .allowNoIndices(true)
                      .size(0)
                      .aggregations(
                          "clauses",
                          clauses ->
                              clauses
                                  .terms(t -> t.field("clauseId").size(MAX_CLAUSES))
                                  .aggregations(
                                      "statuses",
                                      statuses -> statuses.terms(t -> t.field("status")))),
              Void.class);
      Map<String, Map<String, Long>> counts = new HashMap<>();
      for (StringTermsBucket clause : buckets(response.aggregations().get("clauses"))) {
        Map<String, Long> byStatus = new HashMap<>();
        for (StringTermsBucket status : buckets(clause.aggregations().get("statuses"))) {
          byStatus.put(status.key().stringValue(), status.docCount());
        }
        counts.put(clause.key().stringValue(), byStatus);
      }
      return Optional.of(counts);
    } catch (IOException | ElasticsearchException e) {
      LOG.warn("Findings cannot be counted now: {}", e.getClass().getSimpleName());
      return Optional.empty();
    }
  }

  /** None where there is no index yet. */
  private static List<StringTermsBucket> buckets(Aggregate aggregate) {
    return aggregate == null || !aggregate.isSterms()
        ? List.of()
        : aggregate.sterms().buckets().array();
  }
}
