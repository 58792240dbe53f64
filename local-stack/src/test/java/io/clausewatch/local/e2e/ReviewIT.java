package io.clausewatch.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The review of the access records of a month long past, and searches kept under a name. */
@EndToEnd
class ReviewIT {

  private static final String POLICY = "sony-music-kr";
  private static final String MARCH = "/v1/reviews/" + POLICY + "/2025-03";
  private static final String MEMBER = "'review-member-1'";

  private final List<JsonNode> events = new ArrayList<>();

  /** Times are those of Seoul. */
  private void access(String id, String actor, String kind, String at, String rest) {
    events.add(
        Story.event(
            "access",
            "review-" + id,
            POLICY,
            Instant.parse(at + "+09:00"),
            """
            {'actor': {'id': '%s', 'kind': '%s'}, 'purpose': 'service-provision',
             'dataCategories': ['name'], %s}
            """
                .formatted(actor, kind, rest)));
  }

  private void read(String id, String actor, String kind, String at, String subjects) {
    access(id, actor, kind, at, "'operation': 'READ', 'subjectIds': [" + subjects + "]");
  }

  private void export(String id, String actor, String at, int records, String reason) {
    access(
        id,
        actor,
        "STAFF",
        at,
        "'operation': 'EXPORT', 'subjectIds': [%s], 'export': {'recordCount': %d%s}"
            .formatted(MEMBER, records, reason));
  }

  private void registered(String actor, String from) {
    events.add(
        Story.event(
            "register",
            "review-register-" + actor,
            POLICY,
            Instant.parse("2020-01-01T00:00:00Z"),
            "{'entryId': '%s', 'kind': 'HANDLER', 'validFrom': '%s'}".formatted(actor, from)));
  }

  private void march() {
    registered("review-kim", "2020-01-01T00:00:00Z");
    registered("review-park", "2025-03-20T00:00:00Z");
    read("two", "review-kim", "STAFF", "2025-03-05T10:00:00", MEMBER + ",'review-member-2'");
    export("bulk", "review-kim", "2025-03-06T10:00:00", 5_000, ", 'reason': '분기 보고'");
    export("saturday", "review-choi", "2025-03-08T10:00:00", 7, "");
    read("before", "review-park", "PROCESSOR_STAFF", "2025-03-10T10:00:00", MEMBER);
    read("after", "review-park", "PROCESSOR_STAFF", "2025-03-25T10:00:00", MEMBER);
    read("own", "review-kim", "STAFF", "2025-03-12T10:00:00", "'review-kim'");
    read("colleague", "review-kim", "STAFF", "2025-03-12T11:00:00", "'review-park'");
    for (int i = 0; i < 20; i++) {
      read("often-" + i, "review-choi", "STAFF", "2025-03-11T10:00:00", MEMBER);
    }
    read("by-a-system", "review-batch", "SYSTEM", "2025-03-11T03:00:00", MEMBER);
    // The first instant of the month in Seoul, and the first after it.
    read("first", "review-kim", "STAFF", "2025-03-01T00:00:00", "'review-member-3'");
    read("next-month", "review-kim", "STAFF", "2025-04-01T00:00:00", "'review-member-3'");
  }

  @Test
  void aMonthIsReviewedSignedAndExported(Door door, RunningSystem running) throws Exception {
    march();
    door.send(events);
    door.settle();
    JsonNode review = door.get(MARCH).json();
    assertThat(review.path("figures").toString())
        .isEqualTo(
            "{\"accesses\":29,\"people\":3,\"dataSubjects\":5,\"exports\":2,\"bulkExports\":1,"
                + "\"exportsWithoutReason\":1,\"outOfHours\":2,\"unregistered\":22,"
                + "\"ownRecords\":1,\"colleaguesRecords\":1,\"frequent\":1}");
    assertThat(people(review, "people"))
        .containsExactly("review-choi", "review-kim", "review-park");
    JsonNode kim = review.at("/people/items/1");
    assertThat(kim.path("accesses").asInt()).isEqualTo(6);
    assertThat(kim.path("dataSubjects").asInt()).isEqualTo(5);
    assertThat(kim.path("operations").toString()).isEqualTo("{\"EXPORT\":1,\"READ\":5}");
    assertThat(kim.path("first").asText()).isEqualTo("2025-02-28T15:00:00Z");
    assertThat(people(review, "outOfHours")).containsExactly("review-choi", "review-kim");
    assertThat(people(review, "unregistered")).containsExactly("review-choi", "review-park");
    assertThat(review.at("/unregistered/items/1/last").asText()).isEqualTo("2025-03-10T01:00:00Z");
    assertThat(people(review, "ownRecords")).containsExactly("review-kim");
    assertThat(review.at("/colleaguesRecords/items/0/colleagueId").asText())
        .isEqualTo("review-park");
    assertThat(people(review, "frequent")).containsExactly("review-choi");
    assertThat(review.at("/frequent/items/0/accesses").asInt()).isEqualTo(21);
    assertThat(review.at("/bulkExports/items/0/reason").asText()).isEqualTo("분기 보고");
    assertThat(review.at("/exportsWithoutReason/items/0/eventId").asText())
        .isEqualTo("review-saturday");

    Door.Answer named = sign(door, "{'note':'ask review-member-1'}");
    assertThat(named.status()).isEqualTo(400);
    Door.Answer signed =
        sign(
            door,
            "{'note':'review-choi 등록 요청함','digest':'" + review.path("digest").asText() + "'}");
    assertThat(signed.status()).as(signed.text()).isEqualTo(201);
    assertThat(sign(door, "{'note':'x','digest':'" + "0".repeat(64) + "'}").status())
        .isEqualTo(409);

    String table = door.get(MARCH + "/export?format=csv&language=ko&reason=filing").text();
    assertThat(table).contains("\"review-saturday\"", "\"분기 보고\"", "등록 요청함");
    assertThat(document(door, "/export?format=pdf&language=ko&reason=filing"))
        .contains("개인정보 접속기록 점검표", "분기 보고", "review-choi 등록 요청함");

    signedOnAnotherServer(door, running);
  }

  private static void signedOnAnotherServer(Door door, RunningSystem running) throws Exception {
    try (AppProcess api = running.anotherApi()) {
      Door another = new Door(api.url(), door.tokens());
      JsonNode review =
          Awaitility.await("the other server knows the sign-offs")
              .until(() -> another.get(MARCH), answer -> answer.status() == 200)
              .json();
      assertThat(review.at("/signOffs/0/note").asText()).isEqualTo("review-choi 등록 요청함");
      assertThat(review.at("/signOffs/0/unchanged").asBoolean()).isTrue();
      assertThat(another.get("/v1/reviews?policyId=" + POLICY).json().path("items").toString())
          .contains("\"month\":\"2025-03\",\"state\":\"SIGNED\"");

      Door.Answer kept =
          door.exchange(
              door.request("/v1/searches/review-%EB%AA%A9%EB%A1%9D", door.tokens().officer())
                  .header("Content-Type", "application/json")
                  .PUT(
                      BodyPublishers.ofString(
                          "{\"target\":\"trail\",\"query\":{\"subjectId\":[\"review-member-1\"]}}")));
      assertThat(kept.status()).as(kept.text()).isEqualTo(200);
      assertThat(kept.text()).doesNotContain("review-member-1");
      Awaitility.await("the other server knows the search")
          .until(() -> another.get("/v1/searches").text().contains("review-목록"));
    }
  }

  private static List<String> people(JsonNode review, String list) {
    return review.path(list).path("items").findValuesAsText("actorId");
  }

  private static Door.Answer sign(Door door, String body) {
    return door.triage(door.tokens().officer(), MARCH + "/sign-off", body);
  }

  /** The text of a PDF, whose bytes are no text. */
  private static String document(Door door, String path) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient();
        PDDocument document =
            Loader.loadPDF(
                http.send(
                        door.request(MARCH + path, door.tokens().officer()).build(),
                        BodyHandlers.ofByteArray())
                    .body())) {
      return new PDFTextStripper().getText(document);
    }
  }
}
