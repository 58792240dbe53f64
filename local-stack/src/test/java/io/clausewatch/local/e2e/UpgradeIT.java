package io.clausewatch.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.clausewatch.contract.AlertChange;
import io.clausewatch.contract.AlertOrigin;
import io.clausewatch.local.stack.StackOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.IsolationLevel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An installation of version 0.1.0 starts with its data. What lies in {@code upgrade-0.1.0}: the
 * data folder that {@code ./clausewatch} of that version left behind after {@code demo --events
 * 600}, some events more, and what an officer did about them; those events once more; and the
 * findings that stood then. Time goes on meanwhile: deadlines that ran then may be missed now, so
 * there may be more findings, and none less.
 */
@OwnServers
class UpgradeIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Path folder;

  @BeforeEach
  void unpack() throws Exception {
    folder = Files.createTempDirectory("clausewatch-upgrade");
    // It leads to Elasticsearch's files, which belong to a user of their own.
    folder.toFile().setExecutable(true, false);
    Process tar =
        new ProcessBuilder("tar", "xzf", fixture("data.tgz").toString(), "-C", folder.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
  }

  @AfterEach
  void clean() throws Exception {
    Folders.delete(folder);
  }

  @Test
  void anInstallationOf010StartsWithItsDataAndItsFindings() throws Exception {
    Path data = folder.resolve("data");
    try (Command command = Command.up(data)) {
      Door door = command.door();
      door.settle();
      Map<String, JsonNode> before = found(door);
      assertThat(before).containsAllEntriesOf(expected());
      whatOfficersDidIsThere(door);
      whatIsOpenIsDecidedAboutOnce(data, before);
      int conflicts = deadLetters(data);

      door.send(lines("events.ndjson"));
      door.settle();

      assertThat(found(door)).as("after retries").isEqualTo(before);
      assertThat(deadLetters(data)).as("retries that conflict").isEqualTo(conflicts);
      assertThat(door.all("/v1/trail", "eventId", "old-subjects-4")).hasSize(3);

      door.send(
          List.of(
              Story.request(
                  "new-1",
                  "loen-partner-center",
                  "member-4711",
                  "SEALED_WRITTEN_REQUEST",
                  Instant.parse("2026-11-21T00:00:00Z"))));
      door.settle();
      assertThat(door.open("member-4711", "loen-partner-center"))
          .as("what is sent now is judged")
          .contains("LPC-LE new-1");
    }
  }

  /** Each that is open is raised as one that stood, none that an officer or the engine ended. */
  private static void whatIsOpenIsDecidedAboutOnce(Path data, Map<String, JsonNode> found)
      throws Exception {
    Set<String> old = expected().keySet();
    List<String> open =
        found.entrySet().stream()
            .filter(finding -> old.contains(finding.getKey()))
            .filter(finding -> finding.getValue().path("status").asText().equals("OPEN"))
            .map(Map.Entry::getKey)
            .toList();
    assertThat(open).isNotEmpty().hasSizeLessThan(old.size());
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () ->
                assertThat(AlertDecisions.all(StackFiles.kafka(data)))
                    .as("raised as what stood")
                    .filteredOn(decision -> decision.getOrigin() == AlertOrigin.STANDING)
                    .filteredOn(decision -> decision.getChange() == AlertChange.RAISED)
                    .extracting(decision -> decision.getFinding().getFindingId())
                    .containsExactlyInAnyOrderElementsOf(open));
  }

  private static void whatOfficersDidIsThere(Door door) {
    JsonNode decided =
        door.all("/v1/findings", "clauseId", "LPC-REQUEST", "eventId", "old-request-6").getFirst();
    JsonNode whole = door.get("/v1/findings/" + decided.path("findingId").asText()).json();
    assertThat(whole.path("status").asText()).isEqualTo("RESOLVED");
    assertThat(whole.toString()).contains("Asked the legal desk", "The letter was withdrawn");
    assertThat(door.get("/v1/searches").json().path("items"))
        .extracting(search -> search.path("name").asText())
        .containsExactly("critical ones", "one member");
    assertThat(door.all("/v1/trail", "policyId", "clausewatch"))
        .as("what was recorded of it")
        .extracting(act -> act.path("operation").asText())
        .contains("UPDATE");
    JsonNode review = door.get("/v1/reviews/loen-partner-center/2026-10").json();
    JsonNode signOff = review.path("signOffs").path(0);
    assertThat(signOff.path("note").asText()).isEqualTo("Nothing unusual in October");
    assertThat(signOff.path("digest")).as("what was signed").isEqualTo(review.path("digest"));
  }

  /** What identifies each finding and says how it stands, by its id. */
  private static Map<String, JsonNode> found(Door door) {
    Map<String, JsonNode> found = new TreeMap<>();
    for (JsonNode finding : door.all("/v1/findings")) {
      found.put(finding.path("findingId").asText(), essence(finding));
    }
    return found;
  }

  private static Map<String, JsonNode> expected() throws Exception {
    Map<String, JsonNode> expected = new HashMap<>();
    for (JsonNode finding : lines("findings.ndjson")) {
      expected.put(finding.path("findingId").asText(), essence(finding));
    }
    assertThat(expected).isNotEmpty();
    return expected;
  }

  private static JsonNode essence(JsonNode finding) {
    var essence = JSON.createObjectNode();
    for (String field :
        List.of("status", "severity", "policyId", "clauseId", "eventId", "subjectRef")) {
      essence.set(field, finding.get(field));
    }
    return essence;
  }

  private static int deadLetters(Path data) throws Exception {
    List<String> keys = new ArrayList<>();
    TopicReader.readAll(
        StackFiles.kafka(data),
        IsolationLevel.READ_COMMITTED,
        List.of("clausewatch.dead-letters"),
        record -> keys.add(new String(record.key(), StandardCharsets.UTF_8)));
    return keys.size();
  }

  private static List<JsonNode> lines(String name) throws Exception {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(fixture(name))) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  private static Path fixture(String name) throws Exception {
    return StackOptions.findHome()
        .resolve("local-stack/src/test/resources/upgrade-0.1.0")
        .resolve(name);
  }
}
