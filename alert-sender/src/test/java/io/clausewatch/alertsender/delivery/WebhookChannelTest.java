package io.clausewatch.alertsender.delivery;

import static io.clausewatch.alertsender.TestReasons.said;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clausewatch.alertroutes.SecretSource;
import io.clausewatch.alertsender.outbox.AttemptOutcome;
import io.clausewatch.alertsender.outbox.AttemptOutcome.Delivered;
import io.clausewatch.alertsender.outbox.AttemptOutcome.Postponed;
import io.clausewatch.alertsender.outbox.AttemptOutcome.Refused;
import io.clausewatch.alertsender.outbox.ReceiverOutbox.Sending;
import io.clausewatch.contract.AlertType;
import io.clausewatch.contract.AlertedFinding;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookChannelTest {
  private static final byte[] KEY = "0123456789abcdef01234567".getBytes(UTF_8);
  private static final String SECRET = "whsec_" + Base64.getEncoder().encodeToString(KEY);

  /** As the contract shows it. */
  private static final String EXAMPLE =
      """
      {"type": "finding.raised", "timestamp": "2026-11-29T01:02:03.456Z",
       "data": {"receiver": "privacy-desk", "route": 0, "count": 1, "searchUrl": "https://…/findings?…",
        "findings": [{"findingId": "…", "revision": 1, "policyId": "loen-partner-center", "controller": "…", "clauseId": "LPC-LE",
         "title": "…", "localTitle": "…", "section": "…", "quote": "…", "severity": "CRITICAL", "status": "OPEN", "eventId": "…",
         "eventKind": "disclosure", "service": "legal-desk", "occurredAt": "…", "detectedAt": "…", "actorId": "…",
         "recipient": {"id": "…", "name": "…", "kind": "LAW_ENFORCEMENT"}, "purpose": "…", "dataCategories": ["…"],
         "subjectRef": "…", "explanation": "…", "localExplanation": "…", "url": "https://…/findings/…"}]}}
      """;

  @TempDir Path folder;
  private HttpClient client;
  private HttpReceiver receiver;
  private Instant now = TestMessages.NOW;

  @BeforeEach
  void open() throws IOException {
    client = DeliveryChannels.client();
    receiver = new HttpReceiver();
    secret(SECRET);
  }

  @AfterEach
  void close() {
    receiver.close();
    client.shutdownNow();
  }

  private void secret(String text) throws IOException {
    Files.writeString(folder.resolve("desk"), text);
  }

  private AttemptOutcome deliver(Sending sending) throws InterruptedException {
    return new WebhookChannel(
            receiver.url("/hook?token=t0p"),
            new ReadSecret(new SecretSource.InFile(folder.resolve("desk")), Map.of()),
            new HttpPost(client, () -> now),
            new WebhookBody(TestMessages.LINKS, TestMessages.POLICIES))
        .deliver(sending);
  }

  private static String signature(byte[] key, HttpReceiver.Request request) throws Exception {
    String signed =
        request.headers().get("webhook-id")
            + "."
            + request.headers().get("webhook-timestamp")
            + "."
            + request.body();
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void itSignsTheIdTheTimeAndTheBody() throws Exception {
    assertThat(deliver(TestMessages.raised())).isEqualTo(new Delivered(said("200")));

    HttpReceiver.Request request = receiver.only();
    assertThat(request.headers()).containsEntry("webhook-signature", signature(KEY, request));
  }

  @Test
  void aSecretWithoutItsPrefixIsTheSame() throws Exception {
    secret("  " + SECRET.substring("whsec_".length()) + "\n");

    deliver(TestMessages.raised());

    HttpReceiver.Request request = receiver.only();
    assertThat(request.headers()).containsEntry("webhook-signature", signature(KEY, request));
  }

  /** By the id a receiver knows what it has already; verifiers refuse a time of long ago. */
  @Test
  void eachAttemptHasTheSameIdAndBodyAndATimeOfItsOwn() throws Exception {
    receiver.answers(503);
    deliver(TestMessages.raised());
    now = now.plusSeconds(600);
    deliver(TestMessages.raised());

    HttpReceiver.Request first = receiver.requests().get(0);
    HttpReceiver.Request second = receiver.requests().get(1);
    String id = TestMessages.raised().message().getMessageId();
    assertThat(id).doesNotContain(".");
    assertThat(first.headers())
        .containsEntry("webhook-id", id)
        .containsEntry("webhook-timestamp", Long.toString(TestMessages.NOW.getEpochSecond()));
    assertThat(second.headers())
        .containsEntry("webhook-id", id)
        .containsEntry("webhook-timestamp", Long.toString(TestMessages.NOW.getEpochSecond() + 600))
        .containsEntry("webhook-signature", signature(KEY, second));
    assertThat(second.body()).isEqualTo(first.body());
  }

  @Test
  void aSecretThatIsReplacedHoldsAtOnce() throws Exception {
    deliver(TestMessages.raised());
    byte[] other = "another key of some bytes".getBytes(UTF_8);
    secret("whsec_" + Base64.getEncoder().encodeToString(other));
    deliver(TestMessages.raised());

    HttpReceiver.Request second = receiver.requests().get(1);
    assertThat(second.headers()).containsEntry("webhook-signature", signature(other, second));
  }

  @Test
  void aSecretThatIsMissingIsWaitedFor() throws Exception {
    Files.delete(folder.resolve("desk"));

    assertThat(deliver(TestMessages.raised()))
        .isInstanceOfSatisfying(
            Postponed.class,
            outcome ->
                assertThat(outcome.answer().text())
                    .startsWith("its secret is missing")
                    .contains(folder.resolve("desk").toString()));
    secret("\n");
    assertThat(deliver(TestMessages.raised())).isInstanceOf(Postponed.class);
    assertThat(receiver.requests()).isEmpty();

    secret(SECRET);
    assertThat(deliver(TestMessages.raised())).isInstanceOf(Delivered.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"whsec_not base64!", "whsec_", "pässword", "whsec_whsec_AAAA"})
  void aSecretThatIsNoneIsRefused(String text) throws Exception {
    secret(text);

    assertThat(deliver(TestMessages.raised()))
        .isEqualTo(new Refused(said("its secret is not whsec_<base64>")));
    assertThat(receiver.requests()).isEmpty();
  }

  /** Who takes care of it and when it was due are more than the contract's example has. */
  @Test
  void theBodyHasTheFieldsOfTheContract() throws Exception {
    deliver(TestMessages.raised());

    JsonNode example = new ObjectMapper().readTree(EXAMPLE);
    JsonNode body = receiver.only().json();
    assertThat(names(body)).isEqualTo(names(example));
    assertThat(names(body.get("data"))).isEqualTo(names(example.get("data")));
    JsonNode exampleFinding = example.at("/data/findings/0");
    JsonNode finding = body.at("/data/findings/0");
    List<String> added = names(finding);
    added.removeAll(names(exampleFinding));
    assertThat(added).containsExactly("assignee", "dueAt");
    List<String> theRest = names(finding);
    theRest.removeAll(added);
    assertThat(theRest).isEqualTo(names(exampleFinding));
    assertThat(names(finding.get("recipient"))).isEqualTo(names(exampleFinding.get("recipient")));
    for (String name : names(exampleFinding)) {
      assertThat(finding.get(name).getNodeType())
          .as(name)
          .isEqualTo(exampleFinding.get(name).getNodeType());
    }
  }

  @Test
  void theBodySaysWhatIsTold() throws Exception {
    deliver(TestMessages.raised());

    JsonNode body = receiver.only().json();
    assertThat(body.at("/type").asText()).isEqualTo("finding.raised");
    assertThat(body.at("/timestamp").asText()).isEqualTo("2026-11-29T01:02:03.456Z");
    assertThat(body.at("/data/searchUrl").asText())
        .isEqualTo(TestMessages.PUBLIC_URL + "/findings?eventId=e-f-1");
    JsonNode finding = body.at("/data/findings/0");
    assertThat(finding.at("/url").asText()).isEqualTo(TestMessages.PUBLIC_URL + "/findings/f-1");
    assertThat(finding.at("/localTitle").asText()).isEqualTo("영장 없는 제공");
    assertThat(finding.at("/recipient/name").asText()).isEqualTo("City Police");
    assertThat(finding.at("/occurredAt").asText()).isEqualTo("2026-11-29T01:01:03.456Z");
    assertThat(finding.at("/subjectRef").asText()).isEqualTo("s1:0123456789abcdef");
  }

  @Test
  void whatIsUnknownIsNull() throws Exception {
    deliver(
        TestMessages.sending(
            AlertType.FINDING_RAISED,
            TestMessages.finding("f-1")
                .setPolicyId("gone")
                .setRecipientId(null)
                .setActorId(null)
                .setSubjectRef(null)
                .build()));

    JsonNode finding = receiver.only().json().at("/data/findings/0");
    assertThat(List.of("controller", "recipient", "actorId", "subjectRef"))
        .allMatch(name -> finding.get(name).isNull());
  }

  @Test
  void itListsTwentyAndCountsAll() throws Exception {
    Sending many = TestMessages.sending(AlertType.FINDING_RAISED, TestMessages.findings(31));
    assertThat(many.findings()).hasSize(31).doesNotHaveDuplicates();

    deliver(many);

    JsonNode data = receiver.only().json().get("data");
    assertThat(data.get("count").asInt()).isEqualTo(31);
    assertThat(data.get("findings")).hasSize(20);
    assertThat(data.get("searchUrl").asText())
        .isEqualTo(
            TestMessages.PUBLIC_URL
                + "/findings?status=OPEN&policyId=loen-partner-center&clauseId=LPC-LE");
  }

  @Test
  void anAssigneeIsNamed() throws Exception {
    Sending sending = TestMessages.raised();
    AlertedFinding told = sending.message().getFindings().getFirst();
    told.setAssignee("kim");

    deliver(sending);

    assertThat(receiver.only().json().at("/data/findings/0/assignee").asText()).isEqualTo("kim");
  }

  @Test
  void whatIsAboutNoFindingSaysWhatItIsAbout() throws Exception {
    deliver(TestMessages.about(AlertType.SERVICE_SILENT, "service-crm", "crm is silent"));

    JsonNode data = receiver.only().json().get("data");
    assertThat(data.get("about").asText()).isEqualTo("crm is silent");
    assertThat(data.get("findings")).isEmpty();
    assertThat(data.get("searchUrl").asText()).isEqualTo(TestMessages.PUBLIC_URL + "/");
  }
}
