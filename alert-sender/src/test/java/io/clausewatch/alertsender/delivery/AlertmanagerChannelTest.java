package io.clausewatch.alertsender.delivery;

import static io.clausewatch.alertsender.TestReasons.said;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.alertsender.outbox.AttemptOutcome.Delivered;
import io.clausewatch.alertsender.outbox.ReceiverOutbox.Sending;
import io.clausewatch.contract.AlertType;
import io.clausewatch.contract.Finding;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlertmanagerChannelTest {
  private HttpClient client;
  private HttpReceiver receiver;

  @BeforeEach
  void open() throws IOException {
    client = DeliveryChannels.client();
    receiver = new HttpReceiver();
  }

  @AfterEach
  void close() {
    receiver.close();
    client.shutdownNow();
  }

  private AlertmanagerChannel channel() {
    return channel(receiver.url("/am/"));
  }

  private AlertmanagerChannel channel(URI root) {
    return new AlertmanagerChannel(
        root, new HttpPost(client, () -> TestMessages.NOW), TestMessages.ENGLISH);
  }

  private JsonNode told(Sending sending) throws InterruptedException {
    assertThat(channel().deliver(sending)).isEqualTo(new Delivered(said("200")));
    return receiver.requests().getLast().json();
  }

  private static List<String> findings(JsonNode alerts) {
    List<String> all = new ArrayList<>();
    alerts.forEach(alert -> all.add(alert.at("/labels/finding").asText()));
    return all;
  }

  @Test
  void aFindingIsAnAlertWithoutAnEnd() throws Exception {
    JsonNode alerts = told(TestMessages.raised());

    assertThat(receiver.only().path()).isEqualTo("/am/api/v2/alerts");
    assertThat(alerts).hasSize(1);
    JsonNode alert = alerts.get(0);
    assertThat(alert.get("labels").properties())
        .extracting(label -> label.getKey() + "=" + label.getValue().asText())
        .containsExactly(
            "alertname=ClausewatchFinding",
            "severity=CRITICAL",
            "policy=loen-partner-center",
            "clause=LPC-LE",
            "service=legal-desk",
            "finding=f-1");
    assertThat(alert.at("/annotations/summary").asText()).isEqualTo("Disclosure without a warrant");
    assertThat(alert.at("/startsAt").asText()).isEqualTo("2026-11-29T01:01:33.456Z");
    assertThat(alert.has("endsAt")).isFalse();
    assertThat(alert.at("/generatorURL").asText())
        .isEqualTo(TestMessages.PUBLIC_URL + "/findings/f-1");
  }

  /** By its labels an Alertmanager knows an alert again. */
  @ParameterizedTest
  @EnumSource(
      value = AlertType.class,
      names = {"FINDING_CLOSED", "FINDING_RETRACTED"})
  void itsEndHasTheSameLabelsAndSaysWhen(AlertType type) throws Exception {
    Finding finding = TestMessages.finding("f-1").build();
    JsonNode begun = told(TestMessages.sending(AlertType.FINDING_RAISED, finding));
    JsonNode over = told(TestMessages.sending(type, finding));

    assertThat(over.at("/0/labels")).isEqualTo(begun.at("/0/labels"));
    assertThat(over.at("/0/startsAt")).isEqualTo(begun.at("/0/startsAt"));
    assertThat(over.at("/0/endsAt").asText()).isEqualTo("2026-11-29T01:02:03.456Z");
  }

  /** It is refused otherwise, and the clocks of two machines may differ. */
  @Test
  void noEndIsBeforeItsStart() throws Exception {
    Finding ahead =
        TestMessages.finding("f-1").setDetectedAt(TestMessages.NOW.plusSeconds(2)).build();

    JsonNode over = told(TestMessages.sending(AlertType.FINDING_CLOSED, ahead));

    assertThat(over.at("/0/endsAt").asText()).isEqualTo("2026-11-29T01:02:05.456Z");
  }

  @Test
  void allOfAGroupAreToldAlsoThoseThatItDoesNotList() throws Exception {
    Sending many = TestMessages.sending(AlertType.FINDING_RAISED, TestMessages.findings(31));
    assertThat(many.message().getFindings()).hasSize(20);

    assertThat(findings(told(many))).hasSize(31).doesNotHaveDuplicates().contains("f-31");
    JsonNode over = told(TestMessages.sending(AlertType.FINDING_CLOSED, TestMessages.findings(31)));
    assertThat(findings(over)).hasSize(31);
    assertThat(over).allMatch(alert -> alert.has("endsAt"));
  }

  @Test
  void whatStandsIsToldAgainWithoutAnEnd() throws Exception {
    Sending many = TestMessages.sending(AlertType.FINDING_RAISED, TestMessages.findings(3));

    assertThat(channel().refresh(many.findings(), List.of())).isEqualTo(new Delivered(said("200")));

    JsonNode alerts = receiver.only().json();
    assertThat(findings(alerts)).containsExactly("f-1", "f-2", "f-3");
    assertThat(alerts).noneMatch(alert -> alert.has("endsAt"));
  }

  @Test
  void aTroubleAndItsEndAreOneAlert() throws Exception {
    JsonNode begun = told(TestMessages.about(AlertType.PIPELINE_TROUBLE, "trouble-lag", "It lags"));
    JsonNode over =
        told(TestMessages.about(AlertType.PIPELINE_RECOVERED, "trouble-lag", "It lags"));

    assertThat(begun.at("/0/labels/alertname").asText()).isEqualTo("ClausewatchPipeline");
    assertThat(begun.at("/0/labels/name").asText()).isEqualTo("trouble-lag");
    assertThat(begun.at("/0/annotations/summary").asText()).contains("It lags");
    assertThat(begun.at("/0").has("endsAt")).isFalse();
    assertThat(over.at("/0/labels")).isEqualTo(begun.at("/0/labels"));
    assertThat(over.at("/0/endsAt").asText()).isEqualTo("2026-11-29T01:02:03.456Z");
  }

  @Test
  void aTestIsOverByItself() throws Exception {
    assertThat(told(TestMessages.about(AlertType.TEST, null, "by kim")).at("/0").has("endsAt"))
        .isTrue();
  }
}
