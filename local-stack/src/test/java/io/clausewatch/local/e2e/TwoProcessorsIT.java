package io.clausewatch.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.local.stack.LocalStack;
import io.clausewatch.local.stack.StackException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.IsolationLevel;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Two stream processors, real processes, on one group: the partitions are shared, what the one that
 * stops knew and waited for moves to the other, and nothing is judged twice or missed.
 */
@OwnServers
class TwoProcessorsIT {

  private static final String GROUP = "clausewatch-stream-processor";
  private static final String POLICY = "loen-partner-center";
  private static final int SUBJECTS = 60;

  /** The policy's own time to answer a request. */
  private static final Duration TO_ANSWER = Duration.ofDays(5);

  /** Long enough for both moves; the clocks must not run out before them. */
  private static final Duration UNTIL_DUE = Duration.ofSeconds(100);

  private Path folder;

  @BeforeEach
  void makeFolder() throws Exception {
    folder = Files.createTempDirectory("clausewatch-two");
  }

  @AfterEach
  void deleteFolder() throws Exception {
    Folders.delete(folder);
  }

  @Test
  void whatOneKnewMovesToTheOtherAndNothingIsJudgedTwiceOrMissed() throws Exception {
    try (LocalStack stack = start();
        Admin admin = Admin.create(StackFiles.kafka(folder.resolve("data")))) {
      Door door =
          new Door(
              stack.url(), new Door.Tokens(stack.tokens().producer(), stack.tokens().officer()));
      Instant due = Instant.now().plus(UNTIL_DUE).truncatedTo(ChronoUnit.MILLIS);

      // One alone: every second subject consents, and everybody asks for something.
      List<JsonNode> first = new ArrayList<>();
      each(
          i -> {
            if (consents(i)) {
              first.add(consent(i, due));
            }
            first.add(request(i, due.minus(TO_ANSWER)));
          });
      door.send(first);
      // A message that overtakes its consent would rightly be judged a second time.
      door.settle();
      door.send(messages("alone"));
      door.settle();
      assertThat(sharesOf(admin)).hasSize(1);

      try (AppProcess second = secondProcessor()) {
        second.awaitReady();
        Awaitility.await("both have partitions")
            .atMost(Duration.ofMinutes(1))
            .until(() -> bothHaveShares(admin));
        door.send(messages("both"));
        door.settle();
      }
      Awaitility.await("one has them all again")
          .atMost(Duration.ofMinutes(1))
          .until(() -> sharesOf(admin).size() == 1);
      door.send(messages("again"));

      try (AppProcess third = secondProcessor()) {
        third.awaitReady();
        Awaitility.await("both have partitions once more")
            .atMost(Duration.ofMinutes(1))
            .until(() -> bothHaveShares(admin));
        assertThat(Instant.now()).as("the moves came before the clocks ran out").isBefore(due);
        third.kill();
      }
      door.send(messages("after-kill"));
      Awaitility.await("every clock has run out")
          .atMost(Duration.ofMinutes(3))
          .until(() -> clauses(door, "LPC-REQUEST").size() == SUBJECTS);
      door.settle();

      assertThat(clauses(door, "LPC-REQUEST")).isEqualTo(events("request", i -> true));
      for (String round : List.of("alone", "both", "again", "after-kill")) {
        assertThat(clauses(door, "LPC-ADS", round))
            .as(round)
            .isEqualTo(events(round, i -> !consents(i)));
      }
      assertThat(
              door.all("/v1/trail", "service", "e2e").stream()
                  .map(entry -> entry.path("eventId").asText()))
          .doesNotHaveDuplicates()
          .hasSize(first.size() + 4 * SUBJECTS);
      // Judged once each: no finding was ever written a second time.
      List<String> written = findingsWritten(StackFiles.kafka(folder.resolve("data")));
      assertThat(written).doesNotHaveDuplicates().hasSize(door.all("/v1/findings").size());
    }
  }

  private LocalStack start() throws StackException {
    return LocalStack.start(
        ShortLivedStack.options(folder.resolve("data")).withSettle(Duration.ofSeconds(1)),
        System.err::println);
  }

  private static void each(IntConsumer action) {
    IntStream.range(0, SUBJECTS).forEach(action);
  }

  private static boolean consents(int i) {
    return i % 2 == 0;
  }

  private static JsonNode consent(int i, Instant at) {
    return Story.consent(
        "consent-" + i, POLICY, "two-" + i, "GRANTED", "direct-marketing", at.minus(TO_ANSWER));
  }

  private static JsonNode request(int i, Instant at) {
    return Story.event(
        "request",
        "request-" + i,
        POLICY,
        at,
        "{'subjectId': 'two-%d', 'requestId': 'r-%d', 'right': 'DELETION', 'stage': 'RECEIVED'}"
            .formatted(i, i));
  }

  private static List<JsonNode> messages(String round) {
    List<JsonNode> messages = new ArrayList<>();
    each(
        i ->
            messages.add(
                Story.message(
                    round + "-" + i, POLICY, "two-" + i, "direct-marketing", Instant.now())));
    return messages;
  }

  private static List<String> events(String prefix, IntPredicate of) {
    return IntStream.range(0, SUBJECTS)
        .filter(of)
        .mapToObj(i -> prefix + "-" + i)
        .sorted()
        .toList();
  }

  private static List<String> clauses(Door door, String clauseId) {
    return door.all("/v1/findings", "clauseId", clauseId, "status", "OPEN").stream()
        .map(finding -> finding.path("eventId").asText())
        .sorted()
        .toList();
  }

  private static List<String> clauses(Door door, String clauseId, String round) {
    return clauses(door, clauseId).stream().filter(id -> id.startsWith(round + "-")).toList();
  }

  /** A member that has just joined has none until another has given them up. */
  private static boolean bothHaveShares(Admin admin) throws Exception {
    List<Integer> shares = sharesOf(admin);
    return shares.size() == 2 && shares.stream().allMatch(partitions -> partitions > 0);
  }

  /** How many partitions each member of the group has. */
  private static List<Integer> sharesOf(Admin admin) throws Exception {
    return admin
        .describeConsumerGroups(List.of(GROUP))
        .describedGroups()
        .get(GROUP)
        .get()
        .members()
        .stream()
        .map(MemberDescription::assignment)
        .map(assignment -> assignment.topicPartitions().size())
        .toList();
  }

  private AppProcess secondProcessor() throws Exception {
    Map<String, String> settings =
        OnEmbeddedServers.appSettings(folder.resolve("data"), Folders.home().resolve("policies"));
    settings.put("CLAUSEWATCH_SETTLE", "PT1S");
    settings.put("CLAUSEWATCH_STATE_DIR", folder.resolve("second-state").toString());
    return AppProcess.streamProcessor(settings, folder.resolve("second.log"));
  }

  /** The key of every committed record of the findings topic. */
  private static List<String> findingsWritten(Map<String, Object> kafka) {
    List<String> keys = new ArrayList<>();
    TopicReader.readAll(
        kafka,
        IsolationLevel.READ_COMMITTED,
        List.of("clausewatch.findings"),
        record -> keys.add(new String(record.key(), StandardCharsets.UTF_8)));
    return keys;
  }
}
