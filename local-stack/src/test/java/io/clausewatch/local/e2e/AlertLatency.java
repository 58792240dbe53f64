package io.clausewatch.local.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.local.e2e.WebhookServer.Got;
import io.clausewatch.local.stack.LocalStack;
import io.clausewatch.local.stack.StackOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How long it takes from when an event is accepted over HTTP until the webhook is called, without
 * settling, at 100 events a second for a minute: a benchmark, run by hand. One event in ten is
 * unlawful, and each of these is told of alone.
 */
final class AlertLatency {
  private static final int EVENTS_PER_SECOND = 100;
  private static final int ONE_IN = 10;
  private static final Duration WARM_UP = Duration.ofSeconds(30);
  private static final Duration MEASURED = Duration.ofSeconds(60);

  private AlertLatency() {}

  /** Starts a stack, sends, and prints the percentiles. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("clausewatch-latency");
    try (WebhookServer desk = WebhookServer.start()) {
      Path secret = Files.writeString(folder.resolve("secret"), "whsec_bGF0ZW5jeQ==");
      Path routes =
          Files.writeString(
              folder.resolve("alerts.yaml"),
              """
              receivers:
                desk: { webhook: { url: "%s", secretFile: "%s" } }
              routes:
                - { to: [desk] }
              """
                  .formatted(desk.url("/desk"), secret));
      StackOptions options =
          StackOptions.defaults(Folders.home())
              .withData(folder.resolve("data"))
              .withPort(0)
              .withSettings(
                  Map.of(
                      "CLAUSEWATCH_ALERT_SETTLE",
                      "PT0S",
                      StackOptions.ALERTS_FILE,
                      routes.toString()));
      LocalStack stack = LocalStack.start(options, AlertLatency::say);
      try {
        Door door =
            new Door(
                stack.url(), new Door.Tokens(stack.tokens().producer(), stack.tokens().officer()));
        measure(door, desk);
      } finally {
        stack.close();
      }
    } finally {
      Folders.delete(folder);
    }
  }

  private static void say(String line) {
    System.err.println(line);
  }

  private static void measure(Door door, WebhookServer desk) throws InterruptedException {
    Map<String, Instant> accepted = new ConcurrentHashMap<>();
    AtomicInteger number = new AtomicInteger();
    int total = (int) WARM_UP.plus(MEASURED).toSeconds() * EVENTS_PER_SECOND;
    try (ScheduledExecutorService senders = Executors.newScheduledThreadPool(8)) {
      var unused =
          senders.scheduleAtFixedRate(
              () -> {
                int mine = number.getAndIncrement();
                if (mine < total) {
                  senders.execute(() -> send(door, mine, accepted));
                }
              },
              0,
              1_000_000 / EVENTS_PER_SECOND,
              TimeUnit.MICROSECONDS);
      while (accepted.size() < total) {
        TimeUnit.MILLISECONDS.sleep(200);
      }
    }
    door.settle();
    TimeUnit.SECONDS.sleep(5);
    print(accepted, desk);
  }

  private static void send(Door door, int number, Map<String, Instant> accepted) {
    String id = "latency-%06d".formatted(number);
    String purpose = number % ONE_IN == 0 ? "recruitment" : "analytics";
    JsonNode event =
        Story.read(id, "sony-music-kr", "person-" + number % 1_000, purpose, Instant.now());
    door.post("application/cloudevents+json", event.toString());
    accepted.put(id, Instant.now());
  }

  private static void print(Map<String, Instant> accepted, WebhookServer desk) {
    Map<String, Instant> told = new HashMap<>();
    for (Got got : desk.got("/desk")) {
      for (JsonNode finding : got.json().at("/data/findings")) {
        told.merge(finding.path("eventId").asText(), got.at(), (a, b) -> a.isBefore(b) ? a : b);
      }
    }
    List<Long> millis = new ArrayList<>();
    int first = (int) WARM_UP.toSeconds() * EVENTS_PER_SECOND;
    int missing = 0;
    for (Map.Entry<String, Instant> one : accepted.entrySet()) {
      int number = Integer.parseInt(one.getKey().substring("latency-".length()));
      if (number < first || number % ONE_IN != 0) {
        continue;
      }
      Instant at = told.get(one.getKey());
      if (at == null) {
        missing++;
      } else {
        millis.add(Duration.between(one.getValue(), at).toMillis());
      }
    }
    millis.sort(null);
    System.out.printf(
        Locale.ROOT,
        "%d alerts, %d missing; from accepted to told, ms: p50 %d, p90 %d, p99 %d, longest %d%n",
        millis.size(),
        missing,
        percentile(millis, 50),
        percentile(millis, 90),
        percentile(millis, 99),
        millis.getLast());
  }

  private static long percentile(List<Long> sorted, int percent) {
    return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100));
  }
}
