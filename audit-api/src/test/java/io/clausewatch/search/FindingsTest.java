package io.clausewatch.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.contract.Finding;
import io.clausewatch.search.Searcher.Paging;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private static final String DOCUMENT =
      """
      {"findingId":"f1","revision":2,"status":"OPEN","severity":"HIGH","policyId":"p","eventId":"e1",
       "revisedAt":"2026-01-02T00:00:00Z","subjectRef":"s1","evidence":[{"eventId":"c1","says":"so"}]}
      """;

  @Test
  void everyFieldOfAFindingIsThere() {
    try (FakeElasticsearch elasticsearch =
        new FakeElasticsearch(asked -> FakeElasticsearch.hits(1, List.of(DOCUMENT)))) {
      ObjectNode finding =
          new Findings(elasticsearch.searcher())
              .page(Parameters.page(SearchTarget.FINDINGS, Map.of(), id -> id), Paging.SNAPSHOT)
              .items()
              .getFirst();
      assertThat(finding.properties().stream().map(Map.Entry::getKey))
          .containsExactlyInAnyOrderElementsOf(
              Finding.getClassSchema().getFields().stream().map(field -> field.name()).toList());
      assertThat(finding.get("dueAt").isNull()).isTrue();
      assertThat(finding.get("dataCategories")).isEmpty();
    }
  }

  @Test
  void aFindingComesWithItsStory() {
    try (FakeElasticsearch elasticsearch =
        new FakeElasticsearch(
            asked ->
                asked.path().startsWith("/findings")
                    ? FakeElasticsearch.hits(1, List.of(DOCUMENT))
                    : FakeElasticsearch.hits(
                        1, List.of("{\"event\":{\"eventId\":\"e1\",\"purpose\":\"x\"}}")))) {
      ObjectNode finding = new Findings(elasticsearch.searcher()).finding("f1").orElseThrow();
      assertThat(finding.at("/event/purpose").asText()).isEqualTo("x");
      assertThat(finding.get("facts")).isEqualTo(finding.get("evidence"));
      assertThat(finding.get("factsNote").asText()).startsWith("The other facts");
      assertThat(finding.get("revisions").toString())
          .isEqualTo(
              "[{\"revision\":2,\"status\":\"OPEN\",\"revisedAt\":\"2026-01-02T00:00:00Z\"}]");
      assertThat(finding.get("statusHistory").toString())
          .isEqualTo("[{\"status\":\"OPEN\",\"at\":\"2026-01-02T00:00:00Z\",\"by\":\"engine\"}]");
      assertThat(elasticsearch.lastBody().at("/query/bool/filter").toString())
          .isEqualTo(
              "[{\"terms\":{\"eventId\":[\"e1\"]}},{\"terms\":{\"policyId\":[\"p\"]}},"
                  + "{\"terms\":{\"subjectRef\":[\"s1\"]}}]");
    }
  }

  @Test
  void theEventOfAFindingAboutNobodyInParticularIsItself() {
    String everybody = "{\"findingId\":\"f2\",\"policyId\":\"p\",\"eventId\":\"e2\"}";
    try (FakeElasticsearch elasticsearch =
        new FakeElasticsearch(
            asked ->
                asked.path().startsWith("/findings")
                    ? FakeElasticsearch.hits(1, List.of(everybody))
                    : FakeElasticsearch.hits(0, List.of()))) {
      JsonNode finding = new Findings(elasticsearch.searcher()).finding("f2").orElseThrow();
      assertThat(finding.get("event").isNull()).isTrue();
      assertThat(finding.get("factsNote").asText()).startsWith("It was judged by the event alone");
      assertThat(elasticsearch.lastBody().at("/query/bool/filter/2").toString())
          .isEqualTo("{\"bool\":{\"must_not\":[{\"exists\":{\"field\":\"subjectRef\"}}]}}");
    }
  }

  @Test
  void anUnknownFindingIsNone() {
    try (FakeElasticsearch elasticsearch =
        new FakeElasticsearch(asked -> FakeElasticsearch.hits(0, List.of()))) {
      assertThat(new Findings(elasticsearch.searcher()).finding("nope")).isEmpty();
    }
  }
}
