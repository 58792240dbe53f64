package io.clausewatch.alertsender.outbox;

import static io.clausewatch.alertsender.TestReasons.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.alertroutes.AlertField;
import io.clausewatch.alertroutes.AlertRoutes;
import io.clausewatch.contract.AlertChange;
import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertOrigin;
import io.clausewatch.contract.AlertRequest;
import io.clausewatch.contract.AlertRequestKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What is over for long is forgotten, and nothing else. */
class OutboxForgettingTest {
  private static final String DESK = "desk";

  /** The shortest that the settings allow. */
  private static final Duration KEPT_FOR = Duration.ofDays(7);

  private final TestOutbox world = forgetting();

  private static TestOutbox forgetting() {
    TestOutbox outbox = new TestOutbox(DESK);
    outbox.keptFor = KEPT_FOR;
    return outbox;
  }

  private void begin(List<AlertField> groupBy) {
    world.begin(OutboxRestartTest.routes(new Random(1), groupBy, false, List.of(DESK)));
  }

  @Test
  void whatIsOverIsKeptForThatLongAndNoLonger() {
    begin(List.of());
    world.decided("f1", AlertChange.RAISED);
    assertThat(world.deliver()).hasSize(1);
    world.pass(Duration.ofDays(30));
    world.deliver();
    world.decided("f1", AlertChange.CLOSED);
    world.deliver();
    world.pass(KEPT_FOR.minusSeconds(1));
    assertThat(world.messages).isNotEmpty();
    world.pass(Duration.ofSeconds(1));
    assertThat(world.messages).isEmpty();
    assertThat(world.outbox.size()).isZero();
  }

  @Test
  void whatStandsIsNeverForgottenNorWhatTellsOfIt() {
    begin(List.of(AlertField.CLAUSE_ID));
    world.decided("f1", AlertChange.RAISED, AlertOrigin.POLICY);
    world.decided("f2", AlertChange.RAISED, AlertOrigin.POLICY);
    world.pass(Duration.ofMinutes(1));
    assertThat(world.deliverMessages()).hasSize(1);
    world.decided("f1", AlertChange.RETRACTED);
    world.pass(Duration.ofHours(1));
    world.deliver();
    world.pass(Duration.ofDays(4_000));
    world.deliver();
    world.restart();
    assertThat(world.messages.values())
        .as("f2, and the message that told of it")
        .filteredOn(one -> one.getFindingId() == null || one.getFindingId().equals("f2"))
        .hasSizeGreaterThanOrEqualTo(2);
    assertThat(world.messages.values()).noneMatch(message -> "f1".equals(message.getFindingId()));
    assertThat(world.outbox.openFindings()).hasSize(1);
    world.decided("f2", AlertChange.RETRACTED);
    world.pass(Duration.ofHours(1));
    assertThat(world.deliver()).containsExactly("finding.retracted f2");
    world.pass(KEPT_FOR);
    assertThat(world.messages).isEmpty();
    assertThat(world.outbox.size()).isZero();
  }

  @Test
  void aDeadMessageIsForgottenUnlessItsFindingStands() {
    begin(List.of());
    world.decided("f1", AlertChange.RAISED);
    world.attempt(new AttemptOutcome.Refused(said("404")));
    world.pass(Duration.ofDays(30));
    world.restart();
    assertThat(world.outbox.dead()).isEqualTo(1);
    world.decided("f1", AlertChange.CLOSED);
    world.pass(KEPT_FOR);
    assertThat(world.messages).isEmpty();
    assertThat(world.outbox.size()).isZero();
  }

  @Test
  void whatIsSentOnceMoreIsNotForgottenMeanwhile() {
    begin(List.of());
    world.outbox.requested(
        new AlertRequest("r", AlertRequestKind.TEST, DESK, "msg_test", "kim", world.now),
        world.now);
    world.attempt(new AttemptOutcome.Refused(said("404")));
    world.pass(KEPT_FOR.minusSeconds(1));
    world.outbox.requested(
        new AlertRequest("r", AlertRequestKind.RESEND, DESK, "msg_test", "kim", world.now),
        world.now);
    world.pass(Duration.ofSeconds(1));
    assertThat(world.deliver()).containsExactly("test kim");
    world.pass(KEPT_FOR);
    assertThat(world.messages).isEmpty();
    assertThat(world.outbox.size()).isZero();
  }

  @Test
  void aTroubleThatIsOverIsForgotten() {
    begin(List.of());
    world.troubles(Map.of("index", "away"));
    world.deliver();
    world.pass(Duration.ofDays(100));
    world.troubles(Map.of("index", "away"));
    assertThat(world.deliver()).isEmpty();
    world.troubles(Map.of());
    world.deliver();
    world.troubles(Map.of("index", "away"));
    world.attempt(new AttemptOutcome.Refused(said("404")));
    world.troubles(Map.of());
    world.pass(KEPT_FOR);
    assertThat(world.messages).isEmpty();
    assertThat(world.outbox.size()).isZero();
  }

  /** Kafka deletes when it comes to it: what was forgotten is read back, and that it was. */
  @Test
  void whatWasForgottenStaysSoThoughItIsReadBack() {
    begin(List.of(AlertField.CLAUSE_ID));
    world.decided("f1", AlertChange.RAISED, AlertOrigin.POLICY);
    world.decided("f2", AlertChange.RAISED, AlertOrigin.POLICY);
    world.pass(Duration.ofMinutes(1));
    world.deliver();
    world.decided("f1", AlertChange.RETRACTED);
    world.pass(Duration.ofHours(1));
    world.deliver();
    world.pass(KEPT_FOR);
    world.deliver();
    world.restartFromAllThatWasWritten();
    assertThat(world.outbox.openFindings()).hasSize(1);
    world.decided("f2", AlertChange.RETRACTED);
    world.pass(Duration.ofHours(1));
    world.deliver();
    world.pass(KEPT_FOR);
    assertThat(world.messages).isEmpty();
    world.restartFromAllThatWasWritten();
    assertThat(world.outbox.size()).isZero();
    assertThat(world.deliver()).isEmpty();
  }

  /** Though what carries it changes later: else who reads half of it would take it for open. */
  @Test
  void aBeginningThatIsDeadWithOthersIsForgottenBeforeItsEnd() {
    begin(List.of());
    world.decided("f1", AlertChange.RAISED, AlertOrigin.POLICY);
    world.decided("f2", AlertChange.RAISED, AlertOrigin.POLICY);
    world.decided("f3", AlertChange.RAISED, AlertOrigin.POLICY);
    world.pass(Duration.ofSeconds(10));
    world.attempt(new AttemptOutcome.Postponed(said("503"), Optional.empty()));
    world.decided("f1", AlertChange.RETRACTED);
    world.pass(Duration.ofSeconds(2));
    world.attempt(new AttemptOutcome.Refused(said("404")));
    world.decided("f2", AlertChange.RETRACTED);
    List<String> aboutIt =
        world.messages.values().stream()
            .filter(message -> "f1".equals(message.getFindingId()))
            .map(AlertMessage::getMessageId)
            .toList();
    world.outbox.tick(world.now.plus(KEPT_FOR));
    assertThat(world.outbox.forgotten()).containsSubsequence(aboutIt);
  }

  /** Both are restarted at the same moments, one from a ledger from which things were deleted. */
  @Property(seed = "20261130")
  void forgettingNeverChangesWhatIsTold(@ForAll Random random) {
    List<AlertField> groupBy = random.nextBoolean() ? List.of(AlertField.CLAUSE_ID) : List.of();
    AlertRoutes routes = OutboxRestartTest.routes(random, groupBy, true, List.of(DESK));
    TestOutbox remembering = new TestOutbox(DESK);
    TestOutbox forgetting = forgetting();
    List<TestOutbox> both = List.of(remembering, forgetting);
    both.forEach(one -> one.begin(routes));
    Map<String, AlertChange> last = new HashMap<>();
    for (int step = 0; step < 60; step++) {
      switch (random.nextInt(7)) {
        case 0, 1, 2 -> {
          String finding = "f" + random.nextInt(4);
          AlertChange change = OutboxRestartTest.next(last, finding, random);
          AlertOrigin origin = random.nextInt(3) == 0 ? AlertOrigin.POLICY : AlertOrigin.LIVE;
          both.forEach(one -> one.decided(finding, change, origin));
        }
        case 3 -> {
          Duration time =
              random.nextInt(3) == 0
                  ? Duration.ofDays(random.nextInt(10))
                  : Duration.ofSeconds(1 + random.nextInt(1_000));
          both.forEach(one -> one.pass(time));
        }
        case 4 -> {
          AttemptOutcome outcome =
              random.nextBoolean()
                  ? new AttemptOutcome.Refused(said("404"))
                  : new AttemptOutcome.Postponed(said("503"), Optional.empty());
          both.forEach(one -> one.attemptIfDue(outcome));
        }
        case 5 -> both.forEach(TestOutbox::restart);
        default -> same(remembering, forgetting);
      }
    }
    both.forEach(TestOutbox::restart);
    same(remembering, forgetting);
    assertThat(forgetting.outbox.openFindings())
        .as("%s", forgetting.trace)
        .containsExactlyInAnyOrderElementsOf(remembering.outbox.openFindings());
    // Once all is over, nothing is left.
    last.forEach(
        (finding, change) -> {
          if (change != AlertChange.RETRACTED) {
            both.forEach(one -> one.decided(finding, AlertChange.RETRACTED));
          }
        });
    for (int i = 0; i < 4; i++) {
      both.forEach(one -> one.pass(Duration.ofHours(1)));
      same(remembering, forgetting);
    }
    forgetting.pass(KEPT_FOR);
    boolean isOver =
        remembering.outbox.openFindings().isEmpty() && remembering.outbox.waiting() == 0;
    assertThat(forgetting.messages.isEmpty()).as("%s", forgetting.trace).isEqualTo(isOver);
    assertThat(forgetting.outbox.size() == 0).as("%s", forgetting.trace).isEqualTo(isOver);
  }

  private static void same(TestOutbox one, TestOutbox other) {
    List<String> sent = one.deliver();
    assertThat(other.deliver())
        .as("%s\nand %s", one.trace, other.trace)
        .containsExactlyInAnyOrderElementsOf(sent);
  }
}
