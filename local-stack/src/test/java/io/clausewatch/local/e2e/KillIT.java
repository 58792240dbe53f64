package io.clausewatch.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The whole process group is killed in the middle of 20,000 events; nothing accepted is lost and
 * nothing is there twice.
 */
@OwnServers
class KillIT {

  private static final int EVENTS = 20_000;
  private static final int BATCH = 500;
  private static final int KILL_AFTER = 8_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private Path data;

  @BeforeEach
  void folder() throws Exception {
    data = Files.createTempDirectory("clausewatch-kill");
  }

  @AfterEach
  void clean() throws Exception {
    Folders.delete(data);
  }

  @Test
  void whatWasAcceptedSurvivesKill9Once() throws Exception {
    Set<String> accepted = new ConcurrentSkipListSet<>();
    try (Command first = Command.up(data.resolve("stack"))) {
      Door door = first.door();
      Thread sender = Thread.ofPlatform().start(() -> sendUntilKilled(door, accepted));
      Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> accepted.size() >= KILL_AFTER);
      first.killGroup();
      sender.join();
    }
    assertThat(accepted).hasSizeLessThan(EVENTS);

    try (Command second = Command.up(data.resolve("stack"))) {
      Door door = second.door();
      sendRest(door, accepted);
      door.settle();

      List<JsonNode> trail = door.all("/v1/trail", "policyId", "sony-music-kr");
      List<String> ids = trail.stream().map(entry -> entry.path("eventId").asText()).toList();
      Set<String> once = new TreeSet<>(ids);
      assertThat(ids).hasSize(once.size());
      assertThat(once).containsAll(accepted).hasSize(EVENTS);
      // Every fourth event has a purpose that the policy doesn't declare.
      Set<String> found =
          door.all("/v1/findings", "policyId", "sony-music-kr", "status", "OPEN").stream()
              .map(finding -> finding.path("eventId").asText())
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(found).hasSize(EVENTS / 4);
      second.terminate();
    }
  }

  private static void sendUntilKilled(Door door, Set<String> accepted) {
    for (int from = 0; from < EVENTS; from += BATCH) {
      List<JsonNode> batch = events(from);
      try {
        Door.Answer answer =
            door.post("application/cloudevents-batch+json", JSON.valueToTree(batch).toString());
        if (answer.status() != 202) {
          return;
        }
      } catch (UncheckedIOException e) {
        return; // killed: nothing of this batch was acknowledged
      }
      batch.forEach(event -> accepted.add(event.path("id").asText()));
    }
  }

  private static void sendRest(Door door, Set<String> accepted) {
    List<JsonNode> rest = new ArrayList<>();
    for (int from = 0; from < EVENTS; from += BATCH) {
      for (JsonNode event : events(from)) {
        if (!accepted.contains(event.path("id").asText())) {
          rest.add(event);
        }
      }
    }
    door.send(rest);
  }

  private static List<JsonNode> events(int from) {
    Instant at = Instant.parse("2026-01-01T00:00:00Z");
    List<JsonNode> batch = new ArrayList<>();
    for (int i = from; i < from + BATCH; i++) {
      String purpose = i % 4 == 0 ? "recruitment" : "analytics";
      batch.add(
          Story.read(
              "kill-%05d".formatted(i),
              "sony-music-kr",
              "person-" + i % 700,
              purpose,
              at.plusSeconds(i)));
    }
    return batch;
  }
}
