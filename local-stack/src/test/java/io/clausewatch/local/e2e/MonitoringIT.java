package io.clausewatch.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the dashboard, the alert rules and the handbook ask for is what the apps tell. */
@EndToEnd
class MonitoringIT {

  /** There is none in between; its own test has one. */
  private static final String WHILE_A_POLICY_IS_JUDGED_AGAIN = "clausewatch_policy_pass_share";

  private static final Pattern METRIC =
      Pattern.compile("\\b(?:clausewatch|kafka|jvm|process)_[a-z0-9_]+\\b");

  @TempDir private Path folder;

  @Test
  void everyMetricOfTheDocumentsIsThere(RunningSystem running) throws Exception {
    Door door = running.door();
    door.send(
        List.of(Story.read("metrics-1", "sony-music-kr", "somebody", "analytics", Instant.now())));
    door.settle();
    door.get("/v1/findings");
    // Something that the door refuses: some metrics are there from the first time on.
    door.post("application/cloudevents+json", "{}");

    try (WebhookServer desk = WebhookServer.start();
        AppProcess sender = running.alertSender(routes(desk), folder.resolve("alert-sender.log"))) {
      // Something to be told of.
      door.send(
          List.of(
              Story.request(
                  "metrics-2",
                  "loen-partner-center",
                  "somebody",
                  "VERBAL_REQUEST",
                  Instant.now())));
      everyMetricIsThere(running, door, sender);
    }
  }

  private Path routes(WebhookServer desk) throws IOException {
    Files.writeString(folder.resolve("secret"), "whsec_bWV0cmljcw==");
    return Files.writeString(
        folder.resolve("alerts.yaml"),
        """
        receivers:
          metrics: { webhook: { url: "%s", secretFile: "%s" } }
        routes:
          - { match: { severity: [CRITICAL] }, to: [metrics] }
        """
            .formatted(desk.url("/metrics"), folder.resolve("secret")));
  }

  private static void everyMetricIsThere(RunningSystem running, Door door, AppProcess sender)
      throws IOException {
    Path docs = Folders.home().resolve("docs");
    for (String name :
        List.of("monitoring/alerts.yml", "monitoring/grafana-dashboard.json", "operating.md")) {
      Set<String> asked = metrics(Files.readString(docs.resolve(name)));
      asked.remove(WHILE_A_POLICY_IS_JUDGED_AGAIN);
      assertThat(asked).as(name).isNotEmpty();
      // Kafka's own metrics are looked for once a minute.
      Awaitility.await(name)
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(
              () ->
                  assertThat(
                          metrics(
                              Servers.metrics(running.processor())
                                  + Servers.metrics(door.base())
                                  + Servers.metrics(sender.url())))
                      .containsAll(asked));
    }
  }

  private static Set<String> metrics(String text) {
    return METRIC
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
