package io.clausewatch.findings;

import static io.clausewatch.http.TestServer.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.contract.Access;
import io.clausewatch.contract.FindingStatus;
import io.clausewatch.contract.Operation;
import io.clausewatch.contract.Triage;
import io.clausewatch.contract.TriageReason;
import io.clausewatch.contract.TriageStatus;
import io.clausewatch.http.Caller;
import io.clausewatch.http.Role;
import io.clausewatch.http.TestServer;
import io.clausewatch.recording.TestActivity;
import io.clausewatch.search.LookupContext;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What officers do, through HTTP; every response is held to the OpenAPI document as well. */
class TriageRoutesTest {
  private final TestTriage triage = new TestTriage();
  private final TestActivity acts = new TestActivity();
  private final TestServer server =
      new TestServer(
          acts.recorder(), new TriageRoutes(TestTriage.auth(), triage.service, acts.recorder()));

  @BeforeEach
  void raise() {
    triage.engine("f1", 1, FindingStatus.OPEN);
  }

  @AfterEach
  void stop() {
    server.close();
    triage.close();
  }

  private HttpResponse<String> act(String findingId, String body, String... headers) {
    return post("/v1/findings/" + findingId + "/status", body, headers);
  }

  private HttpResponse<String> post(String path, String body, String... headers) {
    String[] all =
        Stream.concat(Stream.of("Content-Type", "application/json"), Stream.of(headers))
            .toArray(String[]::new);
    return server.post(path, Role.OFFICER, body.replace('\'', '"').getBytes(UTF_8), all);
  }

  private static List<String> errors(HttpResponse<String> response) {
    return json(response).path("errors").valueStream().map(JsonNode::asText).toList();
  }

  @Test
  void whoWhenAndWhyAreKeptBeforeItIsAnswered() {
    HttpResponse<String> response =
        act(
            "f1",
            "{'status': 'RESOLVED', 'reason': 'FIXED', 'note': '다음 주부터', 'assignee': ' kim ',"
                + " 'version': 1}");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("ETag")).contains("\"2\"");
    JsonNode finding = json(response);
    assertThat(finding.path("status").asText()).isEqualTo("RESOLVED");
    assertThat(finding.path("reason").asText()).isEqualTo("FIXED");
    assertThat(finding.path("assignee").asText()).isEqualTo("kim");
    assertThat(finding.path("version").asInt()).isEqualTo(2);
    assertThat(finding.path("statusHistory"))
        .extracting(entry -> entry.path("by").asText() + " " + entry.path("status").asText())
        .containsExactly("engine OPEN", "officer RESOLVED");

    Triage act = triage.log.getFirst();
    assertThat(act.getActId()).isNotBlank();
    assertThat(act.getBy() + " as " + act.getRole()).isEqualTo("officer as officer");
    assertThat(act.getAt()).isEqualTo(TestTriage.NOW.truncatedTo(ChronoUnit.MILLIS));
    assertThat(act.getDetectedAt()).isEqualTo("2026-10-01T00:00:00Z");
    assertThat(act.getStatus()).isEqualTo(TriageStatus.RESOLVED);
    assertThat(act.getReason()).isEqualTo(TriageReason.FIXED);
    assertThat(act.getNote()).isEqualTo("다음 주부터");
    assertThat(act.getBasedOn()).isEqualTo(1);
    assertThat(act.getRevision()).isEqualTo(1);
    assertThat(triage.service.accepted()).isEqualTo(1);
  }

  @Test
  void anActIsAnEventAboutThoseWhomItsFindingsConcern() {
    triage.engine("f2", 1, FindingStatus.OPEN);
    post("/v1/findings/status", "{'findingIds': ['f1', 'f2', 'nope'], 'status': 'ACKNOWLEDGED'}");
    Access changed = acts.only();
    assertThat(changed.getOperation()).isEqualTo(Operation.UPDATE);
    assertThat(changed.getSubjectIds()).containsExactly("ref-of-member-1");
    assertThat(changed.getActor().getId()).isEqualTo("officer");

    act("f1", "{'status': 'OPEN', 'version': 1}"); // refused, and shown as it is
    assertThat(acts.recorded()).hasSize(2);
    assertThat(acts.recorded().getLast().getOperation()).isEqualTo(Operation.READ);

    act("f1", "{'status': 'NOPE'}");
    act("nope", "{'status': 'OPEN'}");
    assertThat(acts.recorded()).hasSize(2);
  }

  @Test
  void whoeverSendsItAgainAfterItWasNotRecordedHasDecidedOnce() {
    acts.goAway();
    String body = "{'note': 'once'}";
    assertThat(act("f1", body, "Idempotency-Key", "key-of-it-1").statusCode()).isEqualTo(503);
    assertThat(act("f1", body, "Idempotency-Key", "key-of-it-1").statusCode()).isEqualTo(503);
    assertThat(triage.log).hasSize(1);
  }

  @Test
  void aNoteAloneLeavesTheStatus() {
    act("f1", "{'status': 'ACKNOWLEDGED'}");
    JsonNode finding = json(act("f1", "{'note': 'asked the shop'}"));
    assertThat(finding.path("status").asText()).isEqualTo("ACKNOWLEDGED");
    assertThat(finding.path("statusHistory").get(2).path("note").asText())
        .isEqualTo("asked the shop");
    assertThat(json(act("f1", "{'status': 'OPEN'}")).path("status").asText()).isEqualTo("OPEN");
  }

  @Test
  void everyFaultIsNamedAtOnceAndNoValueIsRepeated() {
    HttpResponse<String> response =
        act(
            "f1",
            "{'status': 'SECRET', 'reason': 'FIXED', 'assignee': 7, 'note': 'a\\u0000b', 'version':"
                + " 0, 'colour': 1}",
            "If-Match",
            "W/x",
            "Idempotency-Key",
            "short");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(errors(response))
        .containsExactlyInAnyOrder(
            "colour: expected one of actId, assignee, note, reason, status, version, found an"
                + " unknown member",
            "status: expected one of OPEN, ACKNOWLEDGED, RESOLVED, DISMISSED, found something else",
            "reason: expected none, which only RESOLVED and DISMISSED have, found FIXED",
            "assignee: expected a string, found no string",
            "note: expected no control characters, found one",
            "version: expected the version of the finding, a whole number from 1, found something"
                + " else",
            "If-Match: expected the ETag of the finding, such as \"3\", found something else",
            "Idempotency-Key: expected 8 to 128 letters, digits or any of . _ ~ -, found something"
                + " else");
    assertThat(response.body()).doesNotContain("SECRET");
    assertThat(triage.log).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{",
        "{} {}",
        "{}",
        "{'note': ' \\n '}",
        "{'note': 'a', 'note': 'b'}",
        "{'note': '\\ud800'}",
        "{'status': 'RETRACTED'}",
        "{'status': 'UNKNOWN'}"
      })
  void whatIsNoActIsRefused(String body) {
    HttpResponse<String> response = act("f1", body);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(errors(response)).isNotEmpty();
    assertThat(triage.log).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "RESOLVED,,false",
    "RESOLVED,FIXED,true",
    "RESOLVED,ACCEPTED_RISK,true",
    "RESOLVED,DUPLICATE,false",
    "DISMISSED,,false",
    "DISMISSED,FALSE_ALARM,true",
    "DISMISSED,TEST_DATA,true",
    "DISMISSED,DUPLICATE,true",
    "DISMISSED,FIXED,false",
    "ACKNOWLEDGED,,true",
    "ACKNOWLEDGED,FIXED,false",
    "OPEN,,true",
    "OPEN,DUPLICATE,false"
  })
  void theReasonFitsTheStatus(String status, String reason, boolean fits) {
    String more = reason == null ? "" : ", 'reason': '" + reason + "'";
    HttpResponse<String> response = act("f1", "{'status': '" + status + "'" + more + "}");
    assertThat(response.statusCode()).isEqualTo(fits ? 200 : 400);
  }

  @Test
  void aFindingThatHasChangedIsAConflictThatTellsWhatItIs() {
    act("f1", "{'status': 'ACKNOWLEDGED', 'note': 'mine'}");
    for (HttpResponse<String> late :
        List.of(
            act("f1", "{'status': 'OPEN', 'version': 1}"),
            act("f1", "{'status': 'OPEN'}", "If-Match", "\"1\""))) {
      assertThat(late.statusCode()).isEqualTo(409);
      assertThat(json(late).path("detail").asText())
          .isEqualTo("The finding has changed: version 1 was expected, it is 2.");
      assertThat(json(late).at("/finding/version").asInt()).isEqualTo(2);
      assertThat(json(late).at("/finding/statusHistory/1/note").asText()).isEqualTo("mine");
    }
    assertThat(triage.log).hasSize(1);
    assertThat(act("f1", "{'status': 'OPEN'}", "If-Match", "\"2\"").statusCode()).isEqualTo(200);
  }

  @Test
  void theEnginesRevisionIsAChangeToo() {
    triage.engine("f1", 2, FindingStatus.OPEN);
    assertThat(act("f1", "{'note': 'x', 'version': 1}").statusCode()).isEqualTo(409);
  }

  @Test
  void whatTheEngineHasRetractedTakesNotesAlone() {
    triage.engine("f1", 2, FindingStatus.RETRACTED);
    assertThat(act("f1", "{'status': 'ACKNOWLEDGED'}").statusCode()).isEqualTo(409);
    HttpResponse<String> note = act("f1", "{'note': 'good that it went'}");
    assertThat(note.statusCode()).isEqualTo(200);
    assertThat(json(note).path("status").asText()).isEqualTo("RETRACTED");
  }

  @Test
  void aRequestThatIsSentAgainIsDoneOnce() {
    String body = "{'status': 'DISMISSED', 'reason': 'TEST_DATA', 'version': 1}";
    HttpResponse<String> first = act("f1", body, "Idempotency-Key", "a-key-of-mine");
    HttpResponse<String> again = act("f1", body, "Idempotency-Key", "a-key-of-mine");
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(json(again)).isEqualTo(json(first));
    assertThat(triage.log).hasSize(1);

    HttpResponse<String> other = act("f1", "{'note': 'x', 'actId': 'a-key-of-mine'}");
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(triage.log).hasSize(1);
  }

  @Test
  void anIndexThatIsBehindIsNoReasonToForgetWhatWasDone() {
    triage.indexing = false;
    HttpResponse<String> first = act("f1", "{'status': 'ACKNOWLEDGED', 'version': 1}");
    assertThat(first.statusCode()).isEqualTo(202);
    assertThat(json(first).path("status").asText()).isEqualTo("ACKNOWLEDGED");
    assertThat(act("f1", "{'status': 'OPEN', 'version': 1}").statusCode()).isEqualTo(409);

    triage.indexing = true;
    triage.log.forEach(triage::index);
    HttpResponse<String> second = act("f1", "{'note': 'x', 'version': 2}");
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(json(second).path("version").asInt()).isEqualTo(3);
  }

  @Test
  void anIndexThatIsTooFarBehindIsWaitedForAndThenCaughtUpWith() {
    for (String id : List.of("f2", "f3", "f4")) {
      triage.engine(id, 1, FindingStatus.OPEN);
      assertThat(act(id, "{'note': 'in time'}").statusCode()).isEqualTo(200);
    }
    triage.indexing = false;
    assertThat(act("f1", "{'note': 'x'}").statusCode()).isEqualTo(202);
    assertThat(act("f2", "{'note': 'x'}").statusCode()).isEqualTo(202);
    HttpResponse<String> third = act("f3", "{'note': 'x'}");
    assertThat(third.statusCode()).isEqualTo(503);
    assertThat(json(third).path("detail").asText()).contains("the search index is too far behind");

    triage.indexing = true;
    triage.log.forEach(triage::index);
    assertThat(act("f3", "{'note': 'x'}").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bug.choi@example.com",
        "Bug.Choi@example.com님께 연락",
        "ＢＵＧ.choi＠example.com",
        "see <mailto:bug.choi%2540example.com?id=1>"
      })
  void aNoteThatNamesTheDataSubjectInAnotherSpellingIsRefused(String note) {
    triage.spell("f1", "bug.choi@example.com");
    HttpResponse<String> response = act("f1", "{'note': '" + note + "'}");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).doesNotContain("example.com");
    assertThat(triage.log).isEmpty();
    assertThat(act("f1", "{'note': 'ask choi@example.com, member-1'}").statusCode()).isEqualTo(200);
    assertThat(json(act("f1", "{'note': 'once more'}")).has("subjectSpelling")).isFalse();
    assertThat(act("f1", "{'note': '" + note + "'}").statusCode()).as("still known").isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ask member-1", "(member-1)", "member-1.", "회원 member-1, 이메일"})
  void aNoteThatNamesTheDataSubjectIsRefused(String note) {
    HttpResponse<String> response = act("f1", "{'note': '" + note + "'}");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).doesNotContain("member-1");
    assertThat(triage.log).isEmpty();
    assertThat(act("f1", "{'note': 'ask member-12'}").statusCode()).isEqualTo(200);
  }

  @Test
  void theNotesOfAFindingHaveABoundTogether() {
    String longest = "x".repeat(4_000);
    for (int i = 0; i < TriageService.MAX_WRITTEN / 4_000; i++) {
      assertThat(act("f1", "{'note': '" + longest + "'}").statusCode()).isEqualTo(200);
    }
    assertThat(act("f1", "{'note': 'one more'}").statusCode()).isEqualTo(409);
    assertThat(act("f1", "{'status': 'ACKNOWLEDGED'}").statusCode()).isEqualTo(200);
  }

  /** It would tell whose finding it is, and be kept nowhere. */
  @Test
  void aNoteThatIsNotKeptDoesNotTellWhomItNames() {
    act("f1", "{'status': 'ACKNOWLEDGED', 'version': 1}");
    for (String note : new String[] {"ask member-1", "ask member-2"}) {
      HttpResponse<String> stale = act("f1", "{'note': '" + note + "', 'version': 1}");
      assertThat(stale.statusCode()).as(note).isEqualTo(409);
    }
    assertThat(act("f1", "{'note': 'ask member-1', 'version': 2}").statusCode()).isEqualTo(400);
  }

  @Test
  void ofManyEachHasItsOwnResult() {
    triage.engine("f2", 1, FindingStatus.RETRACTED);
    triage.engine("f3", 4, FindingStatus.OPEN);
    triage.engine("f4", 1, FindingStatus.OPEN);
    HttpResponse<String> response =
        post(
            "/v1/findings/status",
            "{'findingIds': ['f1', 'f2', 'nope', 'f3', 'f4'], 'status': 'DISMISSED',"
                + " 'reason': 'DUPLICATE', 'versions': {'f3': 3, 'f4': 1}}");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(json(response).path("done").asInt()).isEqualTo(2);
    assertThat(json(response).path("refused").asInt()).isEqualTo(3);
    assertThat(json(response).path("items"))
        .extracting(
            item ->
                item.path("findingId").asText()
                    + " "
                    + item.at("/finding/status").asText()
                    + item.at("/problem/status").asText())
        .containsExactly("f1 DISMISSED", "f2 409", "nope 404", "f3 409", "f4 DISMISSED");
    assertThat(triage.log).extracting(Triage::getFindingId).containsExactly("f1", "f4");
    assertThat(triage.log).extracting(Triage::getActId).hasSize(2).containsOnly(actId());
  }

  private String actId() {
    return triage.log.getFirst().getActId();
  }

  @Test
  void theFaultsOfAListAreNamedByTheirPlace() {
    String thousandAndOne =
        IntStream.rangeClosed(0, 1_000).mapToObj("'f%d'"::formatted).toList().toString();
    assertThat(
            errors(
                post("/v1/findings/status", "{'note': 'x', 'findingIds': " + thousandAndOne + "}")))
        .containsExactly("findingIds: expected a list of 1 to 1000 ids, found 1001 ids");
    assertThat(
            errors(
                post(
                    "/v1/findings/status",
                    "{'findingIds': ['f1', 'f1', 7], 'versions': {'f9': 1, 'f1': 'x'}, 'version':"
                        + " 1}")))
        .containsExactlyInAnyOrder(
            "version: expected one of actId, assignee, findingIds, note, reason, status, versions,"
                + " found an unknown member",
            "body: expected a status, a note or an assignee, found none of them",
            "findingIds[1]: expected an id that is not in the list before, found one that is",
            "findingIds[2]: expected the id of a finding, found something else",
            "versions of findingIds: expected ids of the list, found another",
            "versions of findingIds: expected the version of the finding, a whole number from 1,"
                + " found something else");
  }

  @Test
  void whatMayNotBeKeptIsNotAnsweredAsDone() {
    triage.kafkaIsAway = true;
    HttpResponse<String> response = act("f1", "{'note': 'x'}");
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.headers().firstValue("Retry-After")).contains("5");
    assertThat(triage.service.accepted()).isZero();
    triage.kafkaIsAway = false;
    triage.indexIsAway = true;
    assertThat(act("f1", "{'note': 'x'}").statusCode()).isEqualTo(503);
    assertThat(triage.log).isEmpty();
  }

  @Test
  void anUnknownFindingAndAnotherContentTypeAreRefused() {
    assertThat(act("nope", "{'note': 'x'}").statusCode()).isEqualTo(404);
    assertThat(
            server
                .post(
                    "/v1/findings/f1/status", Role.OFFICER, new byte[0], "Content-Type", "text/csv")
                .statusCode())
        .isEqualTo(415);
  }

  @Test
  void ofManyWhoDecideOnOneVersionAtOnceOneDoesAndNoNoteIsLost() throws Exception {
    assertThat(
            together(i -> () -> act("f1", "{'status': 'ACKNOWLEDGED', 'version': 1}").statusCode()))
        .containsOnlyOnce(200)
        .containsOnly(200, 409);
    assertThat(together(i -> () -> act("f1", "{'note': 'note " + i + "'}").statusCode()))
        .containsOnly(200);
    assertThat(triage.index.get("f1").acts())
        .extracting(act -> String.valueOf(act.note()))
        .containsAll(IntStream.range(0, 16).mapToObj("note %d"::formatted).toList());
    assertThat(triage.log).extracting(Triage::getBasedOn).doesNotHaveDuplicates().hasSize(17);
  }

  /** It can take as long as the text is, and there are lengths of ids. */
  @Test
  void thatIdsAreSoughtInANoteHoldsUpNobody() throws Exception {
    triage.engine("f2", 1, FindingStatus.OPEN);
    triage.spell("f1", "kim.park");
    CountDownLatch seeks = new CountDownLatch(1);
    CountDownLatch goesOn = new CountDownLatch(1);
    LookupContext slow =
        id -> {
          seeks.countDown();
          try {
            assertThat(goesOn.await(20, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          return "ref-of-" + id;
        };
    try (ExecutorService officers = Executors.newSingleThreadExecutor()) {
      Future<TriageService.Result> first =
          officers.submit(
              () ->
                  triage.service.act(
                      TriageRequest.ofOne(
                          "f1",
                          "{\"note\":\"a note about it\"}".getBytes(UTF_8),
                          TriageRequest.Headers.NONE),
                      new Caller("kim", Role.OFFICER),
                      slow));
      assertThat(seeks.await(20, TimeUnit.SECONDS)).isTrue();
      assertTimeoutPreemptively(
          Duration.ofSeconds(10),
          () -> assertThat(act("f2", "{'note': 'another'}").statusCode()).isEqualTo(200));
      goesOn.countDown();
      assertThat(first.get(20, TimeUnit.SECONDS).outcomes().get("f1"))
          .isInstanceOf(TriageService.Outcome.Done.class);
    }
  }

  @Test
  void aNoteOfManyFormsIsRefused() {
    String note = ("x".repeat(30) + "%" + "25".repeat(15) + "2d").repeat(62);
    assertThat(errors(act("f1", "{'note': '" + note + "'}")))
        .containsExactly(
            "note: expected few escapes (at most 16,000 characters in all forms of the text), found"
                + " too many");
  }

  private interface Task {
    Callable<Integer> of(int number);
  }

  private static List<Integer> together(Task task) throws Exception {
    try (ExecutorService officers = Executors.newFixedThreadPool(8)) {
      return officers.invokeAll(IntStream.range(0, 16).mapToObj(task::of).toList()).stream()
          .map(future -> future.resultNow())
          .toList();
    }
  }

  @Test
  void anActLiesInThePartitionOfItsFinding() {
    for (int i = 0; i < 100; i++) {
      String id = "finding-" + i;
      assertThat(KafkaTriageLog.partition(id, 6))
          .isEqualTo(BuiltInPartitioner.partitionForKey(id.getBytes(UTF_8), 6));
    }
  }
}
