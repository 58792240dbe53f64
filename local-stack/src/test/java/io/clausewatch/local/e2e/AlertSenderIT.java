package io.clausewatch.local.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.local.e2e.WebhookServer.Got;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** From the door to whoever is to be told, by the app that tells them. */
@EndToEnd
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AlertSenderIT {
  private static final String POLICY = "loen-partner-center";
  private static final byte[] KEY = "a key of the tests, 24 by".getBytes(UTF_8);
  private static final String TROUBLE_AFTER = "CLAUSEWATCH_ALERT_TROUBLE_AFTER";
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final Set<String> LEDGER =
      Stream.of("decisions", "messages", "silences", "requests", "receivers")
          .map("clausewatch.alert-%s"::formatted)
          .collect(Collectors.toUnmodifiableSet());
  private static final String ALERTS_INDEX = "/clausewatch-alerts*/_search?size=10000";

  @TempDir private Path folder;

  private Path routes(String text) throws IOException {
    Files.writeString(
        folder.resolve("secret"), "whsec_" + Base64.getEncoder().encodeToString(KEY) + "\n");
    return Files.writeString(
        folder.resolve("alerts.yaml"), text.replace("SECRET", folder.resolve("secret").toString()));
  }

  private static void disclose(Door door, String eventId) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    door.send(List.of(Story.request(eventId, POLICY, "told-member", "VERBAL_REQUEST", now)));
  }

  private static List<Got> about(WebhookServer server, String path, String eventId) {
    return server.got(path).stream()
        .filter(got -> got.json().at("/data/findings/0/eventId").asText().equals(eventId))
        .toList();
  }

  /** The first: what stood before any sender ran, no other sees. */
  @Test
  @Order(1)
  void whoIsToBeToldIsToldOnceAlsoOfTheEnd(Door door, RunningSystem running) throws Exception {
    disclose(door, "told-1");
    disclose(door, "told-2");
    await()
        .atMost(SOON)
        .until(
            () ->
                AlertDecisions.all(running.kafka()).stream()
                        .filter(d -> d.getFinding().getEventId().matches("told-[12]"))
                        .count()
                    >= 2);
    try (WebhookServer desk = WebhookServer.start()) {
      Path routes =
          routes(
              """
              receivers:
                desk: { webhook: { url: "%s", secretFile: SECRET } }
                away: { webhook: { url: "%s", secretFile: SECRET } }
              routes:
                - match: { recipientKind: [LAW_ENFORCEMENT], eventKind: disclosure }
                  to: [desk, away]
              """
                  .formatted(desk.url("/desk"), desk.url("/away")));
      desk.behave("/away", desk.hanging());
      Path log = folder.resolve("sender.log");
      AppProcess sender = running.alertSender(routes, log);
      try {
        // What stood before comes in one.
        await().atMost(SOON).until(() -> !desk.got("/desk").isEmpty());
        Got summary = desk.got("/desk").getFirst();
        assertThat(summary.json().at("/data/count").asInt()).isGreaterThanOrEqualTo(2);

        disclose(door, "told-3");
        await().atMost(SOON).until(() -> !about(desk, "/desk", "told-3").isEmpty());
        Got raised = about(desk, "/desk", "told-3").getFirst();
        assertThat(raised.type()).isEqualTo("finding.raised");
        assertThat(raised.headers().get("webhook-signature")).isEqualTo(signature(raised));
        assertThat(raised.id()).doesNotContain(".");
        assertThat(raised.body()).doesNotContain("told-member");
        JsonNode finding = raised.json().at("/data/findings/0");
        assertThat(finding.path("clauseId").asText()).isEqualTo("LPC-LE");
        assertThat(finding.path("controller").asText()).contains("Loen");
        assertThat(finding.at("/recipient/kind").asText()).isEqualTo("LAW_ENFORCEMENT");

        String id = finding.path("findingId").asText();
        whatIsKnownOfMessages(door, desk, id);

        sender.kill();
        door.settle();
        door.triage(
            door.tokens().officer(),
            "/v1/findings/" + id + "/status",
            "{'status': 'DISMISSED', 'reason': 'TEST_DATA'}");
        sender = running.alertSender(routes, log);
        await()
            .atMost(SOON)
            .until(
                () ->
                    about(desk, "/desk", "told-3").stream()
                        .anyMatch(got -> got.type().equals("finding.closed")));
        assertThat(about(desk, "/desk", "told-3")).hasSize(2);
        assertThat(desk.got("/desk").stream().filter(got -> got.id().equals(summary.id())))
            .hasSize(1);

        // A faulty file leaves the one before it in force; the next good one is.
        Files.writeString(routes, Files.readString(routes).replace("to: [desk", "to: [desc"));
        await().atMost(SOON).until(() -> Files.readString(log).contains("did you mean 'desk'"));
        disclose(door, "told-4");
        await().atMost(SOON).until(() -> !about(desk, "/desk", "told-4").isEmpty());
        Files.writeString(
            routes,
            Files.readString(routes)
                .replace("to: [desc", "to: [desk")
                .replace("/desk\"", "/other\""));
        await()
            .atMost(SOON)
            .until(() -> Files.readString(log).contains("has changed: 2 receivers"));
        disclose(door, "told-5");
        await().atMost(SOON).until(() -> !about(desk, "/other", "told-5").isEmpty());
        nothingIsGivenAway(running, desk, sender, log);
      } finally {
        sender.close();
      }
    }
  }

  /** Neither the id of whom it is about nor a secret, wherever it is kept or shown. */
  private static void nothingIsGivenAway(
      RunningSystem running, WebhookServer desk, AppProcess sender, Path log) throws Exception {
    Map<String, StringBuilder> places = new HashMap<>();
    TopicReader.readAll(
        running.kafka(),
        IsolationLevel.READ_UNCOMMITTED,
        LEDGER,
        record ->
            places
                .computeIfAbsent(record.topic(), ignored -> new StringBuilder())
                .append(text(record.key()))
                .append(text(record.value())));
    // All of them were written to, and are read as what was written.
    assertThat(places).containsOnlyKeys(LEDGER.toArray(String[]::new));
    assertThat(places.get("clausewatch.alert-messages")).contains("told-3", "LPC-LE");
    place(places, "index", running.elasticsearch("GET", ALERTS_INDEX, ""), "LPC-LE");
    place(places, "log", Files.readString(log), "receivers");
    place(places, "metrics", Servers.metrics(sender.url()), "clausewatch_alerts_attempts");
    place(
        places,
        "messages",
        Stream.of("/desk", "/other")
            .flatMap(path -> desk.got(path).stream())
            .map(Got::body)
            .collect(Collectors.joining()),
        "told-5");
    String key = Base64.getEncoder().encodeToString(KEY);
    places.forEach(
        (place, text) -> assertThat(text).as(place).doesNotContain("told-member", "whsec_", key));
  }

  private static void place(
      Map<String, StringBuilder> places, String name, String text, String contained) {
    assertThat(text).as(name).contains(contained);
    places.put(name, new StringBuilder(text));
  }

  private static String text(byte[] bytes) {
    return bytes == null ? "" : new String(bytes, ISO_8859_1);
  }

  /** Who was told, what a test says, what is dead and sent once more, what is silent. */
  private static void whatIsKnownOfMessages(Door door, WebhookServer desk, String id) {
    await()
        .atMost(SOON)
        .until(
            () ->
                door.all("/v1/alerts", "findingId", id, "receiver", "desk", "state", "DELIVERED")
                        .size()
                    == 1);
    JsonNode told = door.all("/v1/alerts", "findingId", id, "receiver", "desk").getFirst();
    assertThat(told.at("/attempts/0/answer").asText()).isEqualTo("204");
    assertThat(told.toString()).doesNotContain("told-member");
    assertThat(door.get("/v1/findings/" + id + "/alerts").json().path("total").asInt())
        .isGreaterThanOrEqualTo(1);
    assertThat(door.get("/v1/findings/no-such-finding/alerts").status()).isEqualTo(404);
    await()
        .atMost(SOON)
        .until(() -> door.get("/v1/alerts/receivers").json().path("total").asInt() == 2);

    JsonNode asked = act(door, "/v1/alerts/receivers/desk/test", "{}", 202);
    String test = asked.path("messageId").asText();
    await()
        .atMost(SOON)
        .until(() -> desk.got("/desk").stream().anyMatch(got -> got.id().equals(test)));

    desk.behave("/desk", WebhookServer.status(410));
    String dead = act(door, "/v1/alerts/receivers/desk/test", "{}", 202).path("messageId").asText();
    await()
        .atMost(SOON)
        .until(() -> door.all("/v1/alerts", "messageId", dead, "state", "DEAD").size() == 1);
    desk.behave("/desk", WebhookServer.status(204));
    act(door, "/v1/alerts/" + dead + "/resend", "{}", 202);
    await()
        .atMost(SOON)
        .until(() -> door.all("/v1/alerts", "messageId", dead, "state", "DELIVERED").size() == 1);
    assertThat(desk.got("/desk").stream().filter(got -> got.id().equals(dead))).hasSize(2);

    String silence =
        """
        {"match": {"service": ["e2e"]}, "until": "%s", "reason": "a test"}
        """
            .formatted(Instant.now().plusSeconds(600));
    String silenceId = act(door, "/v1/alerts/silences", silence, 201).path("id").asText();
    // What comes next is kept back once all have heard of the silence.
    String eventId = "silent-" + silenceId;
    disclose(door, eventId);
    await()
        .atMost(SOON)
        .until(
            () ->
                door.all("/v1/alerts", "receiver", "desk", "state", "SILENCED").stream()
                    .anyMatch(one -> one.path("keptBackBy").asText().contains("a test")));
    assertThat(about(desk, "/desk", eventId)).isEmpty();
    assertThat(
            door.exchange(
                    door.request("/v1/alerts/silences/" + silenceId, door.tokens().officer())
                        .DELETE())
                .status())
        .isEqualTo(204);
    await().atMost(SOON).until(() -> !about(desk, "/desk", eventId).isEmpty());
  }

  private static JsonNode act(Door door, String path, String body, int status) {
    Door.Answer answer =
        door.exchange(
            door.request(path, door.tokens().officer())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    return answer.json();
  }

  /** The types of the messages that say so, in the order in which they came. */
  private static List<String> told(WebhookServer server, String words) {
    return server.got("/watch").stream()
        .filter(got -> got.json().at("/data/about").asText().contains(words))
        .map(Got::type)
        .toList();
  }

  /** A receiver whose secret lies beside the file, and what it is told of. */
  private Path watch(WebhookServer server, String text) throws IOException {
    return routes(
        """
        receivers:
          watch: { webhook: { url: "%s", secretFile: secret } }
        %s
        """
            .formatted(server.url("/watch"), text));
  }

  @Test
  void whoHearsNothingOfAServiceIsToldAlsoWhenItIsBack(Door door, RunningSystem running)
      throws Exception {
    String service = "pulse";
    try (WebhookServer ops = WebhookServer.start();
        AppProcess sender =
            running.alertSender(
                watch(
                    ops,
                    "heartbeats: [{ service: %s, atLeastEvery: PT1M, to: [watch] }]"
                        .formatted(service)),
                Map.of(TROUBLE_AFTER, "PT1S"),
                folder.resolve("sender.log"))) {
      await(sender.url() + " says that it is silent")
          .atMost(SOON)
          .until(() -> told(ops, service).equals(List.of("service.silent")));
      door.send(
          List.of(
              Story.read("pulse-1", POLICY, "pulse-member", "promotions", Instant.now())
                  .put("source", service)));
      await("it is back")
          .atMost(SOON)
          .until(() -> told(ops, service).equals(List.of("service.silent", "service.back")));
      assertThat(ops.got("/watch").toString()).doesNotContain("pulse-member");
    }
  }

  @Test
  void whoWatchesIsToldOfAnIndexThatIsAwayAlsoWhenItIsBack(RunningSystem running) throws Exception {
    String words = "Elasticsearch does not answer";
    try (WebhookServer ops = WebhookServer.start();
        Gate gate = Gate.to(running.elasticsearch());
        AppProcess sender =
            running.alertSender(
                watch(ops, "pipeline: { to: [watch] }"),
                Map.of(
                    TROUBLE_AFTER, "PT1S", "CLAUSEWATCH_ELASTICSEARCH_URL", gate.url().toString()),
                folder.resolve("sender.log"))) {
      gate.shut();
      await(sender.url() + " says that the index is away")
          .atMost(SOON)
          .until(() -> told(ops, words).equals(List.of("pipeline.trouble")));
      gate.open();
      await("it is back")
          .atMost(SOON)
          .until(() -> told(ops, words).equals(List.of("pipeline.trouble", "pipeline.recovered")));
    }
  }

  /** What lay there before the sender first looked is no news, so that another may have to come. */
  @Test
  void whoWatchesIsToldOfRecordsThatCouldNotBeProcessed(RunningSystem running) throws Exception {
    try (WebhookServer ops = WebhookServer.start();
        AppProcess sender =
            running.alertSender(
                watch(ops, "pipeline: { to: [watch] }"),
                Map.of(TROUBLE_AFTER, "PT1S"),
                folder.resolve("sender.log"));
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                running.kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
      byte[] nonsense = "no event of trouble-member".getBytes(UTF_8);
      await(sender.url() + " says that a record is dead")
          .atMost(SOON)
          .pollInterval(Duration.ofSeconds(1))
          .until(
              () -> {
                producer.send(new ProducerRecord<>("clausewatch.events.access", nonsense)).get();
                return told(ops, "could not be processed").equals(List.of("pipeline.trouble"));
              });
      assertThat(ops.got("/watch").toString()).doesNotContain("trouble-member");
    }
  }

  private static String signature(Got got) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
    String signed = got.id() + "." + got.headers().get("webhook-timestamp") + "." + got.body();
    return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
  }
}
