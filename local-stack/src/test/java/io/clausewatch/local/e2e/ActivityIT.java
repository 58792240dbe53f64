package io.clausewatch.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What officers do is judged like what everybody else does, and found in the same trail. */
@EndToEnd
class ActivityIT {

  private static final String POLICY = "clausewatch";
  private static final String HELD_UNDER = "sony-music-kr";
  private static final Instant NOW = Instant.parse("2026-11-20T09:30:00Z");

  private static String inWords(JsonNode act) {
    JsonNode export = act.at("/event/export");
    String taken =
        export.isObject()
            ? " of %d: %s"
                .formatted(export.path("recordCount").asLong(), export.path("reason").asText())
            : "";
    return act.path("operation").asText() + taken;
  }

  private static long acts(Door door) {
    return door.get("/v1/trail?limit=1&policyId=" + POLICY).json().path("total").asLong();
  }

  @Test
  void everyActAboutAPersonIsInTheTrail(Door door) {
    String who = "audited";
    door.send(List.of(Story.read("audited-1", HELD_UNDER, who, "recruitment", NOW)));
    door.settle();

    String about = "subjectId=" + who + "&policyId=" + HELD_UNDER;
    JsonNode finding = door.get("/v1/findings?" + about).json().at("/items/0");
    String one = "/v1/findings/" + finding.path("findingId").asText();
    assertThat(door.get(one).status()).isEqualTo(200);
    assertThat(door.get("/v1/trail/export?reason=court+order+7&" + about).status()).isEqualTo(200);
    String report = "/v1/subjects/" + who + "/report?policyId=" + HELD_UNDER;
    assertThat(door.get(report + "&reason=access+request+12").status()).isEqualTo(200);
    String officer = door.tokens().officer();
    assertThat(door.triage(officer, one + "/status", "{'note':'seen'}").status())
        .isBetween(200, 202);
    // Refused, and so not done.
    assertThat(door.get("/v1/trail/export?" + about).status()).isEqualTo(400);
    assertThat(door.get(report).status()).isEqualTo(400);
    assertThat(door.exchange(door.request("/v1/trail?" + about, door.tokens().producer())).status())
        .isEqualTo(403);
    door.settle();

    List<JsonNode> acts =
        door.all("/v1/trail", "policyId", POLICY, "subjectId", who, "sort", "occurredAt");
    assertThat(acts)
        .extracting(ActivityIT::inWords)
        .containsExactly(
            "READ",
            "READ",
            "EXPORT of 1: court order 7",
            "EXPORT of 2: access request 12",
            "UPDATE");
    assertThat(acts)
        .allSatisfy(
            act -> {
              assertThat(act.path("actorId").asText()).isEqualTo("officer");
              assertThat(act.path("purpose").asText()).isEqualTo("audit");
              assertThat(act.path("service").asText()).isEqualTo("clausewatch");
              assertThat(act.path("verdict").asText()).isEqualTo("LAWFUL");
              assertThat(act.at("/event/actor/kind").asText()).isEqualTo("STAFF");
              assertThat(act.at("/event/actor/sourceIp").asText()).isNotBlank();
            });
    assertThat(
            door.all(
                "/v1/trail", "policyId", POLICY, "subjectRef", finding.path("subjectRef").asText()))
        .as("the same person")
        .hasSizeGreaterThanOrEqualTo(acts.size());

    door.settle();
    List<JsonNode> own = door.all("/v1/activity", "subjectId", who);
    assertThat(own).containsAll(acts);
    assertThat(own)
        .extracting(act -> Instant.parse(act.path("occurredAt").asText()))
        .isSortedAccordingTo(Comparator.reverseOrder());
  }

  @Test
  void nobodySendsAnAct(Door door) {
    JsonNode act = Story.read("forged-1", POLICY, "curious", "audit", NOW);
    Door.Answer refused = door.post("application/cloudevents+json", act.toString());
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().path("errors").toString()).contains("$.policy");
  }

  @Test
  void readingTheTrailOfTheTrailRecordsOnceAndNotForEver(Door door) {
    door.settle();
    long before = acts(door); // which is one
    for (int i = 0; i < 4; i++) {
      assertThat(door.get("/v1/trail?policyId=" + POLICY).status()).isEqualTo(200);
      assertThat(door.get("/v1/activity").status()).isEqualTo(200);
    }
    door.settle();
    assertThat(acts(door)).isEqualTo(before + 9);
    door.settle(); // asks for the status, again and again
    assertThat(acts(door)).isEqualTo(before + 10);
  }
}
