package io.clausewatch.alertsender.delivery;

import static io.clausewatch.alertsender.TestReasons.said;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.alertroutes.SecretSource;
import io.clausewatch.alertsender.outbox.AttemptOutcome;
import io.clausewatch.alertsender.outbox.AttemptOutcome.Delivered;
import io.clausewatch.alertsender.outbox.ReceiverOutbox.Sending;
import io.clausewatch.contract.AlertType;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.Severity;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagerDutyChannelTest {
  private static final String KEY = "r0ut1ngk3y";

  private HttpClient client;
  private HttpReceiver receiver;

  @BeforeEach
  void open() throws IOException {
    client = DeliveryChannels.client();
    receiver = new HttpReceiver();
    receiver.answers(202);
  }

  @AfterEach
  void close() {
    receiver.close();
    client.shutdownNow();
  }

  private AttemptOutcome deliver(Sending sending) throws InterruptedException {
    return new PagerDutyChannel(
            new ReadSecret(new SecretSource.InVariable("PD"), Map.of("PD", KEY)),
            receiver.url("/v2/enqueue"),
            new HttpPost(client, () -> TestMessages.NOW),
            TestMessages.ENGLISH)
        .deliver(sending);
  }

  private JsonNode told(Sending sending) throws InterruptedException {
    assertThat(deliver(sending)).isEqualTo(new Delivered(said("202")));
    return receiver.requests().getLast().json();
  }

  @Test
  void itHasTheFieldsOfTheEventsApi() throws Exception {
    JsonNode event = told(TestMessages.raised());

    assertThat(receiver.only().path()).isEqualTo("/v2/enqueue");
    assertThat(event.at("/routing_key").asText()).isEqualTo(KEY);
    assertThat(event.at("/event_action").asText()).isEqualTo("trigger");
    assertThat(event.at("/client").asText()).isEqualTo("Clausewatch");
    assertThat(event.at("/client_url").asText())
        .isEqualTo(TestMessages.PUBLIC_URL + "/findings?eventId=e-f-1");
    assertThat(event.at("/payload/summary").asText())
        .isEqualTo("[CRITICAL] Finding: Disclosure without a warrant");
    assertThat(event.at("/payload/source").asText()).isEqualTo("legal-desk");
    assertThat(event.at("/payload/timestamp").asText()).isEqualTo("2026-11-29T01:02:03.456Z");
  }

  @Test
  void oneIncidentIsTriggeredAcknowledgedAndResolvedByOneKey() throws Exception {
    Finding finding = TestMessages.finding("f-1").build();
    Map<AlertType, String> actions =
        Map.of(
            AlertType.FINDING_RAISED, "trigger",
            AlertType.FINDING_CHANGED, "trigger",
            AlertType.FINDING_REMINDER, "trigger",
            AlertType.FINDING_ACKNOWLEDGED, "acknowledge",
            AlertType.FINDING_CLOSED, "resolve",
            AlertType.FINDING_RETRACTED, "resolve");
    for (Map.Entry<AlertType, String> one : actions.entrySet()) {
      JsonNode event = told(TestMessages.sending(one.getKey(), finding));
      assertThat(event.at("/event_action").asText()).isEqualTo(one.getValue());
      assertThat(event.at("/dedup_key").asText()).isEqualTo("finding-f-1");
    }
  }

  @Test
  void aTroubleIsResolvedByItsKeyToo() throws Exception {
    JsonNode begun = told(TestMessages.about(AlertType.SERVICE_SILENT, "service-crm", "silent"));
    JsonNode over = told(TestMessages.about(AlertType.SERVICE_BACK, "service-crm", "silent"));

    assertThat(begun.at("/event_action").asText()).isEqualTo("trigger");
    assertThat(over.at("/event_action").asText()).isEqualTo("resolve");
    assertThat(over.at("/dedup_key")).isEqualTo(begun.at("/dedup_key"));
    assertThat(begun.at("/payload/source").asText()).isEqualTo("Clausewatch");
    assertThat(begun.at("/payload/severity").asText()).isEqualTo("error");
  }

  @Test
  void whatHasNoThreadIsKnownByItsMessage() throws Exception {
    JsonNode event = told(TestMessages.about(AlertType.TEST, null, "by kim"));

    assertThat(event.at("/dedup_key").asText())
        .isEqualTo(TestMessages.about(AlertType.TEST, null, "").message().getMessageId());
    assertThat(event.at("/payload/severity").asText()).isEqualTo("info");
  }

  @ParameterizedTest
  @CsvSource({"CRITICAL, critical", "HIGH, error", "MEDIUM, warning", "LOW, info", "UNKNOWN, info"})
  void eachSeverityIsOneOfTheirs(Severity ours, String theirs) throws Exception {
    JsonNode event =
        told(
            TestMessages.sending(
                AlertType.FINDING_RAISED, TestMessages.finding("f-1").setSeverity(ours).build()));

    assertThat(event.at("/payload/severity").asText()).isEqualTo(theirs);
  }

  @Test
  void aLongSummaryIsCutAtACharacter() throws Exception {
    JsonNode event =
        told(
            TestMessages.sending(
                AlertType.FINDING_RAISED,
                TestMessages.finding("f-1").setTitle("🔒".repeat(2_000)).build()));

    String summary = event.at("/payload/summary").asText();
    assertThat(summary.codePointCount(0, summary.length())).isEqualTo(1_024);
    assertThat(summary).startsWith("[CRITICAL] Finding: 🔒").endsWith("🔒…");
  }

  @Test
  void aSummaryThatJustFitsIsWhole() throws Exception {
    String before = "[CRITICAL] Finding: ";
    String title = "x".repeat(1_024 - before.length());

    JsonNode event =
        told(
            TestMessages.sending(
                AlertType.FINDING_RAISED, TestMessages.finding("f-1").setTitle(title).build()));

    assertThat(event.at("/payload/summary").asText()).isEqualTo(before + title);
  }

  /** Findings of one clause have the same title, so that no title can be a key. */
  @Test
  void allThatAreToldInFullAreInItsDetails() throws Exception {
    JsonNode event =
        told(TestMessages.sending(AlertType.FINDING_RAISED, TestMessages.findings(31)));

    JsonNode details = event.at("/payload/custom_details");
    assertThat(details.get("type").asText()).isEqualTo("finding.raised");
    assertThat(details.get("count").asInt()).isEqualTo(31);
    assertThat(details.get("findings"))
        .extracting(finding -> finding.get("url").asText())
        .isEqualTo(
            List.of(
                TestMessages.PUBLIC_URL + "/findings/f-1",
                TestMessages.PUBLIC_URL + "/findings/f-2",
                TestMessages.PUBLIC_URL + "/findings/f-3",
                TestMessages.PUBLIC_URL + "/findings/f-4",
                TestMessages.PUBLIC_URL + "/findings/f-5"));
    assertThat(details.at("/findings/0/text").asText()).startsWith("It went to the police.\n“");
  }
}
