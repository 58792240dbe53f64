package io.clausewatch.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.AlertDecision;
import io.clausewatch.contract.AlertOrigin;
import io.clausewatch.contract.AlertStanding;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.FindingStatus;
import io.clausewatch.contract.Severity;
import io.clausewatch.contract.Triage;
import io.clausewatch.contract.TriageStatus;
import io.clausewatch.readmodel.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class AlertDeciderTest {
  private static final Duration SETTLE = Duration.ofSeconds(1);
  private static final Instant NOW = Samples.NOVEMBER;

  private final AlertDecider decider = new AlertDecider(SETTLE);
  private final List<String> decided = new ArrayList<>();
  private Optional<AlertStanding> standing = Optional.empty();
  private AlertDecision last;
  private int spared;

  private void note(AlertDecider.Outcome outcome) {
    standing = Optional.of(outcome.standing());
    spared += outcome.spared() ? 1 : 0;
    for (AlertDecision decision : outcome.decisions()) {
      decided.add(decision.getChange() + " " + decision.getNumber());
      last = decision;
    }
  }

  private void engine(int revision, FindingStatus status) {
    engine(revision, status, "why");
  }

  private void engine(int revision, FindingStatus status, String explanation) {
    Finding finding = Samples.finding("f", revision);
    finding.setStatus(status);
    finding.setExplanation(explanation);
    note(decider.revised(standing, finding, AlertOrigin.LIVE, NOW));
  }

  private void officer(String actId, TriageStatus status, String assignee) {
    Triage act = Samples.triage("f", actId, status);
    act.setAssignee(assignee);
    act.setBasedOn(Integer.parseInt(actId));
    note(decider.acted(standing, act, AlertOrigin.LIVE, NOW));
  }

  private void settle(Duration after) {
    note(decider.settled(standing.orElseThrow(), NOW.plus(after)));
  }

  @Test
  void aFindingIsRaisedOnceItHasSettled() {
    engine(1, FindingStatus.OPEN);
    settle(SETTLE.minusMillis(1));
    assertThat(decided).isEmpty();

    settle(SETTLE);
    settle(SETTLE.multipliedBy(2));
    assertThat(decided).containsExactly("RAISED 1");
    assertThat(last.getDecisionId()).isEqualTo("f-1");
    assertThat(last.getOrigin()).isEqualTo(AlertOrigin.LIVE);
    assertThat(last.getTriage()).isEqualTo(TriageStatus.OPEN);
    assertThat(last.getBy()).isNull();
  }

  @Test
  void withoutASettlingMomentItHasSettledAtOnce() {
    AlertDecider atOnce = new AlertDecider(Duration.ZERO);
    note(atOnce.revised(standing, Samples.finding("f", 1), AlertOrigin.POLICY, NOW));
    note(atOnce.settled(standing.orElseThrow(), NOW));
    assertThat(decided).containsExactly("RAISED 1");
    assertThat(last.getOrigin()).isEqualTo(AlertOrigin.POLICY);
  }

  @Test
  void whatIsRetractedBeforeItHasSettledNobodyHearsOf() {
    engine(1, FindingStatus.OPEN);
    engine(2, FindingStatus.RETRACTED);
    settle(SETTLE);
    assertThat(decided).isEmpty();
    assertThat(spared).isEqualTo(1);

    engine(3, FindingStatus.OPEN);
    settle(SETTLE);
    assertThat(decided).containsExactly("RAISED 1");
  }

  @Test
  void everyBeginningHasItsEnd() {
    engine(1, FindingStatus.OPEN);
    settle(SETTLE);
    engine(2, FindingStatus.OPEN, "another reason");
    engine(3, FindingStatus.RETRACTED);
    engine(4, FindingStatus.OPEN, "another reason");
    settle(SETTLE);
    assertThat(decided).containsExactly("RAISED 1", "CHANGED 2", "RETRACTED 3", "RAISED 4");
  }

  @Test
  void anotherSeverityIsAChangeAndAnotherEvidenceIsNone() {
    engine(1, FindingStatus.OPEN);
    settle(SETTLE);
    Finding finding = Samples.finding("f", 2);
    finding.setExplanation("why");
    finding.setEvidence(List.of());
    note(decider.revised(standing, finding, AlertOrigin.LIVE, NOW));
    assertThat(decided).containsExactly("RAISED 1");

    Finding graver = Samples.finding("f", 3);
    graver.setExplanation("why");
    graver.setSeverity(Severity.LOW);
    note(decider.revised(standing, graver, AlertOrigin.LIVE, NOW));
    assertThat(decided).containsExactly("RAISED 1", "CHANGED 2");
  }

  @Test
  void whatOfficersDoIsDecidedWithWhoDidIt() {
    engine(1, FindingStatus.OPEN);
    settle(SETTLE);
    officer("1", TriageStatus.ACKNOWLEDGED, null);
    officer("2", null, "kim");
    officer("2", null, "kim");
    officer("3", TriageStatus.DISMISSED, null);
    officer("4", TriageStatus.OPEN, null);
    assertThat(decided)
        .containsExactly("RAISED 1", "ACKNOWLEDGED 2", "ASSIGNED 3", "CLOSED 4", "REOPENED 5");
    assertThat(last.getBy()).isEqualTo("lee");
    assertThat(last.getAssignee()).isEqualTo("kim");
  }

  @Test
  void whatIsClosedIsNotToldAgainWhenTheEngineSaysItInOtherWords() {
    engine(1, FindingStatus.OPEN);
    settle(SETTLE);
    officer("1", TriageStatus.RESOLVED, null);
    engine(2, FindingStatus.OPEN, "another reason");
    assertThat(decided).containsExactly("RAISED 1", "CLOSED 2");
  }

  @Test
  void whatWasOverBeforeAnybodyLookedIsNoNews() {
    officer("1", TriageStatus.DISMISSED, null);
    engine(1, FindingStatus.OPEN);
    settle(SETTLE);
    engine(2, FindingStatus.RETRACTED);
    assertThat(decided).isEmpty();
  }

  @Test
  void whatAnOfficerTookUpBeforeItHadSettledIsRaisedOnceItIsOpenAgain() {
    engine(1, FindingStatus.OPEN);
    officer("1", TriageStatus.ACKNOWLEDGED, "kim");
    assertThat(decided).as("kim has to know all the same").containsExactly("ASSIGNED 1");
    assertThat(spared).isEqualTo(1);
    officer("2", TriageStatus.RESOLVED, null);
    officer("3", TriageStatus.OPEN, null);
    settle(SETTLE);
    engine(2, FindingStatus.RETRACTED);
    assertThat(decided).containsExactly("ASSIGNED 1", "RAISED 2", "RETRACTED 3");
  }

  @Test
  void whoWasAssignedLongAgoIsNotToldAgain() {
    note(decider.revised(standing, Samples.finding("f", 1), AlertOrigin.STANDING, NOW));
    Triage act = Samples.triage("f", "a", TriageStatus.ACKNOWLEDGED);
    note(decider.acted(standing, act, AlertOrigin.STANDING, NOW));
    assertThat(decided).isEmpty();
    assertThat(standing.orElseThrow().getActs().getFirst().getNote())
        .as("kept for good, and of no use here")
        .isNull();
  }

  @Provide
  Arbitrary<List<Integer>> orders() {
    return Arbitraries.shuffle(1, 2, 3, 4, 5, 6, 7, 8);
  }

  /** Revisions and acts come on two topics, whose order among each other nobody knows. */
  @Property(tries = 200, seed = "20261130")
  void inWhateverOrderTheyComeTheEndIsTheSame(@ForAll("orders") List<Integer> order) {
    List<Integer> revisions = order.stream().filter(one -> one <= 4).sorted().toList();
    List<Integer> acts = order.stream().filter(one -> one > 4).toList();
    int nextRevision = 0;
    int nextAct = 0;
    for (int one : order) {
      if (one <= 4) {
        int revision = revisions.get(nextRevision++);
        engine(revision, revision % 2 == 0 ? FindingStatus.RETRACTED : FindingStatus.OPEN);
      } else {
        int act = acts.get(nextAct++);
        officer(
            Integer.toString(act),
            act % 2 == 0 ? TriageStatus.ACKNOWLEDGED : TriageStatus.RESOLVED,
            "officer-" + act);
      }
      settle(SETTLE);
    }
    assertThat(standing.orElseThrow().getStatus()).isEqualTo("RETRACTED");
    assertThat(standing.orElseThrow().getAssignee()).isEqualTo("officer-8");
    long begun = decided.stream().filter(one -> one.startsWith("RAISED")).count();
    long ended = decided.stream().filter(one -> one.startsWith("RETRACTED")).count();
    assertThat(ended).as("each beginning has its end").isEqualTo(begun);
    assertThat(decided)
        .extracting(one -> Integer.parseInt(one.split(" ", -1)[1]))
        .as("numbers without a gap")
        .containsExactlyElementsOf(IntStream.rangeClosed(1, decided.size()).boxed().toList());
  }
}
