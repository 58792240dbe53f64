package io.clausewatch.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.contract.AlertChange;
import io.clausewatch.contract.AlertDecision;
import io.clausewatch.contract.AlertOrigin;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is decided about alerts, from the door to the topic that whoever tells people reads. */
@EndToEnd
class AlertDecisionsIT {
  private static final String POLICY = "loen-partner-center";

  private static List<AlertChange> changes(RunningSystem running, String eventId) {
    return AlertDecisions.of(running.kafka(), eventId).stream()
        .map(AlertDecision::getChange)
        .toList();
  }

  @Test
  void anUnlawfulDisclosureIsRaisedAndItsEndIsTold(Door door, RunningSystem running) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    door.send(List.of(Story.request("alert-1", POLICY, "alert-member", "VERBAL_REQUEST", now)));
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> changes(running, "alert-1").contains(AlertChange.RAISED));

    door.settle();
    JsonNode finding = door.all("/v1/findings", "eventId", "alert-1").getFirst();
    AlertDecision raised = AlertDecisions.of(running.kafka(), "alert-1").getFirst();
    assertThat(raised.getOrigin()).isEqualTo(AlertOrigin.LIVE);
    assertThat(raised.getFinding().getFindingId()).isEqualTo(finding.path("findingId").asText());
    assertThat(raised.toString()).doesNotContain("alert-member");
    assertThat(raised.getDecidedAt())
        .as("it has settled")
        .isAfterOrEqualTo(raised.getFinding().getDetectedAt().plusSeconds(1));

    door.triage(
        door.tokens().officer(),
        "/v1/findings/" + finding.path("findingId").asText() + "/status",
        "{'status': 'DISMISSED', 'reason': 'TEST_DATA'}");
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> changes(running, "alert-1").contains(AlertChange.CLOSED));
    assertThat(AlertDecisions.of(running.kafka(), "alert-1").getLast().getBy())
        .isEqualTo("officer");
  }
}
