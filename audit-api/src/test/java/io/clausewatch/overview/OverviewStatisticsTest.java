package io.clausewatch.overview;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.http.ApiJson;
import io.clausewatch.http.Role;
import io.clausewatch.http.TestServer;
import io.clausewatch.recording.TestActivity;
import io.clausewatch.search.FakeElasticsearch;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverviewStatisticsTest {

  @Test
  void theTrendEndsTodayAndHasEveryDay() {
    try (FakeElasticsearch elasticsearch =
        new FakeElasticsearch(asked -> FakeElasticsearch.hits(0, List.of()))) {
      JsonNode overview =
          ApiJson.tree(
              new OverviewStatistics(
                      elasticsearch.searcher(), () -> Instant.parse("2026-03-01T23:59:59Z"))
                  .count(ZoneOffset.UTC));
      JsonNode days = overview.at("/raised/byDay");
      assertThat(days).hasSize(30);
      assertThat(days.get(0).path("from").asText()).isEqualTo("2026-01-31T00:00:00Z");
      assertThat(days.get(29).path("from").asText()).isEqualTo("2026-03-01T00:00:00Z");
      assertThat(days.get(29).path("bySeverity")).hasSize(4);

      JsonNode raised = elasticsearch.asked().getFirst().body().at("/aggregations/raised/filter");
      assertThat(raised.toString())
          .contains("2026-01-31T00:00:00Z", "OPEN", "DISMISSED")
          .doesNotContain("RETRACTED");
    }
  }

  @Test
  void withoutAnIndexTheApiTellsZeros() {
    try (FakeElasticsearch elasticsearch =
            new FakeElasticsearch(asked -> FakeElasticsearch.hits(0, List.of()));
        TestServer server = new TestActivity().searches(elasticsearch.searcher())) {
      JsonNode overview = TestServer.json(server.get("/v1/statistics/overview", Role.AUDITOR));
      assertThat(overview.at("/open/total").asInt()).isZero();
      assertThat(overview.at("/events").asInt()).isZero();
      assertThat(overview.at("/newestEventReceivedAt").isNull()).isTrue();
    }
  }
}
