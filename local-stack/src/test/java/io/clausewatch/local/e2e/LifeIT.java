package io.clausewatch.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Events in, findings out. */
@EndToEnd
class LifeIT {

  private static final Instant NOW = Instant.parse("2026-11-20T09:30:00.125Z");

  /** The contract's fields of a finding, in its order. */
  private static final List<String> FIELDS =
      Arrays.asList(
          ("findingId revision status severity policyId policyVersion clauseId section quote title"
               + " localTitle explanation localExplanation eventId eventKind occurredAt detectedAt"
               + " dueAt retroactive revisedBecause subjectRef actorId service recipientId"
               + " recipientKind purpose dataCategories evidence")
              .split(" "));

  @Test
  void oneSealedRequestHasFiveVerdicts(Door door) {
    Map<String, List<String>> verdicts =
        Map.of(
            "loen-partner-center", List.of("LPC-LE police-loen-partner-center"),
            "sony-music-us", List.of("SMU-LEGAL police-sony-music-us"),
            "sony-music-kr", List.of(),
            "sony-electronics-sg", List.of(),
            "kakao-ticket-partner", List.of());
    List<JsonNode> events = new ArrayList<>();
    for (String policy : verdicts.keySet()) {
      events.add(
          Story.request(
              "police-" + policy, policy, "wanted-person", "SEALED_WRITTEN_REQUEST", NOW));
    }

    door.send(events);
    door.settle();

    verdicts.forEach(
        (policy, findings) ->
            assertThat(door.open("wanted-person", policy)).as(policy).isEqualTo(findings));
  }

  @Test
  void aFindingHoldsEveryFieldOfTheContract(Door door) {
    JsonNode event =
        Story.request("fields-1", "loen-partner-center", "fields-person", "VERBAL_REQUEST", NOW);
    door.send(List.of(event));
    door.settle();

    JsonNode finding = door.all("/v1/findings", "eventId", "fields-1").getFirst();

    assertThat(finding.fieldNames()).toIterable().containsAll(FIELDS);
    assertThat(finding.path("clauseId").asText()).isEqualTo("LPC-LE");
    assertThat(finding.path("severity").asText()).isEqualTo("CRITICAL");
    assertThat(finding.path("quote").asText()).contains("영장 또는 판사의 허가서");
    assertThat(finding.path("explanation").asText()).contains("a verbal request is not enough");
    assertThat(finding.path("localTitle").asText()).contains("적법한 절차");
    assertThat(finding.path("localExplanation").asText()).contains("수사기관", "구두 요청");
    assertThat(door.all("/v1/findings", "q", "fields-1 구두 요청").size()).isEqualTo(1);
    assertThat(finding.path("occurredAt").asText()).isEqualTo(NOW.toString());
    assertThat(finding.path("recipientKind").asText()).isEqualTo("LAW_ENFORCEMENT");
    assertThat(finding.path("recipientId").asText()).isEqualTo("police-seoul");
    assertThat(finding.path("actorId").asText()).isEqualTo("legal-1");
    assertThat(finding.path("service").asText()).isEqualTo("e2e");
    assertThat(finding.path("dueAt").isNull()).isTrue();
    assertThat(finding.path("revision").asInt()).isEqualTo(1);

    JsonNode whole = door.get("/v1/findings/" + finding.path("findingId").asText()).json();
    assertThat(whole.path("event").path("eventId").asText()).isEqualTo("fields-1");
    assertThat(whole.path("facts").isArray()).isTrue();
  }

  @Test
  void anEventSentTwiceIsOneEvent(Door door) {
    JsonNode event = Story.read("twice-1", "sony-music-kr", "twice-person", "recruitment", NOW);
    door.send(List.of(event, event));
    door.send(List.of(event));
    door.settle();

    assertThat(door.all("/v1/trail", "eventId", "twice-1")).hasSize(1);
    assertThat(door.open("twice-person", "sony-music-kr")).containsExactly("SMK-PURPOSE twice-1");
  }

  @Test
  void consentIsLookedUpAsOfTheEventInWhateverOrder(Door door) {
    List<JsonNode> history =
        List.of(
            Story.message("ads-0", "loen-partner-center", "reader", "direct-marketing", at(0)),
            Story.consent(
                "ads-1", "loen-partner-center", "reader", "GRANTED", "direct-marketing", at(10)),
            Story.message("ads-2", "loen-partner-center", "reader", "direct-marketing", at(20)),
            Story.consent(
                "ads-3", "loen-partner-center", "reader", "WITHDRAWN", "direct-marketing", at(30)),
            Story.message("ads-4", "loen-partner-center", "reader", "direct-marketing", at(40)));
    for (int order = 0; order < 4; order++) {
      String reader = "reader-" + order;
      List<JsonNode> events = new ArrayList<>();
      for (JsonNode event : history) {
        String text =
            event.toString().replace("reader", reader).replace("\"ads-", "\"" + reader + "-ads-");
        events.add(Story.json(text));
      }
      if (order == 1) {
        Collections.reverse(events);
      } else if (order > 1) {
        Collections.shuffle(events, new Random(order));
      }
      for (JsonNode event : events) {
        door.send(List.of(event));
      }
    }
    door.settle();

    for (int order = 0; order < 4; order++) {
      String reader = "reader-" + order;
      assertThat(door.open(reader, "loen-partner-center"))
          .as(reader)
          .containsExactly("LPC-ADS " + reader + "-ads-0", "LPC-ADS " + reader + "-ads-4");
    }
  }

  @Test
  void lateConsentRetractsAFindingAndKeepsItsId(Door door) {
    door.send(
        List.of(
            Story.message("late-1", "loen-partner-center", "late", "direct-marketing", at(20))));
    door.settle();
    JsonNode raised = door.all("/v1/findings", "eventId", "late-1").getFirst();

    door.send(
        List.of(
            Story.consent(
                "late-0", "loen-partner-center", "late", "GRANTED", "direct-marketing", at(10))));
    door.settle();

    JsonNode retracted = door.all("/v1/findings", "eventId", "late-1").getFirst();
    assertThat(retracted.path("findingId")).isEqualTo(raised.path("findingId"));
    assertThat(retracted.path("status").asText()).isEqualTo("RETRACTED");
    assertThat(retracted.path("revision").asInt()).isEqualTo(2);
    assertThat(retracted.path("retroactive").asBoolean()).isTrue();
    assertThat(door.open("late", "loen-partner-center")).isEmpty();
  }

  @Test
  void aRegisterEntryTouchesWhatWasJudgedBefore(Door door) {
    door.send(
        List.of(
            Story.event(
                "disclosure",
                "reg-1",
                "loen-partner-center",
                at(20),
                """
                {'subjectIds': ['reg-person'], 'actor': {'id': 'app', 'kind': 'SYSTEM'},
                 'recipient': {'id': 'newcomer', 'kind': 'PROCESSOR'}, 'purpose': 'analytics',
                 'dataCategories': ['name'], 'legalBasis': {'kind': 'CONTRACT'}}
                """)));
    door.settle();
    assertThat(door.open("reg-person", "loen-partner-center"))
        .containsExactly("LPC-PROCESSOR reg-1");

    door.send(
        List.of(
            Story.event(
                "register",
                "reg-2",
                "loen-partner-center",
                at(0),
                """
                {'entryId': 'newcomer', 'kind': 'PROCESSOR', 'purposes': ['analytics'],
                 'validFrom': '2020-01-01T00:00:00Z'}
                """)));
    door.settle();

    assertThat(door.open("reg-person", "loen-partner-center")).isEmpty();
  }

  @Test
  void anEventAboutThreePeopleMakesThreeFindings(Door door) {
    JsonNode event =
        Story.event(
            "access",
            "three-1",
            "sony-music-us",
            NOW,
            """
            {'subjectIds': ['three-a', 'three-b', 'three-c'],
             'actor': {'id': 'app', 'kind': 'SYSTEM'}, 'operation': 'USE', 'purpose': 'credit-check',
             'dataCategories': ['name']}
            """);
    door.send(List.of(event));
    door.settle();

    assertThat(door.all("/v1/findings", "eventId", "three-1")).hasSize(3);
    assertThat(door.all("/v1/trail", "eventId", "three-1")).hasSize(3);
    assertThat(door.open("three-b", "sony-music-us")).containsExactly("SMU-PURPOSE three-1");
  }

  @Test
  void aNoticeToEverybodyMakesOneFinding(Door door) {
    door.send(
        List.of(
            Story.event(
                "notice",
                "notice-1",
                "kakao-ticket-partner",
                Instant.parse("2021-11-09T00:00:00Z"),
                """
                {'noticeId': 'n-2021', 'kind': 'POLICY_CHANGE', 'channel': 'WEBSITE',
                 'effectiveAt': '2021-11-15T00:00:00Z'}
                """)));
    door.settle();

    List<JsonNode> findings = door.all("/v1/findings", "eventId", "notice-1");
    assertThat(findings).hasSize(1);
    assertThat(findings.getFirst().path("clauseId").asText()).isEqualTo("KTP-CHANGE");
    assertThat(findings.getFirst().path("subjectRef").isNull()).isTrue();
    assertThat(door.all("/v1/trail", "eventId", "notice-1")).hasSize(1);
  }

  @Test
  void aSixthPolicyIsOneYamlFile(Door door) {
    door.send(
        List.of(
            Story.read("shop-1", "corner-shop", "customer", "order-fulfilment", NOW),
            Story.read("shop-2", "corner-shop", "customer", "direct-marketing", NOW)));
    door.settle();

    assertThat(door.open("customer", "corner-shop")).containsExactly("SHOP-PURPOSE shop-2");
    assertThat(door.get("/v1/policies").text()).contains("corner-shop");
  }

  @Test
  void anUnknownPolicyIsAGapAndNoFinding(Door door) {
    door.send(List.of(Story.read("gap-1", "no-such-policy", "gap-person", "audit", NOW)));
    door.settle();

    JsonNode entry = door.all("/v1/trail", "eventId", "gap-1").getFirst();
    assertThat(entry.path("verdict").asText()).isEqualTo("UNDECIDED");
    assertThat(door.open("gap-person", "no-such-policy")).isEmpty();
  }

  @Test
  void statisticsCountWhatWasFound(Door door) {
    door.send(List.of(Story.read("stat-1", "sony-music-kr", "stat-person", "recruitment", NOW)));
    door.settle();

    Door.Answer answer = door.get("/v1/statistics?policyId=sony-music-kr");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).contains("SMK-PURPOSE");
  }

  private static Instant at(long minutes) {
    return NOW.minus(1, ChronoUnit.DAYS).plus(minutes, ChronoUnit.MINUTES);
  }
}
