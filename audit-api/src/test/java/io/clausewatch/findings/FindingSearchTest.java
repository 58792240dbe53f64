package io.clausewatch.findings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.TrailEntry;
import io.clausewatch.http.ApiJson;
import io.clausewatch.readmodel.Samples;
import io.clausewatch.readmodel.TrailDocument;
import io.clausewatch.search.FakeElasticsearch;
import io.clausewatch.search.SampleDocuments;
import io.clausewatch.search.SearchClient.Paging;
import io.clausewatch.search.SearchParameters;
import io.clausewatch.search.SearchTarget;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FindingSearchTest {
  private static final List<String> NOT_RETURNED =
      List.of("raisedIn", "subjectSpelling", "eventFields");

  private static final String DOCUMENT =
      """
      {"findingId":"f1","revision":2,"status":"OPEN","severity":"HIGH","policyId":"p","eventId":"e1",
       "revisedAt":"2026-01-02T00:00:00Z","subjectRef":"s1","evidence":[{"eventId":"c1","says":"so"}],
       "title":"Given away","localTitle":"제3자 제공","quote":"개인정보를 제공하지 않습니다","version":4,"assignee":"kim",
       "revisions":[{"revision":1,"status":"RETRACTED","revisedAt":"2026-01-01T00:00:00Z"},
         {"revision":2,"status":"OPEN","revisedAt":"2026-01-02T00:00:00Z","revisedBecause":"late"}],
       "acts":[{"actId":"a1","by":"kim","revision":1},{"actId":"a2","by":"lee","revision":2}]}
      """;

  private static String entry() {
    TrailEntry entry = Samples.entry("t1", 1, Samples.disclosure());
    return SampleDocuments.json(TrailDocument.of(entry));
  }

  @Test
  void everyFieldOfAFindingIsThere() {
    try (FakeElasticsearch elasticsearch =
        new FakeElasticsearch(asked -> FakeElasticsearch.hits(1, List.of(DOCUMENT)))) {
      JsonNode finding =
          ApiJson.tree(
              new FindingSearch(elasticsearch.searcher())
                  .page(
                      SearchParameters.page(SearchTarget.FINDINGS, Map.of(), id -> id),
                      Paging.SNAPSHOT)
                  .items()
                  .getFirst());
      assertThat(finding.properties().stream().map(Map.Entry::getKey))
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(
                      Finding.getClassSchema().getFields().stream().map(field -> field.name()),
                      Stream.of(
                          "version",
                          "reason",
                          "assignee",
                          "instrumentKind",
                          "instrumentReference",
                          "instrumentIssuer"))
                  .filter(field -> !NOT_RETURNED.contains(field))
                  .toList());
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
                    : FakeElasticsearch.hits(1, List.of(entry())))) {
      JsonNode finding =
          ApiJson.tree(new FindingSearch(elasticsearch.searcher()).finding("f1").orElseThrow());
      assertThat(finding.at("/event/purpose").asText()).isEqualTo("marketing");
      assertThat(finding.get("facts")).isEqualTo(finding.get("evidence"));
      assertThat(finding.get("factsNote").asText()).startsWith("The other facts");
      assertThat(finding.get("revisions")).hasSize(2);
      assertThat(finding.get("statusHistory"))
          .extracting(entry -> entry.path("by").asText() + " " + entry.path("revision"))
          .containsExactly("engine 1", "kim 1", "engine 2", "lee 2");
      assertThat(finding.at("/statusHistory/2").toString())
          .isEqualTo(
              "{\"by\":\"engine\",\"at\":\"2026-01-02T00:00:00Z\",\"revision\":2,"
                  + "\"status\":\"OPEN\",\"because\":\"late\"}");
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
      JsonNode finding =
          ApiJson.tree(new FindingSearch(elasticsearch.searcher()).finding("f2").orElseThrow());
      assertThat(finding.get("event").isNull()).isTrue();
      assertThat(finding.get("factsNote").asText()).startsWith("It was judged by the event alone");
      assertThat(elasticsearch.lastBody().at("/query/bool/filter/2").toString())
          .isEqualTo("{\"bool\":{\"must_not\":[{\"exists\":{\"field\":\"subjectRef\"}}]}}");
    }
  }

  @Test
  void whatWasSearchedForIsMarkedInItsTexts() {
    try (FakeElasticsearch elasticsearch =
        new FakeElasticsearch(asked -> FakeElasticsearch.hits(1, List.of(DOCUMENT)))) {
      Map<String, List<String>> given = Map.of("q", List.of("give", "제공"));
      JsonNode finding =
          ApiJson.tree(
              new FindingSearch(elasticsearch.searcher())
                  .page(
                      SearchParameters.page(SearchTarget.FINDINGS, given, id -> id),
                      Paging.SNAPSHOT)
                  .items()
                  .getFirst());
      assertThat(finding.get("highlight").toString())
          .isEqualTo(
              "{\"title\":[{\"start\":0,\"end\":5}],\"localTitle\":[{\"start\":4,\"end\":6}],"
                  + "\"quote\":[{\"start\":6,\"end\":8}]}");
    }
  }

  @Test
  void anUnknownFindingIsNone() {
    try (FakeElasticsearch elasticsearch =
        new FakeElasticsearch(asked -> FakeElasticsearch.hits(0, List.of()))) {
      assertThat(new FindingSearch(elasticsearch.searcher()).finding("nope")).isEmpty();
    }
  }
}
