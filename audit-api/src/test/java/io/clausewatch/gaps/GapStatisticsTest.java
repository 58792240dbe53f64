package io.clausewatch.gaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clausewatch.http.ApiJson;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.search.FakeElasticsearch;
import io.clausewatch.search.FakeElasticsearch.Answer;
import io.clausewatch.search.SearchUnavailableException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GapStatisticsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String KIND =
      """
      {"key":{"policyId":"p","clauseId":%s,"reason":"%s"},"doc_count":9,
       "reverse_nested#entries":{"doc_count":%d,"top_hits#latest":{"hits":{
         "total":{"value":1,"relation":"eq"},"max_score":null,"hits":[{"_index":"i","_id":"t1","_score":null,
           "_source":{"eventId":"e-%2$s","occurredAt":"2026-01-02T03:04:05Z"},"sort":[1]}]}}}}
      """;

  private static final String COUNTED =
      """
      {"took":1,"timed_out":false,"_shards":{"total":1,"successful":1,"failed":0},
       "hits":{"total":{"value":7,"relation":"eq"},"hits":[]},
       "aggregations":{"nested#gaps":{"doc_count":9,"filter#those":{"doc_count":9,
         "composite#kinds":{"after_key":{},"buckets":[%s,%s,%s]}}}}}
      """
          .formatted(
              KIND.formatted("null", "unknown policy", 1),
              KIND.formatted("\"C-1\"", "a", 2),
              KIND.formatted("\"C-2\"", "b", 5));

  private FakeElasticsearch elasticsearch;

  private JsonNode count(Answer answer, Map<String, List<String>> given) {
    elasticsearch = new FakeElasticsearch(asked -> answer);
    return ApiJson.tree(
        new GapStatistics(elasticsearch.searcher()).count(given, id -> "ref-of-" + id));
  }

  @AfterEach
  void close() {
    if (elasticsearch != null) {
      elasticsearch.close();
    }
  }

  @Test
  void theMostFrequentComesFirst() {
    JsonNode gaps = count(new Answer(200, COUNTED), Map.of());
    assertThat(gaps.path("items")).hasSize(3);
    assertThat(gaps.at("/items/0").toString())
        .isEqualTo(
            "{\"reason\":\"b\",\"clauseId\":\"C-2\",\"policyId\":\"p\",\"count\":5,"
                + "\"latest\":\"2026-01-02T03:04:05Z\",\"exampleEventId\":\"e-b\"}");
    assertThat(gaps.path("items").findValuesAsText("count")).containsExactly("5", "2", "1");
    assertThat(gaps.at("/items/2/clauseId").isNull()).isTrue();
    assertThat(gaps.path("total").asInt()).isEqualTo(7);
    assertThat(gaps.path("others").asInt()).isZero();
  }

  @Test
  void whatIsBeyondTheLimitIsCounted() {
    JsonNode gaps = count(new Answer(200, COUNTED), Map.of("limit", List.of("1")));
    assertThat(gaps.path("items").findValuesAsText("reason")).containsExactly("b");
    assertThat(gaps.path("others").asInt()).isEqualTo(2);
  }

  @Test
  void onlyEntriesWithAGapAreLookedAt() throws JsonProcessingException {
    count(new Answer(200, COUNTED), Map.of("policyId", List.of("p")));
    assertThat(elasticsearch.calls()).containsExactly("POST /gaps/_search");
    assertThat(elasticsearch.lastBody().at("/query/bool/filter"))
        .containsExactly(
            JSON.readTree("{\"terms\":{\"policyId\":[\"p\"]}}"),
            JSON.readTree("{\"nested\":{\"path\":\"gaps\",\"query\":{\"bool\":{\"filter\":[]}}}}"));
  }

  @Test
  void ofAnEntryWithSeveralGapsThoseAskedForAreCounted() throws JsonProcessingException {
    count(
        new Answer(200, COUNTED),
        Map.of(
            "clauseId", List.of("C-1"), "gapReason", List.of("a"), "verdict", List.of("VIOLATED")));
    JsonNode gap =
        JSON.readTree(
            "{\"bool\":{\"filter\":[{\"terms\":{\"gaps.clauseId\":[\"C-1\"]}},"
                + "{\"terms\":{\"gaps.reason\":[\"a\"]}}]}}");
    JsonNode body = elasticsearch.lastBody();
    assertThat(body.at("/query/bool/filter")).hasSize(2);
    assertThat(body.at("/query/bool/filter/1/nested/query")).isEqualTo(gap);
    assertThat(body.at("/aggregations/gaps/aggregations/those/filter")).isEqualTo(gap);
  }

  @Test
  void withoutAnIndexThereAreNone() {
    JsonNode gaps = count(FakeElasticsearch.hits(0, List.of()), Map.of());
    assertThat(gaps.toString()).isEqualTo("{\"total\":0,\"items\":[],\"others\":0}");
  }

  @Test
  void everyFaultIsNamed() {
    assertThatThrownBy(
            () ->
                new GapStatistics(null)
                    .count(
                        Map.of(
                            "limit", List.of("1001"),
                            "sort", List.of("count"),
                            "status", List.of("OPEN"),
                            "clauseId", List.of("")),
                        id -> id))
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            e ->
                assertThat(e.faults().toString())
                    .contains(
                        "limit: expected a whole number from 1 to 1000, found '1001'",
                        "sort: expected",
                        "status: expected a parameter of this search (the trail holds events",
                        "clauseId: expected 1 to 256 characters, found blank"));
  }

  @Test
  void anElasticsearchThatCannotAnswerIsUnavailable() {
    assertThatThrownBy(() -> count(FakeElasticsearch.error(503, "busy"), Map.of()))
        .isInstanceOf(SearchUnavailableException.class);
  }
}
