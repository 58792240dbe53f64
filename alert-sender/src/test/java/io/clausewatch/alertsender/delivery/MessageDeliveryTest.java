package io.clausewatch.alertsender.delivery;

import static io.clausewatch.alertsender.TestReasons.said;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.clausewatch.alertroutes.AlertReceiver;
import io.clausewatch.alertroutes.AlertRoutes;
import io.clausewatch.alertroutes.SecretSource;
import io.clausewatch.alertsender.outbox.AttemptOutcome.Delivered;
import io.clausewatch.alertsender.outbox.AttemptOutcome.Refused;
import io.clausewatch.alertsender.outbox.ReceiverOutbox.Sending;
import io.clausewatch.contract.AlertType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MessageDeliveryTest {
  private static final int AT_ONCE = 4;
  private static final Map<String, String> ENVIRONMENT = Map.of("KEY", "whsec_MDEyMzQ1Njc4OWFi");
  private static final SecretSource SECRET = new SecretSource.InVariable("KEY");

  private final Queue<DeliveryAttempt> attempts = new ConcurrentLinkedQueue<>();
  private final Map<String, AlertReceiver> receivers = new LinkedHashMap<>();
  private HttpClient client;
  private HttpReceiver receiver;
  private RawServer hanging;
  private volatile DeliveryChannels channels = DeliveryChannels.NONE;
  private MessageDelivery delivery;

  @BeforeEach
  void open() throws IOException {
    client = DeliveryChannels.client();
    receiver = new HttpReceiver();
    hanging = RawServer.hanging();
    delivery = new MessageDelivery(() -> channels, InstantSource.system());
    receivers.put("good", new AlertReceiver.Webhook(receiver.url("/good"), SECRET));
    receivers.put("hanging", new AlertReceiver.Webhook(hanging.url("/"), SECRET));
    inForce();
  }

  @AfterEach
  void close() throws IOException {
    delivery.close();
    hanging.close();
    receiver.close();
    client.shutdownNow();
  }

  private void inForce() {
    AlertRoutes none = AlertRoutes.NONE;
    channels =
        DeliveryChannels.of(
            new AlertRoutes(
                none.publicUrl(),
                receivers,
                Optional.empty(),
                none.routes(),
                none.quietHours(),
                none.heartbeats(),
                none.pipeline(),
                none.people()),
            TestMessages.POLICIES,
            URI.create(TestMessages.PUBLIC_URL),
            ENVIRONMENT,
            client,
            InstantSource.system());
  }

  private void start(String to, Sending sending) {
    delivery.start(to, sending, attempts::add);
  }

  private DeliveryAttempt attempt() {
    await().until(() -> !attempts.isEmpty());
    return attempts.remove();
  }

  /** Starts as many as it may, as the ledger does. */
  private int startAll(String to) {
    int inFlight = 0;
    while (inFlight < 1_000 && delivery.mayStart(to, inFlight)) {
      start(to, TestMessages.raised());
      inFlight++;
    }
    return inFlight;
  }

  @Test
  void anAttemptSaysWhatCameOfIt() {
    start("good", TestMessages.raised());

    DeliveryAttempt attempt = attempt();
    assertThat(attempt.receiver()).isEqualTo("good");
    assertThat(attempt.messageId()).isEqualTo(TestMessages.raised().message().getMessageId());
    assertThat(attempt.outcome()).isEqualTo(new Delivered(said("200")));
    assertThat(attempt.took()).isPositive();
  }

  @Test
  void aReceiverThatHangsHoldsUpNobodyElse() {
    start("good", TestMessages.raised());
    attempt(); // what is loaded for the first time is loaded
    int hang = startAll("hanging");
    await().until(() -> hanging.connections() == hang);

    start("good", TestMessages.raised());

    DeliveryAttempt attempt = attempt();
    assertThat(attempt.receiver()).isEqualTo("good");
    assertThat(attempt.took()).isLessThan(Duration.ofSeconds(1));
    assertThat(attempts).isEmpty();
  }

  @Test
  void noMoreThanEightAreOnTheirWayToOneReceiver() {
    assertThat(startAll("hanging")).isEqualTo(AT_ONCE);
    assertThat(delivery.mayStart("hanging", AT_ONCE)).isFalse();
    assertThat(delivery.mayStart("hanging", AT_ONCE - 1)).isTrue();
    assertThat(delivery.mayStart("good", 0)).isTrue();
  }

  /** One a second to a chat, and ten at once after a pause. */
  @Test
  void aReceiverGetsNoMoreInASecondThanItBears() {
    receivers.put("chat", new AlertReceiver.Slack(SECRET));
    inForce();

    int allowed = 0;
    while (allowed < 1_000 && delivery.mayStart("chat", 0)) {
      allowed++;
    }

    assertThat(allowed).isBetween(10, 15);
    delivery.notStarted("chat");
    assertThat(delivery.mayStart("chat", 0)).isTrue();
  }

  /** What waits for a receiver that was taken out of the file comes to an end. */
  @Test
  void aReceiverThatIsNotInTheFileIsRefusedInWords() {
    assertThat(delivery.mayStart("gone", 0)).isTrue();
    start("gone", TestMessages.raised());

    assertThat(attempt().outcome())
        .isEqualTo(new Refused(said("the routes file has no receiver of this name any more")));
  }

  @Test
  void aReceiverThatIsPutIntoTheFileIsToldAtOnce() {
    receivers.put("new", new AlertReceiver.Webhook(receiver.url("/new"), SECRET));
    inForce();
    start("new", TestMessages.raised());

    assertThat(attempt().outcome()).isEqualTo(new Delivered(said("200")));
    assertThat(receiver.only().path()).isEqualTo("/new");
  }

  /** Else it would be on its way for ever, and hold up what comes after it. */
  @Test
  void aMessageThatCannotBeMadeIsRefused() {
    receivers.put("pager", new AlertReceiver.PagerDuty(SECRET, receiver.url("/pager")));
    inForce();
    Sending unheardOf = TestMessages.raised();
    unheardOf.message().setType("finding.unheard-of");

    start("pager", unheardOf);

    assertThat(attempt().outcome())
        .isInstanceOfSatisfying(
            Refused.class,
            outcome -> assertThat(outcome.answer().text()).startsWith("it could not be made: "));
    assertThat(receiver.requests()).isEmpty();
  }

  @Test
  void whatIsUnderWayWhenItEndsIsToldOfToNobody() throws Exception {
    startAll("hanging");
    await().until(() -> hanging.connections() == AT_ONCE);

    delivery.close();

    assertThat(attempts).isEmpty();
  }

  @Test
  void onlyAnAlertmanagerForgets() {
    receivers.put("ops", new AlertReceiver.Alertmanager(receiver.url("/am")));
    inForce();

    assertThat(delivery.forgets("ops")).isTrue();
    assertThat(delivery.forgets("good")).isFalse();
    assertThat(delivery.forgets("gone")).isFalse();
  }

  @Test
  void whatStandsIsToldAgainInPortions() {
    receivers.put("ops", new AlertReceiver.Alertmanager(receiver.url("/am")));
    inForce();
    Sending many = TestMessages.sending(AlertType.FINDING_RAISED, TestMessages.findings(1_001));

    for (String to : List.of("ops", "good", "gone")) {
      delivery.refresh(to, many.findings(), List.of(), () -> {});
    }

    await().until(() -> receiver.requests().size() == 3);
    assertThat(receiver.requests())
        .extracting(request -> request.json().size())
        .isEqualTo(List.of(500, 500, 1));
  }

  /** One that overtook it would be undone by it: the alert would be open again. */
  @Test
  void noEndIsSentWhileItIsToldAgainWhatStands() throws Exception {
    CountDownLatch answer = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    try (RawServer slow =
        RawServer.treating(
            socket -> {
              answer.await();
              socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(US_ASCII));
            })) {
      receivers.put("ops", new AlertReceiver.Alertmanager(slow.url("/")));
      inForce();

      delivery.refresh("ops", TestMessages.raised().findings(), List.of(), ended::countDown);
      await().until(() -> slow.connections() == 1);

      assertThat(delivery.mayStart("ops", 0)).isFalse();
      assertThat(delivery.mayStart("good", 0)).isTrue();
      answer.countDown();
      assertThat(ended.await(10, SECONDS)).isTrue();
      assertThat(delivery.mayStart("ops", 0)).isTrue();
    }
  }

  @Test
  void onlyOneTellsAReceiverAgainAtATime() throws Exception {
    receivers.put("ops", new AlertReceiver.Alertmanager(hanging.url("/")));
    inForce();

    for (int i = 0; i < 3; i++) {
      delivery.refresh("ops", TestMessages.raised().findings(), List.of(), () -> {});
    }

    await().until(() -> hanging.connections() == 1);
    assertThat(delivery.mayStart("ops", 0)).isFalse();
  }
}
