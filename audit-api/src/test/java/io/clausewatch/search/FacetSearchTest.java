package io.clausewatch.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.http.ApiJson;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.search.FakeElasticsearch.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FacetSearchTest {
  private static final String AGGREGATED =
      """
      {"took":1,"timed_out":false,"_shards":{"total":1,"successful":1,"failed":0},
       "hits":{"total":{"value":9,"relation":"eq"},"hits":[]},
       "aggregations":{
         "filter#those":{"doc_count":2},
         "filter#status":{"doc_count":7,"sterms#those":{"doc_count_error_upper_bound":0,
           "sum_other_doc_count":3,"buckets":[{"key":"OPEN","doc_count":4}]}},
         "filter#overTime":{"doc_count":7,
           "date_histogram#those":{"buckets":[{"key":1767225600000,"doc_count":7}]}}}}
      """;

  private static JsonNode count(FakeElasticsearch elasticsearch, Map<String, List<String>> given) {
    return ApiJson.tree(
        new FacetSearch(elasticsearch.searcher()).count(SearchTarget.FINDINGS, given, id -> id));
  }

  @Test
  void aFacetLeavesItsOwnFilterOutAndNoOther() {
    try (FakeElasticsearch elasticsearch =
        new FakeElasticsearch(asked -> new Answer(200, AGGREGATED))) {
      JsonNode facets =
          count(
              elasticsearch,
              Map.of(
                  "status", List.of("OPEN", "RESOLVED"),
                  "policyId", List.of("p"),
                  "eventId", List.of("e"),
                  "from", List.of("2026-01-01")));
      assertThat(facets.path("total").asInt()).isEqualTo(2);
      assertThat(facets.at("/facets/status").toString())
          .isEqualTo(
              "[{\"key\":\"OPEN\",\"count\":4,\"selected\":true},"
                  + "{\"key\":\"RESOLVED\",\"count\":0,\"selected\":true}]");
      assertThat(facets.at("/facets/policyId").toString())
          .isEqualTo("[{\"key\":\"p\",\"count\":0,\"selected\":true}]");
      assertThat(facets.path("others").toString()).isEqualTo("{\"status\":3}");
      assertThat(facets.at("/overTime/0/count").asInt()).isEqualTo(7);

      JsonNode asked = elasticsearch.lastBody();
      assertThat(asked.at("/query/bool/filter").toString())
          .isEqualTo("[{\"terms\":{\"eventId\":[\"e\"]}}]");
      JsonNode aggregations = asked.path("aggregations");
      assertThat(filters(aggregations, "status"))
          .contains("policyId", "occurredAt")
          .doesNotContain("RESOLVED");
      assertThat(filters(aggregations, "policyId"))
          .contains("RESOLVED", "occurredAt")
          .doesNotContain("policyId");
      assertThat(filters(aggregations, "service")).contains("RESOLVED", "policyId", "occurredAt");
      assertThat(filters(aggregations, "overTime"))
          .contains("RESOLVED", "policyId")
          .doesNotContain("occurredAt");
      assertThat(filters(aggregations, "those"))
          .contains("RESOLVED", "policyId", "eventId", "occurredAt");
      assertThat(aggregations.at("/dataCategory/aggregations/those/terms/field").asText())
          .isEqualTo("dataCategories");
    }
  }

  private static String filters(JsonNode aggregations, String name) {
    return aggregations.path(name).path("filter").toString();
  }

  @Test
  void withoutAnIndexNothingIsCounted() {
    try (FakeElasticsearch elasticsearch =
        new FakeElasticsearch(asked -> FakeElasticsearch.hits(0, List.of()))) {
      JsonNode facets =
          ApiJson.tree(
              new FacetSearch(elasticsearch.searcher())
                  .count(SearchTarget.TRAIL, Map.of(), id -> id));
      assertThat(facets.path("total").asInt()).isZero();
      assertThat(facets.at("/facets/verdict")).isEmpty();
      assertThat(facets.path("facets").has("severity")).isFalse();
    }
  }

  @Test
  void everyFaultIsNamed() {
    assertThatThrownBy(
            () ->
                new FacetSearch(null)
                    .count(
                        SearchTarget.FINDINGS,
                        Map.of("interval", List.of("year"), "triageReason", List.of("LUCK")),
                        id -> id))
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            e ->
                assertThat(e.faults())
                    .extracting(f -> f.path())
                    .containsExactly("triageReason", "interval"));
  }
}
