package io.clausewatch.local.demo;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.contract.CloudEvents;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.EventChecks;
import io.clausewatch.facts.SharedFacts;
import io.clausewatch.facts.SubjectFacts;
import io.clausewatch.judge.Judge;
import io.clausewatch.judge.Judgement;
import io.clausewatch.local.demo.DemoScript.Journey;
import io.clausewatch.local.demo.DemoScript.Scenario;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.policy.PolicyException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrafficGeneratorTest {

  private static final Instant NOW = Instant.parse("2026-11-24T09:30:00Z");
  private static final DemoScript SCRIPT = DemoScript.load();

  private static PolicyCatalog catalog;

  @BeforeAll
  static void loadPolicies() throws PolicyException {
    catalog = PolicyCatalog.load(Path.of("..", "policies"));
  }

  @Test
  void theSameSeedMakesTheSameDayAndAnotherSeedAnother() {
    assertThat(day(1, 2_000)).isEqualTo(day(1, 2_000)).isNotEqualTo(day(2, 2_000));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 100, 5_000})
  void hasExactlyAsManyEventsAsAskedFor(int events) {
    assertThat(day(3, events)).hasSize(events);
  }

  @Test
  void spreadsOverTheLastTwentyFourHoursInOrder() {
    List<Instant> times = day(1, 5_000).stream().map(DemoEvent::occurredAt).toList();

    assertThat(times).isSorted();
    assertThat(times.getFirst())
        .isBetween(NOW.minus(Duration.ofHours(24)), NOW.minus(Duration.ofHours(23)));
    assertThat(times.getLast()).isBetween(NOW.minus(Duration.ofHours(1)), NOW);
  }

  @Test
  void oneToTwoInAHundredEventsAreUnlawfulInManyWays() {
    List<DemoEvent> day = day(1, 5_000);
    List<DemoEvent> unlawful = day.stream().filter(event -> !event.breaks().isEmpty()).toList();

    assertThat(unlawful.size()).isBetween(50, 100);
    assertThat(unlawful.stream().map(DemoEvent::breaks).collect(toSet()))
        .as("the default day holds every mistake")
        .isEqualTo(
            SCRIPT.scenarios().stream()
                .flatMap(scenario -> scenario.mistakes().stream())
                .flatMap(mistake -> mistake.steps().stream())
                .map(DemoScript.Step::breaks)
                .filter(breaks -> !breaks.isEmpty())
                .collect(toSet()));
  }

  @Test
  void everyPolicyHasItsShare() {
    Map<String, List<DemoEvent>> byPolicy =
        day(1, 5_000).stream().collect(groupingBy(DemoEvent::policyId));

    assertThat(byPolicy)
        .hasSize(5)
        .allSatisfy((policy, events) -> assertThat(events).hasSizeBetween(700, 1_400));
  }

  @Test
  void noIdIsSharedByTwoRuns() {
    Set<String> first = ids(TrafficGenerator.day(SCRIPT.scenarios(), 1, "aaa", NOW, 2_000));
    Set<String> second = ids(TrafficGenerator.day(SCRIPT.scenarios(), 1, "bbb", NOW, 2_000));

    assertThat(first).hasSizeGreaterThan(2_000).doesNotContainAnyElementsOf(second);
  }

  @Test
  void everyEventKeepsTheContract() {
    for (DemoEvent event : withStory(day(1, 5_000))) {
      CloudEvents.Reading reading = read(event);
      assertThat(reading.faults()).as(event.cloudEvent()).isEmpty();
      assertThat(EventChecks.check(reading.event(), NOW)).isEmpty();
    }
  }

  /**
   * The judge itself, given all that is known of each subject, finds what the script says and
   * nothing else.
   */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void everyEventBreaksExactlyTheClausesThatTheScriptNames(long seed) {
    Judge judge = new Judge(catalog.vocabulary());
    Map<Event, Set<String>> expected = new HashMap<>();
    for (DemoEvent event : day(seed, 5_000)) {
      expected.put(read(event).event(), event.breaks());
    }
    Map<String, List<Event>> bySubject = new HashMap<>();
    for (Event event : expected.keySet()) {
      for (String subject : event.subjectIds()) {
        bySubject
            .computeIfAbsent(event.policyId() + "|" + subject, s -> new ArrayList<>())
            .add(event);
      }
    }

    expected.forEach(
        (event, breaks) -> {
          Policy policy = catalog.policy(event.policyId()).orElseThrow();
          List<String> subjects = event.subjectIds().isEmpty() ? List.of("") : event.subjectIds();
          for (String subject : subjects) {
            SubjectFacts facts =
                SubjectFacts.of(
                    policy.membershipEndWithdrawsConsent(),
                    bySubject.getOrDefault(event.policyId() + "|" + subject, List.of()));
            Judgement judgement = judge.judge(policy, event, facts, new SharedFacts());
            assertThat(judgement.violations().stream().map(v -> v.clause().id()).collect(toSet()))
                .as("%s", event.record())
                .isEqualTo(breaks);
            assertThat(judgement.gaps()).as("%s", event.record()).isEmpty();
          }
        });
  }

  @Test
  void theStoryBreaksOneClauseUnderTwoPoliciesAndNoneUnderThree() {
    Judge judge = new Judge(catalog.vocabulary());
    Map<String, Set<String>> verdicts =
        story().stream()
            .map(event -> read(event).event())
            .collect(
                toMap(
                    Event::policyId,
                    event ->
                        judge
                            .judge(
                                catalog.policy(event.policyId()).orElseThrow(),
                                event,
                                SubjectFacts.of(false, List.of()),
                                new SharedFacts())
                            .violations()
                            .stream()
                            .map(v -> v.clause().severity() + " " + v.clause().id())
                            .collect(toSet())));

    assertThat(verdicts)
        .containsOnly(
            Map.entry("loen-partner-center", Set.of("CRITICAL LPC-LE")),
            Map.entry("sony-music-us", Set.of("CRITICAL SMU-LEGAL")),
            Map.entry("sony-music-kr", Set.of()),
            Map.entry("sony-electronics-sg", Set.of()),
            Map.entry("kakao-ticket-partner", Set.of()));
  }

  @Test
  void theScriptIsSound() {
    for (Scenario scenario : SCRIPT.scenarios()) {
      assertThat(scenario.journeys())
          .as("%s: a journey of one step, to fill a day up", scenario.policyId())
          .anyMatch(journey -> journey.steps().size() == 1);
      assertThat(scenario.journeys()).allMatch(journey -> journey.unlawful() == 0);
      assertThat(scenario.mistakes()).allMatch(mistake -> mistake.unlawful() > 0);
      List<Journey> all = new ArrayList<>(scenario.journeys());
      all.addAll(scenario.mistakes());
      assertThat(all).extracting(Journey::name).doesNotHaveDuplicates();
      assertThat(all)
          .as("%s: shorter than a day", scenario.policyId())
          .allMatch(
              journey ->
                  journey.steps().stream().mapToLong(s -> s.longest().toMinutes()).sum() < 24 * 60);
    }
  }

  private static CloudEvents.Reading read(DemoEvent event) {
    return CloudEvents.read(json(event), NOW);
  }

  private static JsonNode json(DemoEvent event) {
    try {
      return CloudEvents.mapper().readTree(event.cloudEvent());
    } catch (JsonProcessingException e) {
      throw new AssertionError(event.cloudEvent(), e);
    }
  }

  private static List<DemoEvent> day(long seed, int events) {
    return TrafficGenerator.day(SCRIPT.scenarios(), seed, "t3st", NOW, events);
  }

  private static List<DemoEvent> story() {
    ScriptPlayer player = new ScriptPlayer(new Random(0), "t3sts");
    return SCRIPT.scenarios().stream()
        .map(scenario -> player.play(scenario.policyId(), SCRIPT.story().step(), NOW))
        .toList();
  }

  private static List<DemoEvent> withStory(List<DemoEvent> day) {
    List<DemoEvent> all = new ArrayList<>(story());
    all.addAll(day);
    return all;
  }

  /** Every eventId, subject id and request id. */
  private static Set<String> ids(List<DemoEvent> events) {
    Set<String> ids = new TreeSet<>();
    for (DemoEvent event : events) {
      JsonNode data = json(event).path("data");
      Set<String> found = new HashSet<>(Set.of(event.id()));
      data.path("subjectIds").forEach(id -> found.add(id.asText()));
      found.add(data.path("subjectId").asText(event.id()));
      found.add(data.path("requestId").asText(event.id()));
      ids.addAll(found);
    }
    return ids;
  }
}
