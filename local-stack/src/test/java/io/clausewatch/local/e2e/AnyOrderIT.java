package io.clausewatch.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.contract.AvroJson;
import io.clausewatch.contract.CloudEvents;
import io.clausewatch.contract.Event;
import io.clausewatch.facts.SharedFacts;
import io.clausewatch.facts.SubjectFacts;
import io.clausewatch.judge.ContextScope;
import io.clausewatch.judge.Judge;
import io.clausewatch.judge.Violation;
import io.clausewatch.local.stack.LocalStack;
import io.clausewatch.local.stack.StackException;
import io.clausewatch.local.stack.StackOptions;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.scenario.PolicyScenarios;
import io.clausewatch.scenario.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * The events of every scenario of every policy, several thousand, are sent over HTTP into two fresh
 * systems in two orders. Each must end with exactly the findings that the pure judge makes of all
 * of them at once.
 */
@OwnServers
class AnyOrderIT {

  private static final Duration SETTLE = Duration.ofSeconds(2);

  // Fixed, so that the expectation doesn't move while the systems run; nothing in the stories lies
  // between.
  private final Instant now = Instant.now();

  @Test
  void twoOrdersEndAlike() throws Exception {
    Path policies = StackOptions.findHome().resolve("policies");
    List<JsonNode> sent = new ArrayList<>();
    Map<String, List<Event>> byPolicy = new TreeMap<>();
    PolicyCatalog catalog = PolicyCatalog.load(policies);
    for (PolicyScenarios all : PolicyScenarios.load(policies)) {
      if (catalog.policy(all.policyId()).orElseThrow().ownActs()) {
        continue; // nobody can send those
      }
      int number = 0;
      for (Scenario scenario : all.scenarios()) {
        number++;
        if (scenario.events().stream().allMatch(event -> event.occurredAt().isBefore(now))) {
          for (Event event : scenario.events()) {
            JsonNode story = ownStory(event, all.policyId() + "-" + number + "-");
            sent.add(story);
            byPolicy
                .computeIfAbsent(all.policyId(), id -> new ArrayList<>())
                .add(CloudEvents.read(story, now).event());
          }
        }
      }
    }
    List<String> expected = judgedAtOnce(catalog, byPolicy);
    assertThat(sent).hasSizeGreaterThan(1_000);

    assertThat(found(sent.reversed())).as("reversed").isEqualTo(expected);
    Collections.shuffle(sent, new Random(17));
    assertThat(found(sent)).as("shuffled").isEqualTo(expected);
  }

  /** The event as it is sent, with ids of its own: subjects of other scenarios are other people. */
  static JsonNode ownStory(Event event, String prefix) {
    ObjectNode data = AvroJson.toJson(event.record());
    for (String name : List.of("eventId", "occurredAt", "policyId", "service")) {
      data.remove(name);
    }
    if (data.get("subjectIds") instanceof ArrayNode subjects) {
      ArrayNode own = data.putArray("subjectIds");
      subjects.forEach(subject -> own.add(prefix + subject.asText()));
    }
    if (data.has("subjectId")) {
      data.put("subjectId", prefix + data.path("subjectId").asText());
    }
    ObjectNode story =
        Story.event(
            event.kind().id(),
            prefix + event.eventId(),
            event.policyId(),
            event.occurredAt(),
            "{}");
    story.set("data", data);
    return story;
  }

  private List<String> judgedAtOnce(PolicyCatalog catalog, Map<String, List<Event>> byPolicy) {
    Judge judge = new Judge(catalog.vocabulary());
    List<String> findings = new ArrayList<>();
    byPolicy.forEach(
        (policyId, events) -> {
          Policy policy = catalog.policy(policyId).orElseThrow();
          SharedFacts shared = SharedFacts.of(events);
          Map<String, List<Event>> bySubject = new TreeMap<>();
          for (Event event : events) {
            subjects(event)
                .forEach(
                    subject ->
                        bySubject.computeIfAbsent(subject, s -> new ArrayList<>()).add(event));
          }
          bySubject.forEach(
              (subject, own) -> {
                SubjectFacts facts =
                    SubjectFacts.of(policy.membershipEndWithdrawsConsent(), context(subject, own));
                for (Event event : own) {
                  for (Violation violation :
                      judge.judge(policy, event, facts, shared).at(now).violations()) {
                    findings.add(violation.clause().id() + " " + event.eventId());
                  }
                }
              });
        });
    Collections.sort(findings);
    return findings;
  }

  private static Stream<String> subjects(Event event) {
    return event.subjectIds().isEmpty() ? Stream.of("") : event.subjectIds().stream();
  }

  private static Collection<Event> context(String subject, List<Event> events) {
    return subject.isEmpty()
        ? List.of()
        : events.stream().filter(event -> ContextScope.of(event) != ContextScope.NONE).toList();
  }

  /** The open findings of a fresh system, as {@code clauseId eventId}, one for each subject. */
  private List<String> found(List<JsonNode> events) throws Exception {
    Path data = Files.createTempDirectory("clausewatch-order");
    try (LocalStack stack = start(data)) {
      Door door =
          new Door(
              stack.url(), new Door.Tokens(stack.tokens().producer(), stack.tokens().officer()));
      door.send(events);
      door.settle();
      // The clocks that have run out are looked at once they are settled.
      Awaitility.await("every deadline that is due has been looked at")
          .atMost(Duration.ofMinutes(1))
          .until(
              () -> {
                door.settle();
                return door.get("/v1/deadlines?limit=1&to=" + now).json().path("total").asInt(-1)
                    == 0;
              });
      return door.all("/v1/findings", "status", "OPEN").stream()
          .map(
              finding -> finding.path("clauseId").asText() + " " + finding.path("eventId").asText())
          .sorted()
          .toList();
    } finally {
      Folders.delete(data);
    }
  }

  private static LocalStack start(Path data) throws StackException {
    return LocalStack.start(
        ShortLivedStack.options(data.resolve("stack")).withSettle(SETTLE), System.err::println);
  }
}
