package io.clausewatch.reviews;

import static io.clausewatch.http.TestServer.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.contract.ReservedNames;
import io.clausewatch.contract.ReviewSignOff;
import io.clausewatch.http.Caller;
import io.clausewatch.http.Role;
import io.clausewatch.http.TestServer;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.recording.TestActivity;
import io.clausewatch.table.MemoryTable;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReviewRoutesTest {
  private static final String POLICY = "sony-music-kr";
  private static final String OCTOBER = "/v1/reviews/" + POLICY + "/2026-10";
  private static final String REF_OF_KIM = "a".repeat(32);
  private static final String REF_OF_PARK = "b".repeat(32);
  private static final String MEMBER = "c".repeat(32);

  private final FakeTrail trail = new FakeTrail();
  private final MemoryTable<ReviewSignOff> signOffs = new MemoryTable<>();
  private volatile Instant now = Instant.parse("2026-11-02T01:00:00.5Z");
  private TestServer server;

  private static String pseudonym(String id) {
    return switch (id) {
      case "kim" -> REF_OF_KIM;
      case "park" -> REF_OF_PARK;
      default -> "ref-of-" + id;
    };
  }

  @BeforeEach
  void start() throws Exception {
    Path folder = Path.of("policies");
    PolicyCatalog catalog =
        PolicyCatalog.load(Files.isDirectory(folder) ? folder : Path.of("../policies"));
    ReviewService reviews =
        new ReviewService(
            trail.elasticsearch.searcher(),
            catalog,
            new ReviewSettings(
                WorkingHours.parse("Mon-Fri 09:00-18:00 Asia/Seoul"), Map.of(), 100, 5),
            signOffs,
            ReviewRoutesTest::pseudonym,
            () -> now);
    server =
        new TestServer(
            new ReviewRoutes(
                reviews,
                catalog,
                ctx -> new Caller("officer-lee", Role.OFFICER),
                new TestActivity(TestActivity::caller, ReviewRoutesTest::pseudonym).recorder()));
    trail.actor("kim", "STAFF", 30, 2);
    trail.actor(REF_OF_KIM, "STAFF", 3, 0);
    trail.actor("park", "PROCESSOR_STAFF", 10, 0);
    trail.actor("choi", "STAFF", 4, 4);
    trail.handlers.add(HandlerRegisterTest.entry("kim", "2026-01-01", "2026-01-01", null));
    trail.handlers.add(HandlerRegisterTest.entry("park", "2026-10-10", "2026-10-10", null));
    FakeTrail.ofActor(trail.during, "park", 6);
    trail.pair("kim", REF_OF_PARK, 2);
    trail.pair("kim", MEMBER, 4);
    trail.pair(REF_OF_KIM, REF_OF_KIM, 2);
    trail.pair(REF_OF_KIM, MEMBER, 1);
    trail.pair("park", MEMBER, 3);
    trail.candidates.put("kim", List.of(MEMBER));
    trail.candidates.put(REF_OF_KIM, List.of(MEMBER));
    trail.export("big-1", 5000, "분기 보고");
    trail.export("bare-1", 120, null);
  }

  @AfterEach
  void stop() {
    server.close();
    trail.elasticsearch.close();
  }

  private JsonNode review() {
    HttpResponse<String> response = server.get(OCTOBER, Role.AUDITOR);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return json(response);
  }

  private HttpResponse<String> sign(String path, String body) {
    return server.post(
        path + "/sign-off",
        Role.OFFICER,
        body.replace('\'', '"').getBytes(UTF_8),
        "Content-Type",
        "application/json");
  }

  @Test
  void tellsWhatEachPersonDidUnderWhateverId() {
    JsonNode review = review();
    assertThat(review.path("from").asText()).isEqualTo("2026-09-30T15:00:00Z");
    assertThat(review.path("ended").asBoolean()).isTrue();
    assertThat(review.at("/people/items").findValuesAsText("actorId"))
        .containsExactly("kim", "park", "choi");
    JsonNode kim = review.at("/people/items/0");
    assertThat(kim.path("accesses").asInt()).isEqualTo(33);
    assertThat(kim.path("dataSubjects").asInt()).as("counted anew").isEqualTo(17);
    assertThat(kim.at("/operations/READ").asInt()).isEqualTo(29 + 2);
    assertThat(kim.path("outOfHours").asInt()).isEqualTo(2);
    assertThat(review.at("/people/items/1/kinds/0").asText()).isEqualTo("PROCESSOR_STAFF");
    assertThat(review.at("/figures/accesses").asInt()).isEqualTo(100);
    assertThat(review.at("/figures/people").asInt()).isEqualTo(3);
  }

  @Test
  void tellsWhatIsUnusual() {
    JsonNode review = review();
    assertThat(review.at("/outOfHours/items").findValuesAsText("actorId"))
        .containsExactly("choi", "kim");
    assertThat(review.at("/figures/outOfHours").asInt()).isEqualTo(6);
    assertThat(review.path("registeredHandlers").asInt()).isEqualTo(2);
    // Park was registered in the middle of the month, Choi never.
    assertThat(review.at("/unregistered/items").findValuesAsText("actorId"))
        .containsExactly("park", "choi");
    assertThat(review.at("/unregistered/items/0/accesses").asInt()).isEqualTo(6);
    assertThat(review.at("/ownRecords/items").toString()).contains("\"kim\"", "\"accesses\":2");
    assertThat(review.at("/ownRecords/total").asInt()).isEqualTo(1);
    JsonNode colleague = review.at("/colleaguesRecords/items/0");
    assertThat(colleague.path("actorId").asText()).isEqualTo("kim");
    assertThat(colleague.path("colleagueId").asText()).isEqualTo("park");
    assertThat(review.at("/colleaguesRecords/total").asInt()).isEqualTo(1);
    // Four times under one id and once under the other are five.
    assertThat(review.at("/frequent/total").asInt()).isEqualTo(1);
    assertThat(review.at("/frequent/items/0/accesses").asInt()).isEqualTo(5);
    assertThat(review.at("/frequent/items/0/subjectRef").asText()).isEqualTo(MEMBER);
    assertThat(review.at("/frequent/items/0/colleagueId").isNull()).isTrue();
    assertThat(review.at("/bulkExports/items").findValuesAsText("eventId"))
        .containsExactly("big-1", "bare-1");
    assertThat(review.at("/exportsWithoutReason/items").findValuesAsText("eventId"))
        .containsExactly("bare-1");
  }

  @Test
  void actsAboutNobodyAreAboutNoPerson() {
    String before = review().path("digest").asText();
    String nobody = pseudonym(ReservedNames.NOBODY);
    trail.pair("kim", nobody, 500);
    trail.pair("park", nobody, 400);
    trail.candidates.put("kim", List.of(MEMBER, nobody));
    trail.candidates.put("park", IntStream.range(0, 200).mapToObj(i -> "subject-" + i).toList());
    JsonNode review = review();
    assertThat(review.toString()).doesNotContain(nobody);
    assertThat(review.path("digest").asText()).isEqualTo(before);
    List<JsonNode> counted =
        trail.elasticsearch.asked().stream()
            .flatMap(asked -> asked.body().findValues("subjects").stream())
            .filter(subjects -> !subjects.has("terms"))
            .toList();
    assertThat(counted)
        .isNotEmpty()
        .allSatisfy(
            subjects ->
                assertThat(subjects.at("/filter/bool/must_not/0/terms/subjectRef/0").asText())
                    .isEqualTo(nobody));
  }

  @Test
  void asksForTheMonthOfTheOrganisationAndForWhatIsOutOfItsHours() {
    review();
    JsonNode hours =
        trail.elasticsearch.asked().stream()
            .map(asked -> asked.body().at("/query/bool/filter/4/bool/must_not/0/bool/should"))
            .filter(should -> !should.isMissingNode())
            .findFirst()
            .orElseThrow();
    assertThat(hours).hasSize(22);
    assertThat(hours.get(0).at("/range/occurredAt/gte").asText()).isEqualTo("2026-10-01T00:00:00Z");
    assertThat(hours.get(0).at("/range/occurredAt/lt").asText()).isEqualTo("2026-10-01T09:00:00Z");
    // Five in a month may be two or three in each of two indices, of each of two ids.
    JsonNode candidates =
        trail.elasticsearch.asked().stream()
            .map(asked -> asked.body().at("/aggregations/buckets"))
            .filter(buckets -> buckets.has("terms"))
            .findFirst()
            .orElseThrow();
    assertThat(candidates.at("/aggregations/subjects/terms/min_doc_count").asInt()).isEqualTo(2);
    assertThat(candidates.at("/aggregations/subjects/terms/shard_min_doc_count").asInt())
        .isEqualTo(2);
  }

  @Test
  void everybodyIsThereHoweverManyAndTheListSaysHowManyMore() {
    trail.rows.clear();
    IntStream.range(0, 12_500).forEach(i -> trail.actor("staff-" + i, "STAFF", 2, 0));
    JsonNode review = review();
    assertThat(review.at("/figures/people").asInt()).isEqualTo(12_500);
    assertThat(review.at("/people/total").asInt()).isEqualTo(12_500);
    assertThat(review.at("/people/items")).hasSize(1_000);
    assertThat(review.at("/people/more").asInt()).isEqualTo(11_500);
  }

  @Test
  void whoAccessedManyPeopleOftenIsLookedAtAlone() {
    trail.candidates.put("park", IntStream.range(0, 200).mapToObj(i -> "subject-" + i).toList());
    IntStream.range(0, 250).forEach(i -> trail.pair("park", "subject-" + i, 5));
    assertThat(review().at("/frequent/total").asInt()).isEqualTo(1 + 250);
  }

  @Test
  void withoutARegisterNobodyIsSaidToBeUnregistered() {
    trail.handlers.clear();
    JsonNode review = review();
    assertThat(review.path("registeredHandlers").asInt()).isZero();
    assertThat(review.at("/unregistered/total").asInt()).isZero();
  }

  @Test
  void aMonthWithoutAnythingIsEmpty() {
    trail.noIndex = true;
    trail.handlers.clear();
    trail.exports.clear();
    JsonNode review = review();
    Set<Integer> figures =
        review.path("figures").valueStream().map(JsonNode::asInt).collect(Collectors.toSet());
    assertThat(figures).containsExactly(0);
  }

  @Test
  void aSignOffIsKeptWithTheFiguresAndTellsWhenTheyHaveChanged() {
    String digest = review().path("digest").asText();
    HttpResponse<String> signed =
        sign(OCTOBER, "{'note':' 확인함, choi 등록 요청 ','digest':'" + digest + "'}");
    assertThat(signed.statusCode()).as(signed.body()).isEqualTo(201);
    JsonNode signOff = json(signed).at("/signOffs/0");
    assertThat(signOff.path("by").asText()).isEqualTo("officer-lee");
    assertThat(signOff.path("note").asText()).isEqualTo("확인함, choi 등록 요청");
    assertThat(signOff.path("unchanged").asBoolean()).isTrue();
    assertThat(signOff.at("/figures/outOfHours").asInt()).isEqualTo(6);
    now = now.plusSeconds(60);
    assertThat(sign(OCTOBER, "{'note':'again'}").statusCode()).isEqualTo(201);
    assertThat(review().path("signOffs").findValuesAsText("note"))
        .containsExactly("확인함, choi 등록 요청", "again");

    trail.actor("late", "STAFF", 2, 0);
    assertThat(review().at("/signOffs/0/unchanged").asBoolean()).isFalse();
    HttpResponse<String> stale = sign(OCTOBER, "{'note':'x','digest':'" + digest + "'}");
    assertThat(stale.statusCode()).isEqualTo(409);
    assertThat(json(stale).path("digest").asText()).isEqualTo(review().path("digest").asText());
    assertThat(signOffs.all()).hasSize(2);
  }

  @Test
  void whatIsNoSignOffIsRefused() {
    assertThat(sign("/v1/reviews/" + POLICY + "/2026-11", "{'note':'early'}").statusCode())
        .isEqualTo(409);
    assertThat(sign("/v1/reviews/nobodys/2026-10", "{'note':'x'}").statusCode()).isEqualTo(404);
    assertThat(sign("/v1/reviews/" + POLICY + "/2026-13", "{'note':'x'}").statusCode())
        .isEqualTo(400);
    assertThat(server.get("/v1/reviews/" + POLICY + "/0000-01", Role.OFFICER).statusCode())
        .isEqualTo(400);
    HttpResponse<String> faulty = sign(OCTOBER, "{'digest':7,'extra':1}");
    assertThat(faulty.statusCode()).isEqualTo(400);
    assertThat(json(faulty).path("errors").toString()).contains("note", "digest", "extra");
    assertThat(sign(OCTOBER, "{'note':'  '}").statusCode()).isEqualTo(400);
    assertThat(signOffs.all()).isEmpty();
  }

  @Test
  void theMonthsTellHowFarTheyHaveCome() {
    sign(OCTOBER, "{'note':'ok'}");
    JsonNode months = json(server.get("/v1/reviews?policyId=" + POLICY, Role.OFFICER));
    assertThat(
            months
                .path("items")
                .valueStream()
                .map(month -> month.path("month").asText() + " " + month.path("state").asText()))
        .containsExactly("2026-11 RUNNING", "2026-10 SIGNED", "2026-09 OPEN");
    assertThat(months.at("/items/1/signedBy").asText()).isEqualTo("officer-lee");
    assertThat(months.at("/items/2/accesses").asInt()).isEqualTo(7);
    assertThat(json(server.get("/v1/reviews", Role.OFFICER)).path("total").asInt())
        .isGreaterThan(3 * 4);
  }

  @Test
  void whileTheSignOffsAreNotKnownThereIsNoReview() {
    signOffs.away = true;
    assertThat(server.get(OCTOBER, Role.OFFICER).statusCode()).isEqualTo(503);
    assertThat(sign(OCTOBER, "{'note':'x'}").statusCode()).isEqualTo(503);
  }

  @Test
  void aTableSaysWhichPartARowIsOf() {
    sign(OCTOBER, "{'note':'확인함'}");
    HttpResponse<String> table =
        server.get(OCTOBER + "/export?format=csv&language=ko&reason=filing", Role.AUDITOR);
    assertThat(table.statusCode()).as(table.body()).isEqualTo(200);
    assertThat(table.headers().firstValue("Content-Disposition").orElseThrow())
        .contains("clausewatch-access-review-2026-10-20261102T010000Z.csv");
    assertThat(table.body())
        .startsWith("\uFEFF\"구분\",\"항목\",\"값\",\"접속한 자\"")
        .contains("\"대량 다운로드\"", "\"big-1\"", "\"5000\"", "\"분기 보고\"", "\"확인함\"")
        .contains("\"2026-10-05 11:00:00\""); // of Seoul
    assertThat(server.get(OCTOBER + "/export?format=csv", Role.AUDITOR).statusCode())
        .isEqualTo(400);
    assertThat(json(server.get(OCTOBER + "/export?reason=x", Role.OFFICER)).path("month").asText())
        .isEqualTo("2026-10");
  }

  @Test
  void aDocumentHasItsTextInBothLanguages() throws Exception {
    sign(OCTOBER, "{'note':'확인함'}");
    assertThat(document("ko"))
        .contains("개인정보 접속기록 점검표", "2026-10 (Asia/Seoul)", "사유 없는 다운로드", "bare-1", "분기 보고")
        .contains("officer-lee", "점검 완료", "확인함", "사유: 신청 2");
    assertThat(document("en"))
        .contains("Review of access records", "Exports without a reason", "Of a colleague's data")
        .contains("Signed by officer-lee");
    trail.handlers.clear();
    assertThat(document("en")).contains("nobody can be said to be unregistered", "Not known.");
  }

  private String document(String language) throws Exception {
    String path = OCTOBER + "/export?format=pdf&reason=%EC%8B%A0%EC%B2%AD+2&language=" + language;
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> response =
          client.send(server.request(path, Role.OFFICER).build(), BodyHandlers.ofByteArray());
      try (PDDocument document = Loader.loadPDF(response.body())) {
        assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo(language);
        return new PDFTextStripper().getText(document);
      }
    }
  }

  @Test
  void aProducerSeesNoneAndAnAuditorSignsNone() {
    assertThat(Stream.of("/v1/reviews", OCTOBER, OCTOBER + "/export?reason=x"))
        .allMatch(path -> server.get(path, Role.PRODUCER).statusCode() == 403);
    assertThat(
            server
                .post(
                    OCTOBER + "/sign-off",
                    Role.AUDITOR,
                    "{}".getBytes(UTF_8),
                    "Content-Type",
                    "application/json")
                .statusCode())
        .isEqualTo(403);
  }
}
