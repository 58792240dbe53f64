package io.clausewatch.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.export.ExportRoutes;
import io.clausewatch.http.Role;
import io.clausewatch.http.TestServer;
import io.clausewatch.recording.TestActivity;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is shown what others did, by every search of the trail. */
class TrailVisibilityTest {
  private static final String OWN =
      "{\"bool\":{\"must_not\":[{\"bool\":{\"filter\":[{\"terms\":{\"policyId\":[\"the-trail\"]}}],"
          + "\"must_not\":[{\"terms\":{\"actorId\":[\"officer\",\"ref-of-officer\"]}}]}}]}}";

  private final TestActivity acts = new TestActivity();
  private final List<SearchCriteria> exported = new CopyOnWriteArrayList<>();
  private final FakeElasticsearch elasticsearch =
      new FakeElasticsearch(asked -> FakeElasticsearch.hits(0, List.of()));
  private final TestServer server =
      acts.searches(
          elasticsearch.searcher(),
          new ExportRoutes(
              FakePages.scroll(
                  criteria -> {
                    exported.add(criteria);
                    return FakePages.of(List.of());
                  }),
              acts.lookups(),
              InstantSource.system(),
              acts.recorder()));

  @AfterEach
  void stop() {
    server.close();
    elasticsearch.close();
  }

  /** What the trail was asked for on behalf of a role. */
  private String asked(String path, Role role) {
    exported.clear();
    int before = elasticsearch.asked().size();
    assertThat(server.get(path, role).statusCode()).as(path).isEqualTo(200);
    if (!exported.isEmpty()) {
      return ElasticsearchQueries.all(exported.getLast().conditions())
          .toString()
          .replace("Query: ", "");
    }
    return elasticsearch.asked().subList(before, elasticsearch.asked().size()).stream()
        .map(asked -> asked.body())
        .filter(body -> body != null && body.has("query"))
        .reduce((first, last) -> last)
        .orElseThrow()
        .path("query")
        .toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/trail?",
        "/v1/trail/facets?",
        "/v1/trail/export?reason=why&",
        "/v1/gaps?",
        "/v1/statistics?",
        "/v1/statistics/people?"
      })
  void anOfficerSeesWhatOthersDidToOnePersonAlone(String search) {
    assertThat(asked(search, Role.OFFICER)).contains(OWN);
    assertThat(asked(search + "policyId=the-trail", Role.OFFICER)).contains(OWN);
    assertThat(asked(search + "subjectId=a&subjectId=b", Role.OFFICER)).contains(OWN);
    assertThat(asked(search + "subjectId=a", Role.OFFICER)).doesNotContain("the-trail");
    assertThat(asked(search + "subjectRef=a&subjectRef=a", Role.OFFICER))
        .doesNotContain("the-trail");
    for (Role role : List.of(Role.AUDITOR, Role.ADMIN)) {
      assertThat(asked(search, role)).doesNotContain("the-trail");
    }
  }

  /** What stands for nobody is no data subject: all acts about nobody are about it. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "subjectId=-",
        "subjectRef=-",
        "subjectRef=ref-of--",
        "subjectRef=ref-of-ref-of--",
        "subjectId=ref-of--"
      })
  void nobodyIsNoDataSubject(String nobody) {
    assertThat(asked("/v1/trail?" + nobody, Role.OFFICER)).contains(OWN);
  }

  @ParameterizedTest
  @CsvSource({
    "actorId=officer, OFFICER, 200",
    "actorId=auditor, OFFICER, 403",
    "actorId=auditor&subjectId=a, OFFICER, 200",
    "actorId=auditor&subjectId=a&subjectId=b, OFFICER, 403",
    "actorId=officer&actorId=auditor, OFFICER, 403",
    "actorId=officer, AUDITOR, 200",
    "actorId=officer, ADMIN, 200"
  })
  void theActivityOfOthersIsShownToThoseWhomTheTrailShowsIt(String query, Role role, int status) {
    assertThat(server.get("/v1/activity?" + query, role).statusCode()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"/v1/findings, OFFICER", "/v1/deadlines, OFFICER"})
  void whatHoldsNoActsIsNarrowedForNobody(String path, Role role) {
    assertThat(asked(path, role)).doesNotContain("the-trail");
  }
}
