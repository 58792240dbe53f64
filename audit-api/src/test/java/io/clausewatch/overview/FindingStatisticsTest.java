package io.clausewatch.overview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.http.ApiJson;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.search.FakeElasticsearch;
import io.clausewatch.search.FakeElasticsearch.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FindingStatisticsTest {
  private static final String AGGREGATED =
      """
      {"took":1,"timed_out":false,"_shards":{"total":1,"successful":1,"failed":0},
       "hits":{"total":{"value":7,"relation":"eq"},"hits":[]},
       "aggregations":{
         "sterms#bySeverity":{"doc_count_error_upper_bound":0,"sum_other_doc_count":0,
           "buckets":[{"key":"HIGH","doc_count":5},{"key":"CRITICAL","doc_count":2}]},
         "sterms#byActor":{"doc_count_error_upper_bound":0,"sum_other_doc_count":3,
           "buckets":[{"key":"kim","doc_count":4}]},
         "date_histogram#overTime":{"buckets":[{"key":1767225600000,"doc_count":7}]},
         "sterms#byVerdict":{"doc_count_error_upper_bound":0,"sum_other_doc_count":0,
           "buckets":[{"key":"VIOLATED","doc_count":7}]},
         "sterms#byPolicy":{"doc_count_error_upper_bound":0,"sum_other_doc_count":0,
           "buckets":[{"key":"p","doc_count":7,
             "sterms#byVerdict":{"doc_count_error_upper_bound":0,"sum_other_doc_count":0,
               "buckets":[{"key":"LAWFUL","doc_count":1},{"key":"VIOLATED","doc_count":6}]}}]}}}
      """;

  @Test
  void countsAreInTheOrderThatPeopleExpect() {
    try (FakeElasticsearch elasticsearch =
        new FakeElasticsearch(asked -> new Answer(200, AGGREGATED))) {
      JsonNode statistics =
          ApiJson.tree(
              new FindingStatistics(elasticsearch.searcher())
                  .count(
                      Map.of(
                          "interval", List.of("month"),
                          "severity", List.of("HIGH"),
                          "policyId", List.of("p")),
                      id -> id));
      assertThat(statistics.at("/findings/bySeverity").toString())
          .isEqualTo(
              "[{\"key\":\"CRITICAL\",\"count\":2},{\"key\":\"HIGH\",\"count\":5},"
                  + "{\"key\":\"MEDIUM\",\"count\":0},{\"key\":\"LOW\",\"count\":0}]");
      assertThat(statistics.at("/findings/overTime").toString())
          .isEqualTo("[{\"from\":\"2026-01-01T00:00:00Z\",\"count\":7}]");
      assertThat(statistics.at("/findings/others").toString()).isEqualTo("{\"byActor\":3}");
      assertThat(statistics.at("/trail/byPolicy/0/byVerdict").toString())
          .isEqualTo(
              "[{\"key\":\"LAWFUL\",\"count\":1},{\"key\":\"VIOLATED\",\"count\":6},"
                  + "{\"key\":\"UNDECIDED\",\"count\":0}]");
      assertThat(statistics.at("/trail/filtersNotApplied").toString()).isEqualTo("[\"severity\"]");

      JsonNode ofFindings = elasticsearch.asked().getFirst().body();
      assertThat(ofFindings.at("/query/bool/filter").toString())
          .isEqualTo("[{\"terms\":{\"severity\":[\"HIGH\"]}},{\"terms\":{\"policyId\":[\"p\"]}}]");
      assertThat(ofFindings.at("/aggregations/overTime/date_histogram/calendar_interval").asText())
          .isEqualTo("month");
      assertThat(elasticsearch.lastBody().at("/query/bool/filter").toString())
          .isEqualTo("[{\"terms\":{\"policyId\":[\"p\"]}}]");
    }
  }

  @Test
  void withoutAnIndexEverythingIsZero() {
    try (FakeElasticsearch elasticsearch =
        new FakeElasticsearch(asked -> FakeElasticsearch.hits(0, List.of()))) {
      FindingStatistics statistics = new FindingStatistics(elasticsearch.searcher());
      JsonNode counts = ApiJson.tree(statistics.count(Map.of(), id -> id));
      assertThat(counts.at("/interval").asText()).isEqualTo("day");
      assertThat(counts.at("/findings/total").asInt()).isZero();
      assertThat(counts.at("/findings/byClause")).isEmpty();
      assertThat(counts.at("/findings/overTime")).isEmpty();
      assertThat(counts.at("/trail/byPolicy")).isEmpty();
      assertThat(statistics.bySeverity(Map.of(), id -> id).values()).containsOnly(0L).hasSize(4);
      assertThat(statistics.services()).isEmpty();
    }
  }

  @Test
  void everyFaultIsNamed() {
    assertThatThrownBy(
            () ->
                new FindingStatistics(null)
                    .count(Map.of("interval", List.of("year"), "limit", List.of("1")), id -> id))
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            e ->
                assertThat(e.faults().toString())
                    .contains("limit: expected", "interval: expected one of day, hour, week"));
  }
}
