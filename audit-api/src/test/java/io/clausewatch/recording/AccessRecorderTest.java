package io.clausewatch.recording;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.contract.Access;
import io.clausewatch.contract.ActorKind;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.EventChecks;
import io.clausewatch.contract.Operation;
import io.clausewatch.http.LogCapture;
import io.clausewatch.http.Role;
import io.clausewatch.http.TestServer;
import io.clausewatch.readmodel.Samples;
import io.clausewatch.readmodel.TrailDocument;
import io.clausewatch.search.FakeElasticsearch;
import io.clausewatch.search.FakeElasticsearch.Answer;
import io.clausewatch.search.SampleDocuments;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Searches through HTTP, and what is recorded of them; responses are held to the contract too. */
class AccessRecorderTest {
  private volatile Answer answer = FakeElasticsearch.hits(0, List.of());

  private final TestActivity acts = new TestActivity();
  private final FakeElasticsearch elasticsearch = new FakeElasticsearch(asked -> answer);
  private final TestServer server = acts.searches(elasticsearch.searcher());

  @AfterEach
  void stop() {
    server.close();
    elasticsearch.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/findings",
        "/v1/findings/facets",
        "/v1/trail",
        "/v1/trail/facets",
        "/v1/deadlines",
        "/v1/gaps",
        "/v1/statistics",
        "/v1/activity"
      })
  void eachSearchIsOneActThatTheContractAllows(String path) {
    assertThat(server.get(path, Role.AUDITOR).statusCode()).isEqualTo(200);
    Access act = acts.only();
    assertThat(EventChecks.check(Event.of(act), TestActivity.NOW)).isEmpty();
    assertThat(UUID.fromString(act.getEventId()).version()).isEqualTo(4);
    assertThat(act.getOccurredAt()).isEqualTo(TestActivity.NOW);
    assertThat(act.getPolicyId()).isEqualTo("the-trail");
    assertThat(act.getService()).isEqualTo("clausewatch");
    assertThat(act.getOperation()).isEqualTo(Operation.READ);
    assertThat(act.getPurpose()).isEqualTo("audit");
    assertThat(act.getActor().getId()).isEqualTo("auditor");
    assertThat(act.getActor().getKind()).isEqualTo(ActorKind.STAFF);
    assertThat(act.getActor().getSourceIp()).isEqualTo("127.0.0.1");
    assertThat(act.getSubjectIds()).as("nobody in particular").containsExactly("-");
    assertThat(act.getExport()).isNull();
    assertThat(acts.written()).isEqualTo(1);
  }

  @Test
  void aSearchForSomebodyIsAnActAboutThatPerson() {
    server.get("/v1/trail?subjectId=kim&subjectRef=0123&subjectId=lee&subjectId=kim", Role.OFFICER);
    assertThat(acts.only().getSubjectIds()).containsExactly("kim", "lee", "0123");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/findings?limit=wrong, OFFICER, 400",
    "/v1/trail?subjectId=a%07b, OFFICER, 400",
    "/v1/trail, PRODUCER, 403",
    "/v1/activity?policyId=other, OFFICER, 400",
    "/v1/statistics/overview?subjectId=a, OFFICER, 400",
    "/v1/statistics/overview?policyId=a, OFFICER, 400",
    "/v1/activity?actorId=somebody, OFFICER, 403",
    "/v1/findings/nope, OFFICER, 404"
  })
  void whatIsRefusedIsNotRecorded(String path, Role role, int status) {
    assertThat(server.get(path, role).statusCode()).isEqualTo(status);
    assertThat(acts.recorded()).isEmpty();
  }

  @Test
  void whatCannotBeRecordedIsNotShown() {
    answer =
        FakeElasticsearch.hits(
            1,
            List.of(
                SampleDocuments.json(
                    TrailDocument.of(Samples.entry("secret", 1, Samples.access())))));
    acts.goAway();
    try (LogCapture log = new LogCapture()) {
      HttpResponse<String> response = server.get("/v1/trail?subjectId=raw-7Q", Role.OFFICER);
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.headers().firstValue("Retry-After")).isPresent();
      assertThat(response.body()).contains("recorded").doesNotContain("secret", "7Q");
      assertThat(log.text()).contains("not recorded").doesNotContain("7Q");
    }
    assertThat(acts.written()).isZero();
  }

  @Test
  void whatTheIndexDoesNotAnswerIsNotRecorded() {
    answer = FakeElasticsearch.error(503, "away");
    assertThat(server.get("/v1/trail", Role.OFFICER).statusCode()).isEqualTo(503);
    assertThat(acts.recorded()).isEmpty();
  }

  @Test
  void onesOwnActsAreThoseOfTheTrailUnderItsPolicy() {
    assertThat(server.get("/v1/activity?from=2026-01-01", Role.OFFICER).statusCode())
        .isEqualTo(200);
    assertThat(filters()).contains("[\"the-trail\"]", "[\"officer\",\"ref-of-officer\"]", "gte");
    server.get("/v1/activity?actorId=auditor", Role.ADMIN);
    assertThat(filters()).contains("[\"auditor\",\"ref-of-auditor\"]").doesNotContain("admin");
    assertThat(acts.recorded())
        .extracting(act -> act.getActor().getId())
        .containsExactly("officer", "admin");
  }

  private String filters() {
    JsonNode search =
        elasticsearch.asked().stream()
            .filter(asked -> asked.body() != null && asked.body().has("query"))
            .toList()
            .getLast()
            .body();
    return search.path("query").toString();
  }
}
