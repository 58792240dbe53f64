package io.clausewatch.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.Finding;
import io.clausewatch.contract.FindingStatus;
import io.clausewatch.contract.Triage;
import io.clausewatch.contract.TriageReason;
import io.clausewatch.contract.TriageStatus;
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
class FindingDocumentTest {
  private static final Instant START = Instant.parse("2026-11-24T09:00:00Z");

  @Provide
  Arbitrary<List<Object>> histories() {
    Arbitrary<List<Finding>> revisions =
        Arbitraries.of(FindingStatus.OPEN, FindingStatus.RETRACTED)
            .list()
            .ofMaxSize(5)
            .map(FindingDocumentTest::revisions);
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

  private static FindingDocument told(Iterable<?> history) {
    Optional<FindingDocument> before = Optional.empty();
    for (Object each : history) {
      before = Optional.of(told(before, each));
    }
    return before.orElseThrow();
  }

  private static FindingDocument told(Optional<FindingDocument> before, Object what) {
    return what instanceof Finding finding
        ? FindingDocument.with(before, finding)
        : FindingDocument.with(before, (Triage) what);
  }

  @Property(seed = "20261130")
  void anyOrderAndAnyRepetitionMakeTheSameDocument(
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
    FindingDocument document = told(history);
    assertThat(told(otherwise)).isEqualTo(document);
    assertThat(document.acts().size())
        .isEqualTo(
            (int)
                history.stream()
                    .filter(Triage.class::isInstance)
                    .map(act -> ((Triage) act).getActId())
                    .distinct()
                    .count());
  }

  /** What compaction leaves of the engine's revisions is enough for all but their history. */
  @Property(seed = "20261130")
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
      FindingDocument whole = told(history);
      FindingDocument rebuilt = told(compacted);
      assertThat(rebuilt).usingRecursiveComparison().ignoringFields("revisions").isEqualTo(whole);
    }
  }

  private static Triage act(String id, TriageStatus status, int basedOn, int revision) {
    Triage triage = Samples.triage("f1", id, status);
    triage.setBasedOn(basedOn);
    triage.setRevision(revision);
    return triage;
  }

  private static String status(Object... history) {
    return told(List.of(history)).status();
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
    FindingDocument document =
        told(List.of(raised, dismissed, reworded, retracted, raisedAgain, acknowledged));
    assertThat(document.status()).isEqualTo("ACKNOWLEDGED");
    assertThat(document.finding().getStatus()).isEqualTo(FindingStatus.OPEN);
    assertThat(document.version()).isEqualTo(6);
    assertThat(document.acts()).hasSize(2);
    assertThat(document.revisions())
        .extracting(revision -> revision.status().name())
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
    assertThat(told(List.of(raised, given, note)).assignee()).isEqualTo("kim");
    assertThat(told(List.of(raised, given, note, taken)).assignee()).isNull();
    assertThat(status(raised, given, note, taken)).isEqualTo("OPEN");
  }

  @Test
  void theReasonIsThatOfTheStatusInForce() {
    Finding raised = revision(1, FindingStatus.OPEN, 1);
    Triage dismissed = act("a1", TriageStatus.DISMISSED, 1, 1);
    assertThat(told(List.of(raised, dismissed)).reason()).isEqualTo(TriageReason.TEST_DATA);
    assertThat(told(List.of(raised, dismissed, act("a2", TriageStatus.OPEN, 2, 1))).reason())
        .isNull();
  }

  @Test
  void aDocumentGrowsNoLongerThanItMay() {
    List<Object> history = new ArrayList<>();
    for (int i = 1; i <= FindingDocument.MAX_REVISIONS + 5; i++) {
      history.add(revision(i, FindingStatus.OPEN, 1));
    }
    List<FindingRevision> kept = told(history).revisions();
    assertThat(kept).hasSize(FindingDocument.MAX_REVISIONS);
    assertThat(kept.getFirst().revision()).isEqualTo(6);
  }
}
