package io.clausewatch.alertsender.outbox;

import static io.clausewatch.alertsender.TestReasons.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.alertroutes.AlertField;
import io.clausewatch.alertroutes.AlertMatch;
import io.clausewatch.alertroutes.AlertReceiver;
import io.clausewatch.alertroutes.AlertRoute;
import io.clausewatch.alertroutes.AlertRoutes;
import io.clausewatch.alertroutes.SecretSource;
import io.clausewatch.contract.AlertChange;
import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertOrigin;
import io.clausewatch.contract.AlertState;
import io.clausewatch.contract.AlertType;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever happens, and whenever an instance takes over from another. */
class OutboxRestartTest {
  private static final String DESK = "desk";

  /** What can be decided of a finding after what was decided last. */
  private static final Map<AlertChange, List<AlertChange>> NEXT =
      Map.of(
          AlertChange.UNKNOWN,
          List.of(AlertChange.RAISED),
          AlertChange.RAISED,
          List.of(
              AlertChange.CHANGED,
              AlertChange.ACKNOWLEDGED,
              AlertChange.CLOSED,
              AlertChange.RETRACTED),
          AlertChange.CHANGED,
          List.of(AlertChange.ACKNOWLEDGED, AlertChange.CLOSED, AlertChange.RETRACTED),
          AlertChange.ACKNOWLEDGED,
          List.of(AlertChange.REOPENED, AlertChange.CLOSED, AlertChange.RETRACTED),
          AlertChange.CLOSED,
          List.of(AlertChange.REOPENED, AlertChange.RETRACTED),
          AlertChange.REOPENED,
          List.of(
              AlertChange.CHANGED,
              AlertChange.ACKNOWLEDGED,
              AlertChange.CLOSED,
              AlertChange.RETRACTED),
          AlertChange.RETRACTED,
          List.of(AlertChange.RAISED));

  static AlertChange next(Map<String, AlertChange> last, String finding, Random random) {
    List<AlertChange> possible = NEXT.get(last.getOrDefault(finding, AlertChange.UNKNOWN));
    AlertChange next = possible.get(random.nextInt(possible.size()));
    last.put(finding, next);
    return next;
  }

  private static AlertRoutes routes(Random random, List<AlertField> groupBy, boolean escalates) {
    List<String> to = random.nextInt(4) == 0 ? List.of("others") : List.of(DESK);
    return routes(random, groupBy, escalates, to);
  }

  static AlertRoutes routes(
      Random random, List<AlertField> groupBy, boolean escalates, List<String> to) {
    Optional<Duration> repeat =
        random.nextBoolean() ? Optional.of(Duration.ofMinutes(30)) : Optional.empty();
    Optional<AlertRoute.Escalation> escalation =
        escalates && random.nextBoolean()
            ? Optional.of(new AlertRoute.Escalation(Duration.ofMinutes(15), List.of(DESK)))
            : Optional.empty();
    AlertReceiver receiver =
        random.nextBoolean()
            ? new AlertReceiver.PagerDuty(
                new SecretSource.InVariable("KEY"), URI.create("http://pager"))
            : new AlertReceiver.Webhook(
                URI.create("http://desk"), new SecretSource.InVariable("KEY"));
    AlertRoute route =
        new AlertRoute(
            0,
            1,
            AlertMatch.ALL,
            to,
            false,
            repeat,
            escalation,
            groupBy,
            random.nextBoolean() ? Duration.ZERO : Duration.ofSeconds(10),
            Duration.ofMinutes(5));
    return new AlertRoutes(
        Optional.empty(),
        Map.of(DESK, receiver),
        Optional.empty(),
        List.of(route),
        Optional.empty(),
        List.of(),
        List.of(),
        Map.of());
  }

  /**
   * Without groups: who takes over may tell of one sooner, if the last that was told of it was
   * cancelled on its way.
   */
  @Property(seed = "20261130")
  void anOutboxThatIsMadeAgainSendsTheSame(@ForAll Random random) {
    AlertRoutes routes = routes(random, List.of(), true);
    Map<String, AlertChange> last = new HashMap<>();
    TestOutbox steady = new TestOutbox(DESK);
    TestOutbox restarted = new TestOutbox(DESK);
    steady.begin(routes);
    restarted.begin(routes);
    for (int step = 0; step < 40; step++) {
      if (random.nextInt(3) == 0) {
        restarted.restart();
      }
      switch (random.nextInt(6)) {
        case 0, 1, 2 -> {
          String finding = "f" + random.nextInt(4);
          AlertChange change = next(last, finding, random);
          AlertOrigin origin = random.nextInt(5) == 0 ? AlertOrigin.POLICY : AlertOrigin.LIVE;
          steady.decided(finding, change, origin);
          restarted.decided(finding, change, origin);
        }
        case 3 -> {
          Duration time = Duration.ofSeconds(1 + random.nextInt(1_000));
          steady.pass(time);
          restarted.pass(time);
        }
        case 4 -> {
          AttemptOutcome outcome =
              random.nextBoolean()
                  ? new AttemptOutcome.Refused(said("404"))
                  : new AttemptOutcome.Postponed(said("503"), Optional.empty());
          // Which of several that are due at once comes first, a restart may change.
          if (steady.outbox.waiting() + steady.outbox.retrying() == 1) {
            steady.attemptIfDue(outcome);
            restarted.attemptIfDue(outcome);
          }
        }
        default -> same(steady, restarted);
      }
    }
    for (int day = 0; day < 2; day++) {
      steady.pass(Duration.ofMinutes(20));
      restarted.pass(Duration.ofMinutes(20));
      same(steady, restarted);
    }
    String both = steady.trace + "\nand " + restarted.trace;
    assertThat(restarted.outbox.openFindings())
        .as(both)
        .hasSameSizeAs(steady.outbox.openFindings());
    assertThat(restarted.outbox.waiting()).as(both).isEqualTo(steady.outbox.waiting());
    assertThat(restarted.outbox.dead()).as(both).isEqualTo(steady.outbox.dead());
  }

  /** The other is killed, every second time, when the receiver has taken the first of them. */
  private static void same(TestOutbox one, TestOutbox other) {
    List<String> sent = one.deliver();
    List<String> sentByOther = new ArrayList<>();
    if (one.trace.size() % 2 == 0) {
      sentByOther.addAll(other.deliverOneAndBeKilled());
    }
    sentByOther.addAll(other.deliver());
    assertThat(sentByOther)
        .as("%s\nand %s", one.trace, other.trace)
        .containsExactlyInAnyOrderElementsOf(sent);
  }

  /** Of each finding: what was told began before it ended, and ends only where it began. */
  @Property(seed = "20261130")
  void everyEndFollowsABeginning(@ForAll Random random) {
    TestOutbox world = new TestOutbox(DESK);
    List<AlertField> groupBy = random.nextBoolean() ? List.of(AlertField.CLAUSE_ID) : List.of();
    world.begin(routes(random, groupBy, true));
    List<AlertMessage> sent = new ArrayList<>();
    Map<String, AlertChange> last = new HashMap<>();
    for (int step = 0; step < 60; step++) {
      String finding = "f" + random.nextInt(3);
      world.decided(finding, next(last, finding, random), AlertOrigin.LIVE);
      world.pass(Duration.ofSeconds(random.nextInt(400)));
      if (random.nextInt(3) == 0) {
        world.restart();
      }
      if (random.nextBoolean()) {
        sent.addAll(world.deliverMessages());
      }
    }
    world.pass(Duration.ofHours(1));
    sent.addAll(world.deliverMessages());
    Map<String, Boolean> open = new HashMap<>();
    for (AlertMessage message : sent) {
      AlertType type = AlertType.of(message.getType()).orElseThrow();
      for (String told : world.findingsOf(message)) {
        if (type.isEnd()) {
          assertThat(open.put(told, false)).as("%s of %s", told, world.trace).isEqualTo(true);
        } else if (type.isBeginning()) {
          open.put(told, true);
        } else {
          assertThat(open).as("%s %s of %s", type, told, world.trace).containsEntry(told, true);
        }
      }
    }
    assertThat(world.in(AlertState.RETRYING)).isZero();
  }

  /** However often the receiver is away meanwhile: in the end it knows of what stands alone. */
  @Property(seed = "20261201")
  void whatIsOverIsLeftOpenNowhere(@ForAll Random random) {
    TestOutbox world = new TestOutbox(DESK);
    List<AlertField> groupBy = random.nextBoolean() ? List.of(AlertField.CLAUSE_ID) : List.of();
    world.begin(routes(random, groupBy, true, List.of(DESK)));
    Map<String, AlertChange> last = new HashMap<>();
    for (int step = 0; step < 60; step++) {
      String finding = "f" + random.nextInt(3);
      world.decided(finding, next(last, finding, random), AlertOrigin.LIVE);
      world.pass(Duration.ofSeconds(random.nextInt(100)));
      if (random.nextInt(3) == 0) {
        world.restart();
      }
      if (random.nextInt(3) > 0) {
        world.attemptIfDue(new AttemptOutcome.Postponed(said("503"), Optional.empty()));
      } else if (random.nextInt(3) == 0) {
        world.deliver();
      }
    }
    for (int time = 0; time < 10; time++) {
      world.pass(Duration.ofMinutes(10));
      world.deliver();
    }
    List<String> open =
        world.outbox.openFindings().stream().map(one -> one.getFinding().getFindingId()).toList();
    last.forEach(
        (finding, change) -> {
          if (change == AlertChange.RETRACTED || change == AlertChange.CLOSED) {
            assertThat(open).as("%s", world.trace).doesNotContain(finding);
          } else if (change != AlertChange.ACKNOWLEDGED) {
            assertThat(open).as("%s", world.trace).contains(finding);
          }
        });
  }

  @Property(seed = "20261201")
  void whatWasToldIsEndedThoughBeginningsDieAndAreSentOnceMore(@ForAll Random random) {
    endsOfAllThatWasTold(random, false, AlertType::isBeginning);
  }

  @Property(seed = "20261201")
  void whatWasToldIsEndedThoughItIsEscalatedToWhoKnowsIt(@ForAll Random random) {
    endsOfAllThatWasTold(random, true, AlertType::isBeginning);
  }

  @Property(seed = "20261201")
  void whatWasToldIsEndedThoughAnythingDies(@ForAll Random random) {
    endsOfAllThatWasTold(random, true, type -> true);
  }

  /** Whatever dies is sent once more at any time, and at the latest when all is over. */
  private static void endsOfAllThatWasTold(
      Random random, boolean escalates, Predicate<AlertType> mayDie) {
    TestOutbox world = new TestOutbox(DESK);
    List<AlertField> groupBy = random.nextBoolean() ? List.of(AlertField.CLAUSE_ID) : List.of();
    AlertRoutes routes = routes(random, groupBy, escalates, List.of(DESK));
    world.begin(routes);
    ReceiverView receiver =
        new ReceiverView(world, routes.receivers().get(DESK) instanceof AlertReceiver.PagerDuty);
    Map<String, AlertChange> last = new HashMap<>();
    for (int step = 0; step < 60; step++) {
      switch (random.nextInt(9)) {
        case 0, 1 -> {
          String finding = "f" + random.nextInt(3);
          AlertOrigin origin = random.nextInt(3) == 0 ? AlertOrigin.POLICY : AlertOrigin.LIVE;
          world.decided(finding, next(last, finding, random), origin);
        }
        case 2 -> world.pass(Duration.ofSeconds(1 + random.nextInt(1_000)));
        case 3 -> world.restart();
        case 4 -> sendOnceMore(world, random);
        case 5 ->
            world
                .attemptAndBeKilled(message -> anyOutcome(message, mayDie, random), random)
                .ifPresent(receiver::took);
        default ->
            world
                .attemptAs(message -> anyOutcome(message, mayDie, random))
                .ifPresent(receiver::took);
      }
      receiver.assertThatItKnowsWhatStands();
    }
    last.keySet().forEach(finding -> world.decided(finding, AlertChange.RETRACTED));
    for (int time = 0; time < 20; time++) {
      List.copyOf(world.messages.values()).stream()
          .filter(message -> message.getState() == AlertState.DEAD)
          .forEach(world::resend);
      world.pass(Duration.ofMinutes(10));
      world.deliverMessages(receiver::took);
      receiver.assertThatItKnowsWhatStands();
    }
    receiver.assertThatNothingStands();
    assertThat(world.outbox.openFindings()).as("%s", world.trace).isEmpty();
    assertThat(world.in(AlertState.DEAD)).as("%s", world.trace).isZero();
  }

  private static void sendOnceMore(TestOutbox world, Random random) {
    List<AlertMessage> tried =
        world.messages.values().stream().filter(message -> message.getTries() > 0).toList();
    if (!tried.isEmpty()) {
      world.resend(tried.get(random.nextInt(tried.size())));
    }
  }

  private static AttemptOutcome anyOutcome(
      AlertMessage message, Predicate<AlertType> mayDie, Random random) {
    AlertType type = AlertType.of(message.getType()).orElseThrow();
    if (mayDie.test(type) && random.nextInt(3) == 0) {
      return new AttemptOutcome.Refused(said("404"));
    }
    return random.nextBoolean()
        ? new AttemptOutcome.Postponed(said("503"), Optional.empty())
        : new AttemptOutcome.Delivered(said("200"));
  }
}
