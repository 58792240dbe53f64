package io.clausewatch.indexing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.FindingStatus;
import io.clausewatch.contract.Triage;
import io.clausewatch.contract.TriageStatus;
import io.clausewatch.platform.elasticsearch.FindingStory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What stands in the document is a function of what was told, in whatever order. */
class FindingStoryTest {
  private static final Instant START = Instant.parse("2026-11-24T09:00:00Z");

  @Provide
  Arbitrary<List<Object>> histories() {
    Arbitrary<List<Finding>> revisions =
        Arbitraries.of(FindingStatus.OPEN, FindingStatus.RETRACTED)
            .list()
            .ofMaxSize(5)
            .map(FindingStoryTest::revisions);
    Arbitrary<Triage> act =
        Combinators.combine(
                Arbitraries.integers().between(1, 12),
                Arbitraries.of(TriageStatus.values()).injectNull(0.3),
                Arbitraries.of("", "kim", "lee").injectNull(0.4),
                Arbitraries.integers().between(1, 9),
                Arbitraries.integers().between(1, 5),
                Arbitraries.integers().between(0, 3))
            .as(
                (id, status, assignee, basedOn, revision, seconds) -> {
                  Triage triage = Samples.triage("f1", "a" + id, status);
                  triage.setAssignee(assignee);
                  triage.setBasedOn(basedOn);
                  triage.setRevision(revision);
                  triage.setAt(START.plusMillis(seconds * 500L));
                  return triage;
                });
    return Combinators.combine(revisions, act.list().ofMaxSize(8))
        .as(
            (findings, acts) -> {
              List<Object> all = new ArrayList<>(findings);
              all.addAll(acts);
              return all;
            });
  }

  /** As the engine makes them: raised in the first, and wherever it was retracted before. */
  private static List<Finding> revisions(List<FindingStatus> statuses) {
    List<Finding> revisions = new ArrayList<>();
    int raisedIn = 1;
    for (int i = 0; i < statuses.size(); i++) {
      boolean raised =
          i > 0
              && statuses.get(i) == FindingStatus.OPEN
              && statuses.get(i - 1) == FindingStatus.RETRACTED;
      raisedIn = raised ? i + 1 : raisedIn;
      revisions.add(revision(i + 1, statuses.get(i), raisedIn));
    }
    return revisions;
  }

  private static Finding revision(int number, FindingStatus status, int raisedIn) {
    Finding finding = Samples.finding("f1", number);
    finding.setStatus(status);
    finding.setRaisedIn(raisedIn);
    finding.setRevisedAt(START.plusSeconds(number));
    finding.setExplanation("as of revision " + number);
    return finding;
  }

  private static ObjectNode told(Iterable<?> history) {
    Optional<ObjectNode> story = Optional.empty();
    for (Object each : history) {
      story = Optional.of(told(story, each));
    }
    return story.orElseThrow();
  }

  private static ObjectNode told(Optional<ObjectNode> story, Object what) {
    return what instanceof Finding finding
        ? FindingStory.with(story, finding)
        : FindingStory.with(story, (Triage) what);
  }

  @Property
  void anyOrderAndAnyRepetitionMakeTheSameStory(
      @ForAll("histories") List<Object> history, @ForAll long seed) {
    if (history.isEmpty()) {
      return;
    }
    List<Object> otherwise = new ArrayList<>(history);
    Random random = new Random(seed);
    for (int i = 0; i < history.size(); i++) {
      otherwise.add(history.get(random.nextInt(history.size())));
    }
    Collections.shuffle(otherwise, random);
    ObjectNode story = told(history);
    assertThat(told(otherwise)).isEqualTo(story);
    assertThat(story.path("acts").size())
        .isEqualTo(
            (int)
                history.stream()
                    .filter(Triage.class::isInstance)
                    .map(act -> ((Triage) act).getActId())
                    .distinct()
                    .count());
  }

  /** What compaction leaves of the engine's revisions is enough for all but their history. */
  @Property
  void theLatestRevisionIsEnough(@ForAll("histories") List<Object> history) {
    List<Object> compacted = new ArrayList<>(history);
    compacted.removeIf(
        each ->
            each instanceof Finding finding
                && history.stream()
                    .anyMatch(
                        other ->
                            other instanceof Finding later
                                && later.getRevision() > finding.getRevision()));
    if (!history.isEmpty()) {
      ObjectNode whole = told(history);
      ObjectNode rebuilt = told(compacted);
      whole.remove("revisions");
      rebuilt.remove("revisions");
      assertThat(rebuilt).isEqualTo(whole);
    }
  }

  private static Triage act(String id, TriageStatus status, int basedOn, int revision) {
    Triage triage = Samples.triage("f1", id, status);
    triage.setBasedOn(basedOn);
    triage.setRevision(revision);
    return triage;
  }

  private static String status(Object... history) {
    return told(List.of(history)).path("status").asText();
  }

  @Test
  void whatAnOfficerDecidedStandsThroughRevisionsButNotThroughARetraction() {
    Finding raised = revision(1, FindingStatus.OPEN, 1);
    Triage dismissed = act("a1", TriageStatus.DISMISSED, 1, 1);
    Finding reworded = revision(2, FindingStatus.OPEN, 1);
    Finding retracted = revision(3, FindingStatus.RETRACTED, 1);
    Finding raisedAgain = revision(4, FindingStatus.OPEN, 4);
    Triage acknowledged = act("a2", TriageStatus.ACKNOWLEDGED, 5, 4);

    assertThat(status(raised, dismissed)).isEqualTo("DISMISSED");
    assertThat(status(raised, dismissed, reworded)).isEqualTo("DISMISSED");
    assertThat(status(raised, dismissed, reworded, retracted)).isEqualTo("RETRACTED");
    assertThat(status(raised, dismissed, reworded, retracted, raisedAgain)).isEqualTo("OPEN");
    ObjectNode story =
        told(List.of(raised, dismissed, reworded, retracted, raisedAgain, acknowledged));
    assertThat(story.path("status").asText()).isEqualTo("ACKNOWLEDGED");
    assertThat(story.path("engineStatus").asText()).isEqualTo("OPEN");
    assertThat(story.path("version").asInt()).isEqualTo(6);
    assertThat(story.path("acts")).hasSize(2);
    assertThat(story.path("revisions"))
        .extracting(revision -> revision.path("status").asText())
        .containsExactly("OPEN", "OPEN", "RETRACTED", "OPEN");
  }

  @Test
  void whoKnewOfAnActComesAfterItWhateverTheClocksSay() {
    Finding raised = revision(1, FindingStatus.OPEN, 1);
    Triage first = act("z", TriageStatus.RESOLVED, 1, 1);
    Triage second = act("a", TriageStatus.OPEN, 2, 1);
    second.setAt(first.getAt().minusSeconds(3_600));
    assertThat(status(raised, second, first)).isEqualTo("OPEN");
  }

  @Test
  void nobodyTakesCareOfItAfterAnEmptyAssignee() {
    Triage given = act("a1", null, 1, 1);
    Triage note = act("a2", null, 2, 1);
    note.setAssignee(null);
    Triage taken = act("a3", null, 3, 1);
    taken.setAssignee("");
    Finding raised = revision(1, FindingStatus.OPEN, 1);
    assertThat(told(List.of(raised, given, note)).path("assignee").asText()).isEqualTo("kim");
    assertThat(told(List.of(raised, given, note, taken)).has("assignee")).isFalse();
    assertThat(status(raised, given, note, taken)).isEqualTo("OPEN");
  }

  @Test
  void theReasonIsThatOfTheStatusInForce() {
    Finding raised = revision(1, FindingStatus.OPEN, 1);
    Triage dismissed = act("a1", TriageStatus.DISMISSED, 1, 1);
    assertThat(told(List.of(raised, dismissed)).path("reason").asText()).isEqualTo("TEST_DATA");
    assertThat(told(List.of(raised, dismissed, act("a2", TriageStatus.OPEN, 2, 1))).has("reason"))
        .isFalse();
  }

  @Test
  void aStoryGrowsNoLongerThanItMay() {
    List<Object> history = new ArrayList<>();
    for (int i = 1; i <= FindingStory.MAX_REVISIONS + 5; i++) {
      history.add(revision(i, FindingStatus.OPEN, 1));
    }
    List<JsonNode> kept = told(history).path("revisions").valueStream().toList();
    assertThat(kept).hasSize(FindingStory.MAX_REVISIONS);
    assertThat(kept.getFirst().path("revision").asInt()).isEqualTo(6);
  }
}
