package io.clausewatch.searches;

import static io.clausewatch.http.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.contract.SavedSearch;
import io.clausewatch.http.Caller;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.http.Role;
import io.clausewatch.http.TestServer;
import io.clausewatch.recording.TestActivity;
import io.clausewatch.table.MemoryTable;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SavedSearchRoutesTest {
  private final MemoryTable<SavedSearch> table = new MemoryTable<>();
  private volatile Caller caller = new Caller("kim", Role.OFFICER);
  private final TestActivity acts = new TestActivity();
  private final TestServer server =
      new TestServer(
          acts.recorder(),
          new SavedSearchRoutes(
              new SavedSearches(
                  table,
                  named -> named.include("ref-of-member-7", null),
                  () -> Instant.parse("2026-11-24T10:00:00.123456Z")),
              ctx -> caller,
              acts.lookups()));

  @AfterEach
  void stop() {
    server.close();
  }

  private static String path(String name) {
    return "/v1/searches/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpResponse<String> keep(String name, String body) {
    return server.send(
        server
            .request(path(name), Role.OFFICER)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(body.replace('\'', '"')))
            .build());
  }

  private HttpResponse<String> forget(String name) {
    return server.send(server.request(path(name), Role.OFFICER).DELETE().build());
  }

  private JsonNode all() {
    return json(server.get("/v1/searches", Role.AUDITOR));
  }

  private static String faults(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(400);
    return json(response).path("errors").toString();
  }

  @Test
  void aSearchIsKeptUnderANameOfAnyLanguageAndReplacedAndForgotten() {
    String name = "열린 것/critical?";
    HttpResponse<String> kept =
        keep(name, "{'target':'findings','query':{'status':['OPEN'],'sort':['-detectedAt']}}");
    assertThat(kept.statusCode()).as(kept.body()).isEqualTo(200);
    assertThat(all().at("/items/0/name").asText()).isEqualTo(name);
    assertThat(all().at("/items/0/query/status/0").asText()).isEqualTo("OPEN");
    assertThat(all().at("/items/0/savedAt").asText()).isEqualTo("2026-11-24T10:00:00.123Z");
    keep(name, "{'target':'findings','query':{},'shared':true}");
    assertThat(all().path("total").asInt()).isEqualTo(1);
    assertThat(all().at("/items/0/query")).isEmpty();
    assertThat(all().at("/items/0/shared").asBoolean()).isTrue();
    assertThat(forget(name).statusCode()).isEqualTo(204);
    assertThat(forget(name).statusCode()).isEqualTo(404);
    assertThat(all().path("total").asInt()).isZero();
  }

  @Test
  void aNameStaysWithTheTargetThatItWasGivenFor() {
    keep("mine", "{'target':'findings','query':{'status':['OPEN']}}");
    assertThat(faults(keep("mine", "{'target':'trail','query':{}}")))
        .contains("name: expected one under which you keep nothing else", "the target findings");
    assertThat(all().at("/items/0/query/status/0").asText()).isEqualTo("OPEN");
    caller = new Caller("lee", Role.AUDITOR);
    assertThat(keep("mine", "{'target':'trail','query':{}}").statusCode()).isEqualTo(200);
    forget("mine");
    assertThat(keep("mine", "{'target':'deadlines','query':{}}").statusCode()).isEqualTo(200);
  }

  @Test
  void othersSeeWhatIsSharedAndChangeNothing() {
    keep("mine", "{'target':'trail','query':{}}");
    keep("ours", "{'target':'trail','query':{},'shared':true}");
    caller = new Caller("lee", Role.AUDITOR);
    assertThat(all().path("items").findValuesAsText("name")).containsExactly("ours");
    assertThat(all().at("/items/0/mine").asBoolean()).isFalse();
    assertThat(forget("ours").statusCode()).isEqualTo(404);
    keep("ours", "{'target':'findings','query':{}}");
    assertThat(all().path("items").findValuesAsText("owner")).containsExactly("lee", "kim");
  }

  @Test
  void noSubjectIdIsKept() {
    keep(
        "a",
        "{'target':'trail','query':{'subjectId':['member-7'],'subjectRef':['x','ref-of-member-7']}}");
    keep("b", "{'target':'trail','query':{'subjectId':['member-7']}}");
    assertThat(table.all().toString()).doesNotContain("\"member-7");
    assertThat(all().at("/items/0/query").toString())
        .isEqualTo("{\"subjectRef\":[\"ref-of-member-7\"]}");
    assertThat(all().at("/items/1/query").toString())
        .isEqualTo("{\"subjectRef\":[\"ref-of-member-7\"]}");
    assertThat(faults(keep("c", "{'target':'trail','query':{'q':['see (member-7)']}}")))
        .contains("query.q: expected no id of a data subject")
        .doesNotContain("member-7");
    assertThat(faults(keep("of member-7", "{'target':'trail','query':{}}")))
        .contains("name: expected no id of a data subject");
  }

  @Test
  void everyFaultIsNamed() {
    assertThat(
            faults(
                keep(
                    "x",
                    "{'target':'deadlines','query':{'statu':['OPEN'],'severity':['BAD'],'cursor':['x']}}")))
        .contains("query.statu", "query.severity", "query.cursor");
    assertThat(faults(keep("x".repeat(61), "{'query':{'q':[]},'shared':1,'more':2}")))
        .contains("name", "target", "query", "shared", "more");
    assertThat(faults(keep("x", "{'target':'events','query':{}}"))).contains("target");
    assertThat(table.all()).isEmpty();
  }

  /** Ids are sought in it: a long one would take all memory. */
  @Test
  void aLongQueryIsRefused() {
    String query = "{'target':'findings','query':{'q':['%s','%s']}}";
    assertThat(keep("long", query.formatted("a".repeat(2_000), "b".repeat(2_000))).statusCode())
        .isEqualTo(200);
    assertThat(faults(keep("long", query.formatted("a".repeat(2_001), "b".repeat(2_000)))))
        .contains("query: expected at most 4000 characters in all its values");
  }

  /** It can take as long as the text is, and asks the index. */
  @Test
  void thatIdsAreSoughtInASearchHoldsUpNobody() throws Exception {
    CountDownLatch seeks = new CountDownLatch(1);
    CountDownLatch goesOn = new CountDownLatch(1);
    SavedSearches searches =
        new SavedSearches(
            table,
            named -> {
              if (named.words().contains("slow")) {
                seeks.countDown();
                try {
                  assertThat(goesOn.await(20, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              }
              return false;
            },
            () -> Instant.parse("2026-11-24T10:00:00Z"));
    try (ExecutorService officers = Executors.newFixedThreadPool(2)) {
      Future<SavedSearch> first =
          officers.submit(
              () ->
                  searches.keep(
                      caller, "mine", "trail", Map.of("q", List.of("slow")), false, id -> id));
      assertThat(seeks.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(
              officers
                  .submit(
                      () -> searches.keep(caller, "mine", "findings", Map.of(), false, id -> id))
                  .get(10, TimeUnit.SECONDS)
                  .getTarget())
          .isEqualTo("findings");
      goesOn.countDown();
      assertThatThrownBy(() -> first.get(20, TimeUnit.SECONDS))
          .as("its place was taken meanwhile")
          .hasCauseInstanceOf(InvalidRequestException.class);
    }
    assertThat(all().at("/items/0/target").asText()).isEqualTo("findings");
  }

  @Test
  void aCallerKeepsAHundred() {
    for (int i = 0; i < 100; i++) {
      assertThat(keep("s" + i, "{'target':'trail','query':{}}").statusCode()).isEqualTo(200);
    }
    assertThat(faults(keep("one more", "{'target':'trail','query':{}}"))).contains("100");
    assertThat(keep("s7", "{'target':'trail','query':{'q':['x']}}").statusCode()).isEqualTo(200);
    caller = new Caller("lee", Role.OFFICER);
    assertThat(keep("mine", "{'target':'trail','query':{}}").statusCode()).isEqualTo(200);
  }

  @Test
  void whileTheyAreNotKnownThereAreNone() {
    table.away = true;
    assertThat(server.get("/v1/searches", Role.OFFICER).statusCode()).isEqualTo(503);
    assertThat(keep("x", "{'target':'trail','query':{}}").statusCode()).isEqualTo(503);
    assertThat(forget("x").statusCode()).isEqualTo(503);
    assertThat(server.get("/v1/searches", Role.PRODUCER).statusCode()).isEqualTo(403);
  }
}
