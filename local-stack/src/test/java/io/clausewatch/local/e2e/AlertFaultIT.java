package io.clausewatch.local.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.local.e2e.WebhookServer.Got;
import io.clausewatch.local.stack.LocalStack;
import io.clausewatch.local.stack.StackOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand alerts by two instances of which one is killed every twenty seconds, and the broker
 * once: none is lost, hardly any comes twice, and then with the id that it had; who was told of a
 * finding is told when it is taken back.
 */
@OwnServers
class AlertFaultIT {
  private static final int FINDINGS = 10_000;
  private static final int BATCH = 250;

  /** 125 a second: there is something to send while there is killing. */
  private static final Duration BATCH_EVERY = Duration.ofSeconds(2);

  /** As many as are taken back by a consent that comes late. */
  private static final int TAKEN_BACK = 300;

  /** As many may be on their way to a receiver whose answer is not in the ledger yet. */
  private static final int UNDER_WAY = 4;

  private static final String POLICY = "loen-partner-center";
  private static final Duration KILL_EVERY = Duration.ofSeconds(20);
  private static final Duration PATIENCE = Duration.ofMinutes(6);

  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createTempDirectory("clausewatch-alerts");
  }

  @AfterEach
  void clean() throws IOException {
    Folders.delete(folder);
  }

  @Test
  void nothingIsLostAndHardlyAnythingComesTwice() throws Exception {
    StackOptions options =
        ShortLivedStack.options(folder.resolve("data"))
            .withSettle(Duration.ofSeconds(5))
            .withSettings(
                Map.of(
                    "CLAUSEWATCH_POLICIES",
                    Folders.copyPolicies(folder.resolve("policies")).toString()));
    try (WebhookServer desk = WebhookServer.start();
        LocalStack stack = LocalStack.start(options, AlertFaultIT::say)) {
      Door door =
          new Door(
              stack.url(), new Door.Tokens(stack.tokens().producer(), stack.tokens().officer()));
      Map<String, String> settings = settings(routes(desk));
      List<AppProcess> instances = new ArrayList<>();
      int kills;
      try {
        instances.add(AppProcess.alertSender(settings, folder.resolve("one.log")));
        instances.add(AppProcess.alertSender(settings, folder.resolve("two.log")));
        for (AppProcess instance : instances) {
          instance.awaitReady();
        }
        Thread sender = Thread.ofPlatform().start(() -> sendSteadily(door));
        kills = killInTurn(settings, instances, desk, door);
        sender.join();
        await("all have arrived")
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(told(desk, "finding.raised")).hasSize(FINDINGS));
        await("all that were taken back are told")
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(told(desk, "finding.retracted")).hasSize(TAKEN_BACK));
      } finally {
        instances.forEach(AppProcess::close);
      }
      check(desk, kills);
      for (String log : List.of("one.log", "two.log")) {
        assertThat(Files.readString(folder.resolve(log)))
            .doesNotContain("subject-of-alerts")
            .doesNotContain("whsec_");
      }
    }
  }

  private static void say(String line) {
    System.err.println(line);
  }

  private Path routes(WebhookServer desk) throws IOException {
    Path secret = folder.resolve("secret");
    Files.writeString(
        secret, "whsec_" + Base64.getEncoder().encodeToString("a key".getBytes(UTF_8)));
    StringBuilder receivers = new StringBuilder();
    StringBuilder names = new StringBuilder();
    // Some are one instance's, some the other's.
    for (int i = 0; i < 4; i++) {
      receivers.append(
          "  desk-%d: { webhook: { url: \"%s\", secretFile: %s } }%n"
              .formatted(i, desk.url("/desk-" + i), secret));
      names.append(i == 0 ? "" : ", ").append("desk-").append(i);
    }
    StringBuilder routes = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      routes.append("  - { match: { service: e2e-%d }, to: [desk-%d] }%n".formatted(i, i));
    }
    return Files.writeString(
        folder.resolve("alerts.yaml"), "receivers:\n" + receivers + "routes:\n" + routes);
  }

  private Map<String, String> settings(Path routes) throws IOException {
    Map<String, String> settings =
        OnEmbeddedServers.appSettings(folder.resolve("data"), folder.resolve("policies"));
    settings.put("CLAUSEWATCH_ALERTS_FILE", routes.toString());
    return settings;
  }

  private static String eventId(int number) {
    return "fault-%05d".formatted(number);
  }

  private static List<JsonNode> disclosures(int from) {
    Instant at = Instant.now().minusSeconds(3_600);
    List<JsonNode> batch = new ArrayList<>();
    for (int i = from; i < from + BATCH; i++) {
      batch.add(
          Story.message(eventId(i), POLICY, "subject-of-alerts-" + i, "direct-marketing", at)
              .put("source", "e2e-" + i % 4));
    }
    return batch;
  }

  private static void sendSteadily(Door door) {
    Instant begun = Instant.now();
    for (int from = 0; from < FINDINGS; from += BATCH) {
      Instant due = begun.plus(BATCH_EVERY.multipliedBy(from / BATCH));
      await().atMost(Duration.ofMinutes(2)).until(() -> !Instant.now().isBefore(due));
      sendOnce(door, disclosures(from));
    }
  }

  /** The door says 503 while the broker is away; what gets no answer is sent again. */
  private static void sendOnce(Door door, List<JsonNode> events) {
    String batch = events.toString();
    await()
        .atMost(Duration.ofMinutes(2))
        .ignoreException(UncheckedIOException.class)
        .until(() -> door.post("application/cloudevents-batch+json", batch).status() == 202);
  }

  /** Some of what has been told, as soon as that are so many. */
  private static void takeBack(WebhookServer desk, Door door) {
    await("some are told")
        .atMost(PATIENCE)
        .until(() -> told(desk, "finding.raised").size() >= TAKEN_BACK);
    List<String> told = List.copyOf(told(desk, "finding.raised")).subList(0, TAKEN_BACK);
    Instant before = Instant.now().minusSeconds(7_200);
    List<JsonNode> consents = new ArrayList<>();
    for (String eventId : told) {
      int number = Integer.parseInt(eventId.substring(eventId.indexOf('-') + 1));
      consents.add(
          Story.consent(
              "late-" + eventId,
              POLICY,
              "subject-of-alerts-" + number,
              "GRANTED",
              "direct-marketing",
              before));
    }
    sendOnce(door, consents);
  }

  /** Until all have arrived: one instance after the other, and in between the broker; how often. */
  private int killInTurn(
      Map<String, String> settings, List<AppProcess> instances, WebhookServer desk, Door door)
      throws IOException {
    int kills = 0;
    for (int turn = 0; turn < 8; turn++) {
      int before = told(desk, "finding.raised").size();
      if (before == FINDINGS) {
        break;
      }
      kills++;
      Instant begun = Instant.now();
      int which = turn % 2;
      instances.get(which).kill();
      instances.set(
          which,
          AppProcess.alertSender(settings, folder.resolve(which == 0 ? "one.log" : "two.log")));
      if (turn == 1) {
        takeBack(desk, door);
        killBroker();
      }
      await()
          .atMost(KILL_EVERY.plusSeconds(10))
          .until(() -> Instant.now().isAfter(begun.plus(KILL_EVERY)));
    }
    assertThat(kills).as("killed while there was something to send").isGreaterThanOrEqualTo(3);
    return kills;
  }

  /** The stack starts it again. */
  private void killBroker() throws IOException {
    List<ProcessHandle> brokers =
        Files.readAllLines(folder.resolve("data/pids")).stream()
            .map(line -> Long.parseLong(line.split(" ", 2)[0]))
            .flatMap(pid -> ProcessHandle.of(pid).stream())
            .filter(process -> process.info().commandLine().orElse("").contains("kafka.Kafka"))
            .toList();
    assertThat(brokers).hasSize(1);
    brokers.getFirst().destroyForcibly();
  }

  private static List<Got> all(WebhookServer desk) {
    List<Got> all = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      all.addAll(desk.got("/desk-" + i));
    }
    return all;
  }

  private static Set<String> told(WebhookServer desk, String type) {
    return all(desk).stream()
        .map(Got::json)
        .filter(json -> json.path("type").asText().equals(type))
        .map(json -> json.at("/data/findings/0/eventId").asText())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void check(WebhookServer desk, int kills) {
    List<Got> all = all(desk);
    Map<String, Set<String>> idsByWhat = new HashMap<>();
    for (Got got : all) {
      JsonNode json = got.json();
      assertThat(json.at("/data/count").asInt()).isEqualTo(1);
      assertThat(got.body()).doesNotContain("subject-of-alerts");
      String what = json.path("type").asText() + json.at("/data/findings/0/findingId").asText();
      idsByWhat.computeIfAbsent(what, ignored -> new TreeSet<>()).add(got.id());
    }
    assertThat(idsByWhat.values())
        .as("each has one id, however often")
        .allMatch(s -> s.size() == 1);
    int repeats = all.size() - idsByWhat.size();
    System.out.printf("%d messages, %d repeated%n", idsByWhat.size(), repeats);
    assertThat(repeats)
        .as("only what was under way when an instance was killed")
        .isLessThanOrEqualTo(kills * 4 * UNDER_WAY);
  }
}
