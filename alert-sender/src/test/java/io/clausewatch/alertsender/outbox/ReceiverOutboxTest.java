package io.clausewatch.alertsender.outbox;

import static io.clausewatch.alertsender.TestReasons.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.clausewatch.alertroutes.AlertField;
import io.clausewatch.alertroutes.AlertMatch;
import io.clausewatch.alertroutes.AlertReceiver;
import io.clausewatch.alertroutes.AlertRoute;
import io.clausewatch.alertroutes.AlertRoutes;
import io.clausewatch.alertroutes.QuietHours;
import io.clausewatch.alertroutes.SecretSource;
import io.clausewatch.contract.AlertAttempt;
import io.clausewatch.contract.AlertChange;
import io.clausewatch.contract.AlertDelivery;
import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertOrigin;
import io.clausewatch.contract.AlertRequest;
import io.clausewatch.contract.AlertRequestKind;
import io.clausewatch.contract.AlertSilence;
import io.clausewatch.contract.AlertState;
import io.clausewatch.contract.AlertType;
import io.clausewatch.contract.Severity;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReceiverOutboxTest {
  private static final String DESK = "desk";
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final AttemptOutcome AWAY =
      new AttemptOutcome.Postponed(said("503"), Optional.empty());
  private static final AttemptOutcome REFUSED = new AttemptOutcome.Refused(said("404"));

  private final TestOutbox world = new TestOutbox(DESK);

  private static AlertRoute route(List<AlertField> groupBy, Duration wait, Duration repeat) {
    return new AlertRoute(
        0,
        1,
        AlertMatch.ALL,
        List.of(DESK),
        false,
        Optional.ofNullable(repeat),
        Optional.empty(),
        groupBy,
        wait,
        Duration.ofMinutes(5));
  }

  private static AlertRoutes routes(AlertRoute route) {
    return routes(route, new AlertReceiver.Webhook(URI.create("http://desk"), secret()));
  }

  private static AlertRoutes routes(AlertRoute route, AlertReceiver receiver) {
    return new AlertRoutes(
        Optional.empty(),
        Map.of(DESK, receiver),
        Optional.empty(),
        List.of(route),
        Optional.empty(),
        List.of(),
        List.of(DESK),
        Map.of("kim", List.of(DESK)));
  }

  private static SecretSource secret() {
    return new SecretSource.InVariable("SECRET");
  }

  private static AlertRoutes plain() {
    return routes(route(List.of(), Duration.ZERO, null));
  }

  @Test
  void aFindingIsToldOfAtOnceAndSoIsItsEnd() {
    world.begin(plain());
    world.decided("f1", AlertChange.RAISED);
    assertThat(world.deliver()).containsExactly("finding.raised f1");
    world.decided("f1", AlertChange.RETRACTED);
    assertThat(world.deliver()).containsExactly("finding.retracted f1");
    assertThat(world.outbox.openFindings()).isEmpty();
    assertThat(world.outbox.nextDue()).isEmpty();
  }

  @Test
  void whoWasNotToldOfABeginningIsNotToldOfTheEnd() {
    world.begin(plain());
    world.decided("f1", AlertChange.RAISED);
    world.decided("f1", AlertChange.CLOSED);
    assertThat(world.deliver()).isEmpty();
    AlertMessage message = world.only();
    assertThat(message.getState()).isEqualTo(AlertState.SILENCED);
    assertThat(message.getKeptBackBy()).isEqualTo("closed before it was sent");
  }

  @Test
  void anEndWaitsForItsBeginningThatMayHaveArrived() {
    world.begin(plain());
    world.decided("f1", AlertChange.RAISED);
    world.attempt(new AttemptOutcome.Postponed(said("503"), Optional.empty()));
    world.decided("f1", AlertChange.RETRACTED);
    assertThat(world.deliver()).isEmpty();
    world.pass(Duration.ofSeconds(2));
    assertThat(world.deliver()).containsExactly("finding.raised f1", "finding.retracted f1");
  }

  @Test
  void aBeginningThatIsDeadHasNoEndAndIsToldWhenItIsSentOnceMore() {
    world.begin(plain());
    world.decided("f1", AlertChange.RAISED);
    world.attempt(new AttemptOutcome.Refused(said("404")));
    AlertMessage dead = world.only();
    assertThat(dead.getState()).isEqualTo(AlertState.DEAD);
    assertThat(dead.getKeptBackBy()).isEqualTo("404");
    world.restart();
    world.outbox.requested(
        new AlertRequest("r", AlertRequestKind.RESEND, DESK, dead.getMessageId(), "kim", world.now),
        world.now);
    assertThat(world.deliver()).containsExactly("finding.raised f1");
    world.decided("f1", AlertChange.RETRACTED);
    assertThat(world.deliver()).containsExactly("finding.retracted f1");
  }

  @Test
  void whatIsOverBeforeItCouldBeDeliveredIsNotSentOnceMore() {
    world.begin(plain());
    world.decided("f1", AlertChange.RAISED);
    world.attempt(new AttemptOutcome.Refused(said("404")));
    world.decided("f1", AlertChange.RETRACTED);
    assertThat(world.deliver()).isEmpty();
    assertThat(world.only().getState()).isEqualTo(AlertState.SILENCED);
    assertThat(world.outbox.dead()).isZero();
  }

  @Test
  void anAttemptThatFailsIsMadeAgainWithTheSameIdNotBeforeTheReceiverWantsIt() {
    world.begin(plain());
    world.decided("f1", AlertChange.RAISED);
    world.attempt(new AttemptOutcome.Postponed(said("429"), Optional.of(Duration.ofSeconds(30))));
    world.decided("f2", AlertChange.RAISED);
    world.pass(Duration.ofSeconds(29));
    assertThat(world.deliver()).isEmpty();
    world.pass(Duration.ofSeconds(2));
    assertThat(world.deliver()).containsExactly("finding.raised f2", "finding.raised f1");
    assertThat(world.messages.values()).hasSize(2);
    assertThat(world.about("f1").getTries()).isEqualTo(2);
    assertThat(world.about("f1").getAttempts()).hasSize(2);
  }

  @Test
  void whatWasTakenBeforeItsOwnerWasKilledIsNotSentOnceMore() {
    world.begin(plain());
    world.decided("f1", AlertChange.RAISED);
    assertThat(world.deliverOneAndBeKilled()).containsExactly("finding.raised f1");
    assertThat(world.deliver()).isEmpty();
    assertThat(world.only().getState()).isEqualTo(AlertState.DELIVERED);
    assertThat(world.only().getAttempts()).hasSize(1);
    world.decided("f1", AlertChange.RETRACTED);
    assertThat(world.deliver()).containsExactly("finding.retracted f1");
  }

  @Test
  void whatTheLedgerCountsAlreadyIsNoNews() {
    world.begin(plain());
    world.decided("f1", AlertChange.RAISED);
    world.attempt(new AttemptOutcome.Postponed(said("503"), Optional.empty()));
    AlertMessage message = world.only();
    world.outbox.deliveredBefore(
        new AlertDelivery(message.getMessageId(), DESK, 1, new AlertAttempt(world.now, 5, "200")),
        world.now);
    world.pass(Duration.ofSeconds(2));
    assertThat(world.deliver()).containsExactly("finding.raised f1");
    assertThat(world.about("f1").getTries()).isEqualTo(2);
  }

  @Test
  void whatSomeAddressesTookIsTriedForTheOthersAndItsEndIsTold() {
    world.begin(plain());
    world.decided("f1", AlertChange.RAISED);
    world.attempt(new AttemptOutcome.PartlyDelivered(said("450"), List.of("kim@example.org")));
    assertThat(world.only().getState()).isEqualTo(AlertState.RETRYING);
    world.restart();
    world.pass(Duration.ofSeconds(2));
    AlertMessage again = world.outbox.next(world.now).orElseThrow().message();
    assertThat(again.getDeliveredTo()).containsExactly("kim@example.org");
    world.outbox.attempted(
        again.getMessageId(),
        world.now,
        Duration.ZERO,
        new AttemptOutcome.Refused(said("550")),
        world.now);
    world.pass(Duration.ZERO);
    assertThat(world.only().getState()).isEqualTo(AlertState.DELIVERED);
    assertThat(world.only().getAttempts().getLast().getAnswer()).isEqualTo("550");
    world.decided("f1", AlertChange.RETRACTED);
    assertThat(world.deliver()).containsExactly("finding.retracted f1");
  }

  @Test
  void whatSomeAddressesTookIsNotDeadAfterADay() {
    world.begin(plain());
    world.decided("f1", AlertChange.RAISED);
    world.attempt(new AttemptOutcome.PartlyDelivered(said("450"), List.of("kim@example.org")));
    world.pass(Duration.ofHours(24));
    world.attempt(new AttemptOutcome.Postponed(said("450"), Optional.empty()));
    assertThat(world.outbox.dead()).isZero();
    assertThat(world.only().getState()).isEqualTo(AlertState.DELIVERED);
  }

  @Test
  void afterADayItIsDead() {
    world.begin(plain());
    world.decided("f1", AlertChange.RAISED);
    int tries = 0;
    while (world.outbox.dead() == 0) {
      world.attempt(new AttemptOutcome.Postponed(said("503"), Optional.empty()));
      tries++;
      world.pass(Duration.ofMinutes(10));
    }
    assertThat(tries).isBetween(140, 150);
    assertThat(world.only().getAttempts()).hasSize(20);
    assertThat(world.only().getKeptBackBy()).contains("24 hours");
  }

  @Test
  void theFirstOfAGroupIsToldAtOnceAndTheRestByInterval() {
    world.begin(routes(route(List.of(AlertField.CLAUSE_ID), Duration.ZERO, null)));
    int told = 0;
    int sent = 0;
    for (int second = 0; second < 100; second++) {
      for (int i = 0; i < 100; i++) {
        world.decided("f" + second + "-" + i, AlertChange.RAISED);
      }
      world.pass(Duration.ofSeconds(1));
      for (AlertMessage message : world.deliverMessages()) {
        told += message.getCount();
        sent++;
      }
    }
    world.pass(Duration.ofMinutes(5));
    for (AlertMessage message : world.deliverMessages()) {
      told += message.getCount();
      sent++;
      assertThat(message.getFindings()).hasSize(20);
    }
    assertThat(told).isEqualTo(10_000);
    assertThat(sent).isEqualTo(2);
    assertThat(world.outbox.openFindings()).hasSize(10_000);
    world.restart();
    assertThat(world.outbox.openFindings()).hasSize(10_000);
  }

  @Test
  void aGroupThatWaitsIsToldTogether() {
    world.begin(routes(route(List.of(AlertField.CLAUSE_ID), Duration.ofSeconds(10), null)));
    world.decided("f1", AlertChange.RAISED);
    world.decided("f2", AlertChange.RAISED);
    world.decided("f3", AlertChange.RAISED);
    world.decided("f2", AlertChange.RETRACTED);
    assertThat(world.deliver()).isEmpty();
    world.restart();
    world.pass(Duration.ofSeconds(10));
    List<AlertMessage> sent = world.deliverMessages();
    assertThat(sent).hasSize(1);
    assertThat(sent.getFirst().getCount()).isEqualTo(2);
    assertThat(world.about("f1").getState()).isEqualTo(AlertState.GROUPED);
    assertThat(world.about("f1").getCarriedBy()).isEqualTo(sent.getFirst().getMessageId());
    world.restart();
    world.decided("f1", AlertChange.RETRACTED);
    world.pass(Duration.ofMinutes(6));
    assertThat(world.deliver()).containsExactly("finding.retracted f1");
  }

  /** Its end is kept before what carries it is known to be dead: who takes over reads them so. */
  @Test
  void whatIsOverAndWasDeadWithOthersBeginsAnewAfterARestart() {
    world.begin(plain());
    world.decided("f1", AlertChange.RAISED, AlertOrigin.POLICY);
    world.decided("f2", AlertChange.RAISED, AlertOrigin.POLICY);
    world.pass(Duration.ofSeconds(10));
    world.attempt(new AttemptOutcome.Postponed(said("503"), Optional.empty()));
    world.decided("f1", AlertChange.RETRACTED);
    world.pass(Duration.ofSeconds(2));
    world.attempt(new AttemptOutcome.Refused(said("404")));
    world.decided("f2", AlertChange.CLOSED);
    world.restart();
    world.decided("f1", AlertChange.RAISED);
    assertThat(world.deliver()).containsExactly("finding.raised f1");
  }

  /** What belongs together is kept in parts where it is very much. */
  @Test
  void aGroupOfWhichAPartWasKeptIsToldWholeAndOnce() {
    for (int kept = 0; kept <= 6; kept++) {
      TestOutbox some = new TestOutbox(DESK);
      some.begin(routes(route(List.of(AlertField.CLAUSE_ID), Duration.ofSeconds(10), MINUTE)));
      for (int i = 0; i < 5; i++) {
        some.decided("f" + i, AlertChange.RAISED);
      }
      some.now = some.now.plusSeconds(10);
      some.outbox.tick(some.now);
      some.restartHavingKept(kept);
      assertThat(some.deliverMessages())
          .as("%s of 6", kept)
          .extracting(AlertMessage::getCount)
          .containsExactly(5);
      some.decided("f0", AlertChange.CLOSED);
      some.pass(Duration.ofMinutes(6));
      assertThat(some.deliver()).contains("finding.closed f0").doesNotContain("finding.raised f0");
      assertThat(some.outbox.openFindings()).hasSize(4);
    }
  }

  @Test
  void whatWasKeptBackAndKeptInPartIsToldWholeAndOnce() {
    for (int kept = 0; kept <= 4; kept++) {
      TestOutbox some = new TestOutbox(DESK);
      some.begin(plain());
      Instant end = some.now.plus(Duration.ofHours(1));
      AlertSilence silence =
          new AlertSilence(
              "s1", Map.of("service", List.of("crm")), end, "a test", "kim", "officer", some.now);
      some.silence(Map.of("s1", silence));
      for (int i = 0; i < 3; i++) {
        some.decided("f" + i, AlertChange.RAISED);
      }
      some.pass(Duration.ofMinutes(1));
      assertThat(some.deliver()).isEmpty();
      some.now = end;
      some.outbox.tick(some.now);
      some.restartHavingKept(kept);
      assertThat(some.deliverMessages())
          .as("%s of 4", kept)
          .extracting(AlertMessage::getCount)
          .containsExactly(3);
    }
  }

  /** Of those whose reminder was not kept is reminded all the same. */
  @Test
  void whatWasToldAndKeptInPartIsRemindedOf() {
    for (int kept = 1; kept <= 4; kept++) {
      TestOutbox some = new TestOutbox(DESK);
      some.begin(routes(route(List.of(), Duration.ZERO, Duration.ofHours(1))));
      for (int i = 0; i < 3; i++) {
        some.decided("f" + i, AlertChange.RAISED, AlertOrigin.POLICY);
      }
      some.pass(Duration.ofSeconds(10));
      AlertMessage sent = some.outbox.next(some.now).orElseThrow().message();
      some.outbox.attempted(
          sent.getMessageId(),
          some.now,
          Duration.ZERO,
          new AttemptOutcome.Delivered(said("200")),
          some.now);
      some.restartHavingKept(kept);
      assertThat(some.deliver()).isEmpty();
      some.pass(Duration.ofHours(1));
      assertThat(some.deliver()).as("%s of 4", kept).hasSize(3);
    }
  }

  @Test
  void anEndWhoseBeginningIsDeadSaysWhyAlsoAfterItWasKeptInPart() {
    for (int kept = 0; kept <= 2; kept++) {
      TestOutbox some = new TestOutbox(DESK);
      some.begin(plain());
      some.decided("f1", AlertChange.RAISED);
      some.attempt(new AttemptOutcome.Postponed(said("503"), Optional.empty()));
      some.decided("f1", AlertChange.RETRACTED);
      some.pass(Duration.ofSeconds(2));
      some.outbox.tick(some.now);
      String id = some.outbox.next(some.now).orElseThrow().message().getMessageId();
      AttemptOutcome refused = new AttemptOutcome.Refused(said("404"));
      some.outbox.attempted(id, some.now, Duration.ZERO, refused, some.now);
      some.restartHavingKept(kept);
      if (kept == 0) {
        some.attempt(refused); // it is tried once more
      }
      assertThat(some.messages.values())
          .as("%s of 2", kept)
          .extracting(AlertMessage::getState, AlertMessage::getKeptBackBy)
          .containsExactlyInAnyOrder(
              tuple(AlertState.DEAD, "404"),
              tuple(AlertState.SILENCED, "its beginning is dead: 404"));
    }
  }

  @Test
  void whatAPolicyChangedComesAsOneMessage() {
    world.begin(plain());
    for (int i = 0; i < 50; i++) {
      world.decided("f" + i, AlertChange.RAISED, AlertOrigin.POLICY);
      world.pass(Duration.ofSeconds(1));
      assertThat(world.deliver()).isEmpty();
    }
    world.pass(Duration.ofSeconds(10));
    List<AlertMessage> sent = world.deliverMessages();
    assertThat(sent).extracting(AlertMessage::getCount).containsExactly(50);
  }

  @Test
  void quietHoursCollectWhatIsStillOpen() {
    AlertRoutes of = plain();
    QuietHours hours =
        new QuietHours(
            ZoneOffset.UTC,
            LocalTime.of(0, 0),
            LocalTime.of(7, 0),
            EnumSet.allOf(DayOfWeek.class),
            Set.of(Severity.CRITICAL));
    world.begin(
        new AlertRoutes(
            of.publicUrl(),
            of.receivers(),
            of.smtp(),
            of.routes(),
            Optional.of(hours),
            of.heartbeats(),
            of.pipeline(),
            of.people()));
    world.severity = Severity.HIGH;
    world.decided("f1", AlertChange.RAISED);
    world.decided("f2", AlertChange.RAISED);
    world.decided("f3", AlertChange.RAISED);
    world.severity = Severity.CRITICAL;
    world.decided("f4", AlertChange.RAISED);
    assertThat(world.deliver()).containsExactly("finding.raised f4");
    assertThat(world.about("f1").getKeptBackBy()).isEqualTo("quiet hours");
    world.severity = Severity.HIGH;
    world.decided("f3", AlertChange.RETRACTED);
    world.restart();
    world.pass(Duration.ofHours(7));
    assertThat(world.deliverMessages()).extracting(AlertMessage::getCount).containsExactly(2);
  }

  @Test
  void aSilenceKeepsBackAndItsEndLetsGo() {
    world.begin(plain());
    Instant end = world.now.plus(Duration.ofHours(1));
    AlertSilence silence =
        new AlertSilence(
            "s1", Map.of("service", List.of("crm")), end, "a test", "kim", "officer", world.now);
    world.silence(Map.of("s1", silence));
    world.decided("f1", AlertChange.RAISED);
    world.decided("f2", AlertChange.RAISED);
    assertThat(world.deliver()).isEmpty();
    assertThat(world.about("f1").getState()).isEqualTo(AlertState.SILENCED);
    assertThat(world.about("f1").getKeptBackBy()).isEqualTo("silence of kim: a test");
    world.decided("f2", AlertChange.RETRACTED);
    world.silence(Map.of());
    assertThat(world.deliver()).containsExactly("finding.raised f1");
    assertThat(world.about("f2").getState()).isEqualTo(AlertState.SILENCED);
    assertThat(world.about("f2").getKeptBackBy())
        .isEqualTo("retracted before it was sent, kept back by: silence of kim: a test");
  }

  @Test
  void whatIsOnItsWayIsNotSentOnceMoreWhateverIsDecidedMeanwhile() {
    world.begin(plain());
    world.decided("f1", AlertChange.RAISED);
    AlertMessage onItsWay = world.outbox.next(world.now).orElseThrow().message();
    world.decided("f1", AlertChange.ACKNOWLEDGED);
    world.decided("f1", AlertChange.REOPENED);
    assertThat(world.outbox.next(world.now)).isEmpty();
    assertThat(world.outbox.inFlight()).isEqualTo(1);
    world.outbox.attempted(
        onItsWay.getMessageId(),
        world.now,
        Duration.ofSeconds(8),
        new AttemptOutcome.Postponed(said("503"), Optional.empty()),
        world.now);
    world.pass(Duration.ofSeconds(2));
    assertThat(world.deliver()).containsExactly("finding.raised f1");
  }

  @Test
  void whatWasAcknowledgedAndReopenedWhileItWasTriedIsTakenForOpen() {
    world.begin(routes(route(List.of(), Duration.ZERO, Duration.ofHours(1))));
    world.decided("f1", AlertChange.RAISED);
    world.attempt(new AttemptOutcome.Postponed(said("503"), Optional.empty()));
    world.decided("f1", AlertChange.ACKNOWLEDGED);
    world.decided("f1", AlertChange.REOPENED);
    world.pass(Duration.ofSeconds(2));
    List<AlertMessage> sent = world.deliverMessages();
    assertThat(sent).hasSize(1);
    assertThat(sent.getFirst().getFindings().getFirst().getStatus()).isEqualTo("OPEN");
    world.pass(Duration.ofHours(1).plusSeconds(1));
    assertThat(world.deliver()).containsExactly("finding.reminder f1");
  }

  @Test
  void aTroubleThatNobodyWasToldOfHasNoEndThoughAnotherEndIsOnItsWay() {
    world.begin(plain());
    world.troubles(Map.of("index", "away"));
    assertThat(world.deliver()).hasSize(1);
    world.troubles(Map.of());
    world.attempt(new AttemptOutcome.Postponed(said("503"), Optional.empty()));
    world.pass(Duration.ofMillis(100));
    world.troubles(Map.of("index", "away again"));
    world.pass(Duration.ofMillis(100));
    world.troubles(Map.of());
    world.pass(Duration.ofSeconds(2));
    assertThat(world.deliver()).containsExactly("pipeline.recovered away");
  }

  @Test
  void aTroubleThatCouldNotBeToldAndIsOverIsToldWhenItComesAgainAlsoAfterARestart() {
    world.begin(plain());
    world.troubles(Map.of("index", "away"));
    world.attempt(new AttemptOutcome.Refused(said("404")));
    world.troubles(Map.of("index", "away"));
    assertThat(world.deliver()).as("one such message is enough").isEmpty();
    world.troubles(Map.of());
    world.restart();
    world.troubles(Map.of("index", "away again"));
    assertThat(world.deliver()).containsExactly("pipeline.trouble away again");
  }

  @Test
  void itRemindsUntilSomebodyAcknowledges() {
    world.begin(routes(route(List.of(), Duration.ZERO, Duration.ofHours(1))));
    world.decided("f1", AlertChange.RAISED);
    assertThat(world.deliver()).containsExactly("finding.raised f1");
    world.restart();
    for (int i = 0; i < 2; i++) {
      world.pass(Duration.ofHours(1).plusSeconds(1));
      assertThat(world.deliver()).containsExactly("finding.reminder f1");
    }
    world.decided("f1", AlertChange.ACKNOWLEDGED);
    world.restart();
    world.pass(Duration.ofHours(3));
    assertThat(world.deliver()).isEmpty();
    world.decided("f1", AlertChange.CHANGED);
    assertThat(world.deliver()).containsExactly("finding.changed f1");
    world.pass(Duration.ofHours(3));
    assertThat(world.deliver()).isEmpty();
    world.decided("f1", AlertChange.CLOSED);
    assertThat(world.deliver()).containsExactly("finding.closed f1");
  }

  @Test
  void itEscalatesWhatNobodyAcknowledges() {
    AlertRoute first =
        new AlertRoute(
            0,
            1,
            AlertMatch.ALL,
            List.of("others"),
            false,
            Optional.empty(),
            Optional.of(new AlertRoute.Escalation(Duration.ofMinutes(15), List.of(DESK))),
            List.of(),
            Duration.ZERO,
            Duration.ofMinutes(5));
    world.begin(routes(first));
    world.decided("f1", AlertChange.RAISED);
    world.decided("f2", AlertChange.RAISED);
    world.pass(Duration.ofMinutes(14));
    assertThat(world.deliver()).isEmpty();
    world.decided("f2", AlertChange.ACKNOWLEDGED);
    world.restart();
    world.pass(MINUTE);
    assertThat(world.deliver()).containsExactly("finding.escalated f1");
    world.decided("f2", AlertChange.CLOSED);
    world.decided("f1", AlertChange.CLOSED);
    assertThat(world.deliver()).containsExactly("finding.closed f1");
  }

  @Test
  void whoeverItIsAssignedToIsTold() {
    world.begin(
        routes(
            new AlertRoute(
                0,
                1,
                AlertMatch.ALL,
                List.of("others"),
                false,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Duration.ZERO,
                MINUTE)));
    world.decided("f1", AlertChange.RAISED);
    world.assignee = "kim";
    world.decided("f1", AlertChange.ASSIGNED);
    assertThat(world.deliver()).containsExactly("finding.raised f1");
    world.decided("f1", AlertChange.CLOSED);
    assertThat(world.deliver()).containsExactly("finding.closed f1");
  }

  @Test
  void oneIncidentIsResolvedWhenTheLastOfItsFindingsIsOver() {
    world.begin(
        routes(
            route(List.of(AlertField.CLAUSE_ID), Duration.ofSeconds(10), null),
            new AlertReceiver.PagerDuty(secret(), URI.create("http://pager"))));
    world.decided("f1", AlertChange.RAISED);
    world.decided("f2", AlertChange.RAISED);
    world.pass(Duration.ofSeconds(10));
    AlertMessage both = world.deliverMessages().getFirst();
    world.restart();
    world.decided("f1", AlertChange.RETRACTED);
    assertThat(world.deliver()).isEmpty();
    world.restart();
    world.decided("f2", AlertChange.ACKNOWLEDGED);
    assertThat(world.deliver()).containsExactly("finding.acknowledged f2");
    world.decided("f2", AlertChange.CLOSED);
    List<AlertMessage> sent = world.deliverMessages();
    assertThat(sent).extracting(AlertMessage::getType).containsExactly("finding.closed");
    assertThat(sent.getFirst().getThread()).isEqualTo(both.getThread());
  }

  @Test
  void aTroubleIsToldOnceAndSoIsItsEnd() {
    world.begin(plain());
    Map<String, String> lag = Map.of("lag", "nothing is judged");
    for (int i = 0; i < 3; i++) {
      world.troubles(lag);
    }
    assertThat(world.deliver()).containsExactly("pipeline.trouble nothing is judged");
    world.restart();
    world.troubles(lag);
    assertThat(world.deliver()).isEmpty();
    world.troubles(Map.of());
    assertThat(world.deliver()).containsExactly("pipeline.recovered nothing is judged");
    world.troubles(lag);
    assertThat(world.deliver()).containsExactly("pipeline.trouble nothing is judged");
  }

  @Test
  void aTroubleThatCannotBeToldIsNotTriedForEver() {
    world.begin(plain());
    Map<String, String> lag = Map.of("lag", "nothing is judged");
    world.troubles(lag);
    world.attempt(new AttemptOutcome.Refused(said("404")));
    world.troubles(lag);
    assertThat(world.deliver()).isEmpty();
    world.troubles(Map.of());
    world.troubles(lag);
    assertThat(world.deliver()).containsExactly("pipeline.trouble nothing is judged");
  }

  @Test
  void whatIsOpenedAgainIsToldAfterItsEnd() {
    world.begin(plain());
    world.decided("f1", AlertChange.RAISED);
    assertThat(world.deliver()).hasSize(1);
    world.decided("f1", AlertChange.CLOSED);
    world.attempt(new AttemptOutcome.Postponed(said("503"), Optional.empty()));
    world.decided("f1", AlertChange.REOPENED);
    assertThat(world.deliver()).isEmpty();
    world.restart();
    world.pass(Duration.ofSeconds(2));
    assertThat(world.deliver()).containsExactly("finding.closed f1", "finding.raised f1");
    assertThat(world.outbox.openFindings()).hasSize(1);
  }

  @Test
  void whatWasEscalatedToWhoKnewItBeginsAnewAfterItsEnd() {
    AlertRoute route =
        new AlertRoute(
            0,
            1,
            AlertMatch.ALL,
            List.of(DESK),
            false,
            Optional.empty(),
            Optional.of(new AlertRoute.Escalation(Duration.ofMinutes(15), List.of(DESK))),
            List.of(),
            Duration.ZERO,
            MINUTE);
    world.begin(routes(route));
    world.decided("f2", AlertChange.RAISED);
    assertThat(world.deliver()).containsExactly("finding.raised f2");
    world.pass(Duration.ofMinutes(15));
    world.attempt(new AttemptOutcome.Postponed(said("503"), Optional.empty()));
    world.decided("f2", AlertChange.CLOSED);
    world.pass(MINUTE);
    assertThat(world.deliver()).containsExactly("finding.escalated f2", "finding.closed f2");
    world.decided("f2", AlertChange.REOPENED);
    assertThat(world.deliver()).containsExactly("finding.raised f2");
  }

  @Test
  void aTestIsSentWhateverElse() {
    world.begin(plain());
    world.outbox.requested(
        new AlertRequest("r", AlertRequestKind.TEST, DESK, "msg_test", "kim", world.now),
        world.now);
    assertThat(world.deliver()).containsExactly("test kim");
    assertThat(AlertType.of(world.only().getType())).contains(AlertType.TEST);
  }

  @Test
  void nothingOfManyIsLost() {
    world.begin(plain());
    List<String> told = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      world.decided("f" + i, AlertChange.RAISED);
      if (i % 7 == 0) {
        world.restart();
      }
      told.addAll(world.deliver());
    }
    assertThat(told).hasSize(1_000).doesNotHaveDuplicates();
  }

  @Test
  void aDeadEscalationIsOverWithItsFindingWhichIsToldOfWhenItIsRaisedAnew() {
    AlertRoute route =
        new AlertRoute(
            0,
            1,
            AlertMatch.ALL,
            List.of(DESK),
            false,
            Optional.empty(),
            Optional.of(new AlertRoute.Escalation(Duration.ofMinutes(15), List.of(DESK))),
            List.of(),
            Duration.ZERO,
            Duration.ofMinutes(5));
    world.begin(routes(route));
    world.decided("f1", AlertChange.RAISED);
    world.attempt(new AttemptOutcome.Postponed(said("503"), Optional.empty()));
    world.pass(Duration.ofMinutes(15));
    world.attempt(new AttemptOutcome.Postponed(said("503"), Optional.empty()));
    world.attempt(new AttemptOutcome.Refused(said("404"))); // the escalation
    world.pass(Duration.ofSeconds(2));
    world.attempt(new AttemptOutcome.Refused(said("404")));
    assertThat(world.outbox.dead()).isEqualTo(2);
    world.decided("f1", AlertChange.RETRACTED);
    assertThat(world.outbox.dead()).isZero();
    world.restart();
    world.decided("f1", AlertChange.RAISED);
    assertThat(world.deliver()).containsExactly("finding.raised f1");
  }

  @Test
  void whatIsRaisedAnewIsNotForgottenWhileItsBeginningBeforeIsStillTried() {
    world.begin(plain());
    world.decided("f1", AlertChange.RAISED);
    world.attempt(new AttemptOutcome.Postponed(said("503"), Optional.empty()));
    world.decided("f1", AlertChange.RETRACTED);
    world.decided("f1", AlertChange.RAISED);
    world.pass(Duration.ofSeconds(2));
    world.attempt(new AttemptOutcome.Postponed(said("503"), Optional.empty()));
    world.decided("f1", AlertChange.RETRACTED);
    world.pass(Duration.ofSeconds(2));
    assertThat(world.deliver()).containsExactly("finding.raised f1", "finding.retracted f1");
    assertThat(world.outbox.openFindings()).isEmpty();
  }

  @Test
  void anIncidentOfSeveralStandsWhileOneOfThemIsOverAndRaisedAnew() {
    AlertReceiver pager = new AlertReceiver.PagerDuty(secret(), URI.create("http://pager"));
    world.begin(routes(route(List.of(AlertField.CLAUSE_ID), Duration.ofSeconds(10), null), pager));
    world.decided("f1", AlertChange.RAISED);
    world.decided("f2", AlertChange.RAISED);
    world.pass(Duration.ofSeconds(10));
    world.attempt(new AttemptOutcome.Postponed(said("503"), Optional.empty()));
    world.decided("f1", AlertChange.RETRACTED);
    world.decided("f1", AlertChange.RAISED);
    world.pass(Duration.ofSeconds(2));
    world.attempt(new AttemptOutcome.Postponed(said("503"), Optional.empty()));
    world.pass(Duration.ofSeconds(2));
    assertThat(world.deliver()).containsExactly("finding.raised null");
    world.pass(Duration.ofMinutes(10));
    assertThat(world.deliver()).containsExactly("finding.raised f1");
  }

  @Test
  void aSummaryWaitsForTheLastThatCameToItWhicheverChangedLast() {
    world.begin(plain());
    world.decided("f1", AlertChange.RAISED, AlertOrigin.POLICY);
    world.pass(Duration.ofSeconds(8));
    world.decided("f2", AlertChange.RAISED, AlertOrigin.POLICY);
    world.decided("f1", AlertChange.CHANGED, AlertOrigin.POLICY);
    world.restart();
    world.pass(Duration.ofSeconds(9));
    assertThat(world.deliver()).isEmpty();
    world.pass(Duration.ofSeconds(1));
    assertThat(world.deliverMessages())
        .singleElement()
        .satisfies(message -> assertThat(message.getCount()).isEqualTo(2));
  }

  private static AlertRoute escalating(List<AlertField> groupBy) {
    return new AlertRoute(
        0,
        1,
        AlertMatch.ALL,
        List.of(DESK),
        false,
        Optional.empty(),
        Optional.of(new AlertRoute.Escalation(Duration.ofMinutes(15), List.of(DESK))),
        groupBy,
        Duration.ZERO,
        Duration.ofMinutes(5));
  }

  private AlertMessage of(AlertType type, String findingId) {
    return world.messages.values().stream()
        .filter(one -> one.getType().equals(type.id()) && findingId.equals(one.getFindingId()))
        .reduce((before, last) -> last)
        .orElseThrow();
  }

  @Test
  void aDeadBeginningOfWhatIsOverSaysWhyItIsNotSentOnceMore() {
    world.begin(plain());
    world.decided("f1", AlertChange.RAISED);
    world.attempt(AWAY);
    world.decided("f1", AlertChange.RETRACTED);
    world.pass(Duration.ofSeconds(2));
    world.attempt(REFUSED);
    assertThat(world.outbox.dead()).isEqualTo(1);
    world.restart();
    world.resend(of(AlertType.FINDING_RAISED, "f1"));
    assertThat(world.deliver()).isEmpty();
    assertThat(of(AlertType.FINDING_RAISED, "f1").getKeptBackBy())
        .isEqualTo("over before it was sent");
    assertThat(world.outbox.dead()).isZero();
  }

  @Test
  void aDeadBeginningOfWhatBeganAnewSaysWhyItIsNotSentOnceMore() {
    world.begin(plain());
    world.decided("f1", AlertChange.RAISED);
    world.attempt(AWAY);
    world.decided("f1", AlertChange.RETRACTED);
    world.pass(Duration.ofSeconds(2));
    world.attempt(REFUSED);
    AlertMessage dead = of(AlertType.FINDING_RAISED, "f1");
    world.decided("f1", AlertChange.RAISED);
    world.resend(dead);
    assertThat(world.messages.get(dead.getMessageId()).getKeptBackBy())
        .isEqualTo("another message tells of it since");
    assertThat(world.deliver()).containsExactly("finding.raised f1");
    world.decided("f1", AlertChange.RETRACTED);
    assertThat(world.deliver()).containsExactly("finding.retracted f1");
  }

  @Test
  void ofADeadMessageAboutSeveralOnlyWhatStandsIsSentOnceMore() {
    world.begin(plain());
    world.decided("f1", AlertChange.RAISED, AlertOrigin.POLICY);
    world.decided("f2", AlertChange.RAISED, AlertOrigin.POLICY);
    world.pass(Duration.ofSeconds(10));
    world.attempt(AWAY);
    world.decided("f1", AlertChange.RETRACTED);
    world.pass(Duration.ofSeconds(2));
    world.attempt(REFUSED);
    world.restart();
    world.resend(world.messages.get(of(AlertType.FINDING_RAISED, "f2").getCarriedBy()));
    assertThat(world.deliverMessages()).extracting(AlertMessage::getCount).containsExactly(1);
    assertThat(of(AlertType.FINDING_RAISED, "f1").getState()).isEqualTo(AlertState.SILENCED);
    world.decided("f2", AlertChange.RETRACTED);
    assertThat(world.deliver()).containsExactly("finding.retracted f2");
  }

  /** Whether the finding is over before the first message died or after it. */
  @Test
  void whoWasToldByAnEscalationAloneIsToldOfTheEnd() {
    for (boolean overBefore : List.of(true, false)) {
      TestOutbox some = new TestOutbox(DESK);
      some.begin(routes(escalating(List.of())));
      some.decided("f1", AlertChange.RAISED);
      some.attempt(AWAY);
      some.pass(Duration.ofMinutes(15));
      some.attempt(AWAY); // the first once more, and then the escalation
      some.attempt(new AttemptOutcome.Delivered(said("200")));
      if (overBefore) {
        some.decided("f1", AlertChange.RETRACTED);
      }
      some.pass(Duration.ofSeconds(2));
      some.attempt(REFUSED);
      some.restart();
      if (!overBefore) {
        some.decided("f1", AlertChange.RETRACTED);
      }
      List<AlertMessage> sent = some.deliverMessages();
      assertThat(sent).extracting(AlertMessage::getType).containsExactly("finding.retracted");
      assertThat(some.messages.get(sent.getFirst().getEndOf()).getType())
          .isEqualTo("finding.escalated");
    }
  }

  @Test
  void anEscalationOfWhatBeganAnewComesAfterTheEndOfTheTimeBefore() {
    world.begin(routes(escalating(List.of())));
    world.decided("f1", AlertChange.RAISED);
    assertThat(world.deliver()).hasSize(1);
    world.decided("f1", AlertChange.CLOSED);
    world.attempt(AWAY);
    world.decided("f1", AlertChange.REOPENED);
    world.pass(Duration.ofMinutes(15).plusSeconds(1));
    world.attempt(AWAY);
    assertThat(world.deliver()).isEmpty();
    world.pass(Duration.ofSeconds(2));
    assertThat(world.deliver())
        .containsExactly("finding.closed f1", "finding.raised f1", "finding.escalated f1");
  }

  @Test
  void anEscalationBelongsToTheIncidentOfWhatItEscalates() {
    AlertReceiver pager = new AlertReceiver.PagerDuty(secret(), URI.create("http://pager"));
    world.begin(routes(escalating(List.of()), pager));
    world.decided("f1", AlertChange.RAISED, AlertOrigin.POLICY);
    world.decided("f2", AlertChange.RAISED, AlertOrigin.POLICY);
    world.pass(Duration.ofSeconds(10));
    String incident = world.deliverMessages().getFirst().getThread();
    world.pass(Duration.ofMinutes(16));
    assertThat(world.deliverMessages())
        .extracting(AlertMessage::getType, AlertMessage::getThread)
        .containsExactly(
            tuple("finding.escalated", incident), tuple("finding.escalated", incident));
  }

  @Test
  void whoHasIncidentsGetsNoneOfAnEscalationWhileTheFirstMessageIsTried() {
    AlertReceiver pager = new AlertReceiver.PagerDuty(secret(), URI.create("http://pager"));
    world.begin(routes(escalating(List.of()), pager));
    world.decided("f1", AlertChange.RAISED);
    world.attempt(AWAY);
    world.pass(Duration.ofMinutes(15));
    world.attempt(AWAY);
    assertThat(world.deliver()).isEmpty();
    world.pass(Duration.ofSeconds(2));
    assertThat(world.deliver()).containsExactly("finding.raised f1", "finding.escalated f1");
  }

  @Test
  void aDeadEndIsSentOnceMoreUnlessTheReceiverWasToldAnew() {
    world.begin(plain());
    world.decided("f1", AlertChange.RAISED);
    world.deliver();
    world.decided("f1", AlertChange.CLOSED);
    world.attempt(REFUSED);
    AlertMessage end = of(AlertType.FINDING_CLOSED, "f1");
    world.decided("f1", AlertChange.REOPENED);
    world.resend(end);
    assertThat(world.messages.get(end.getMessageId()).getState())
        .as("what began may never be told")
        .isEqualTo(AlertState.DEAD);
    world.decided("f1", AlertChange.CLOSED);
    world.resend(end);
    assertThat(world.deliver()).containsExactly("finding.closed f1");
  }

  /** All in one instant, and what is outdated changes last: it ends nothing that is made later. */
  @Test
  void anEndThatIsOutdatedEndsNothingAfterARestart() {
    world.begin(plain());
    world.decided("f1", AlertChange.RAISED);
    world.deliver();
    world.decided("f1", AlertChange.CLOSED);
    world.attempt(REFUSED);
    world.decided("f1", AlertChange.REOPENED);
    world.deliver();
    world.resend(of(AlertType.FINDING_CLOSED, "f1"));
    assertThat(of(AlertType.FINDING_CLOSED, "f1").getState()).isEqualTo(AlertState.SILENCED);
    world.restart();
    assertThat(world.outbox.openFindings()).hasSize(1);
    world.decided("f1", AlertChange.CLOSED);
    assertThat(world.deliver()).containsExactly("finding.closed f1");
  }

  /** It may have arrived: who sent it was killed before it could say so. */
  @Test
  void aBeginningBeforeAnEndIsSentWhateverBeganAndEndedSince() {
    world.begin(plain());
    world.decided("f1", AlertChange.RAISED);
    assertThat(world.outbox.next(world.now)).isPresent();
    world.decided("f1", AlertChange.RETRACTED);
    world.restart();
    world.decided("f1", AlertChange.RAISED);
    world.decided("f1", AlertChange.RETRACTED);
    assertThat(world.deliver()).containsExactly("finding.raised f1", "finding.retracted f1");
  }
}
