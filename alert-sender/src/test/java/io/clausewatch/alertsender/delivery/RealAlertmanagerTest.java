package io.clausewatch.alertsender.delivery;

import static io.clausewatch.alertsender.TestReasons.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clausewatch.alertsender.outbox.AttemptOutcome.Delivered;
import io.clausewatch.alertsender.outbox.ReceiverOutbox.Sending;
import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertType;
import io.clausewatch.contract.Finding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prometheus's own Alertmanager takes what we post as it is meant. */
class RealAlertmanagerTest {

  @TempDir static Path folder;
  private static HttpClient client;
  private static Instant now;
  private static Process process;
  private static URI root;
  private static AlertmanagerChannel channel;

  @BeforeAll
  static void start() throws Exception {
    now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    Path program = NeededProgram.onThePath("prometheus-alertmanager");
    Files.writeString(
        folder.resolve("alertmanager.yml"),
        """
        route: { receiver: none }
        receivers: [{ name: none }]
        """);
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    process =
        new ProcessBuilder(
                program.toString(),
                "--config.file=" + folder.resolve("alertmanager.yml"),
                "--storage.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                "--cluster.listen-address=")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    client = DeliveryChannels.client();
    root = URI.create("http://127.0.0.1:" + port);
    channel =
        new AlertmanagerChannel(
            root, new HttpPost(client, InstantSource.system()), TestMessages.ENGLISH);
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(
            () -> {
              assertThat(process.isAlive()).as(Files.readString(folder.resolve("log"))).isTrue();
              assertThat(get("/-/ready").statusCode()).isEqualTo(200);
            });
  }

  @AfterAll
  static void stop() throws InterruptedException {
    if (process != null) {
      process.destroy();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      client.shutdownNow();
    }
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(root.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** The findings of a service that it has. */
  private static List<String> active(String label, String value) throws Exception {
    JsonNode alerts = new ObjectMapper().readTree(get("/api/v2/alerts").body());
    List<String> all = new ArrayList<>();
    for (JsonNode alert : alerts) {
      if (alert.at("/labels/" + label).asText().equals(value)) {
        assertThat(alert.at("/status/state").asText()).isIn("active", "unprocessed");
        all.add(alert.at("/labels/finding").asText());
      }
    }
    return all;
  }

  private static List<Finding> findings(String service, int number) {
    return IntStream.rangeClosed(1, number)
        .mapToObj(
            i ->
                TestMessages.finding(service + "-" + i)
                    .setService(service)
                    .setDetectedAt(now.minusSeconds(60))
                    .build())
        .toList();
  }

  private static void deliver(AlertType type, List<Finding> findings) throws InterruptedException {
    assertThat(channel.deliver(TestMessages.sending(type, now, findings)))
        .isEqualTo(new Delivered(said("200")));
  }

  @Test
  void aFindingIsThereUntilItsEnd() throws Exception {
    List<Finding> one = findings("crm", 1);

    deliver(AlertType.FINDING_RAISED, one);
    await().untilAsserted(() -> assertThat(active("service", "crm")).containsExactly("crm-1"));
    deliver(AlertType.FINDING_CLOSED, one);
    await().untilAsserted(() -> assertThat(active("service", "crm")).isEmpty());
  }

  @Test
  void allOfAGroupAreThere() throws Exception {
    List<Finding> many = findings("desk", 31);

    deliver(AlertType.FINDING_RAISED, many);
    await().untilAsserted(() -> assertThat(active("service", "desk")).hasSize(31));
    deliver(AlertType.FINDING_RETRACTED, many);
    await().untilAsserted(() -> assertThat(active("service", "desk")).isEmpty());
  }

  @Test
  void whatIsToldAgainStays() throws Exception {
    List<Finding> one = findings("shop", 1);

    deliver(AlertType.FINDING_RAISED, one);
    Sending standing = TestMessages.sending(AlertType.FINDING_RAISED, now, one);
    assertThat(channel.refresh(standing.findings(), List.of()))
        .isEqualTo(new Delivered(said("200")));

    await().untilAsserted(() -> assertThat(active("service", "shop")).containsExactly("shop-1"));
  }

  /** An end whose time is before its start would be dead at once. */
  @Test
  void itTakesTheEndOfAFindingFromAMachineWhoseClockIsAhead() throws Exception {
    Finding ahead =
        TestMessages.finding("ahead-1")
            .setService("ahead")
            .setDetectedAt(now.plusSeconds(2))
            .build();

    deliver(AlertType.FINDING_RAISED, List.of(ahead));
    deliver(AlertType.FINDING_CLOSED, List.of(ahead));
  }

  @Test
  void aTroubleIsThereUntilItsEndAndATestIsOver() throws Exception {
    deliver(AlertType.PIPELINE_TROUBLE, "trouble-lag");
    await().untilAsserted(() -> assertThat(active("name", "trouble-lag")).hasSize(1));
    deliver(AlertType.PIPELINE_RECOVERED, "trouble-lag");
    await().untilAsserted(() -> assertThat(active("name", "trouble-lag")).isEmpty());

    deliver(AlertType.TEST, "test-1");
    assertThat(active("name", "test-1")).isEmpty();
  }

  private static void deliver(AlertType type, String thread) throws InterruptedException {
    AlertMessage message = TestMessages.about(type, thread, "It lags").message();
    message.setCreatedAt(now);
    assertThat(channel.deliver(new Sending(message, List.of())))
        .isEqualTo(new Delivered(said("200")));
  }
}
