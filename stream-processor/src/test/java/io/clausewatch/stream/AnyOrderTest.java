package io.clausewatch.stream;

import static io.clausewatch.contract.ConsentAction.GRANTED;
import static io.clausewatch.contract.ConsentAction.WITHDRAWN;
import static io.clausewatch.contract.FollowUpKind.APPROVAL;
import static io.clausewatch.contract.FollowUpKind.JUSTIFICATION;
import static io.clausewatch.contract.NoticeKind.BREACH_DISCOVERED;
import static io.clausewatch.contract.NoticeKind.BREACH_NOTIFIED_AUTHORITY;
import static io.clausewatch.contract.NoticeKind.BREACH_NOTIFIED_SUBJECTS;
import static io.clausewatch.contract.NoticeKind.BUSINESS_TRANSFER;
import static io.clausewatch.contract.NoticeKind.POLICY_CHANGE;
import static io.clausewatch.contract.RecipientKind.LAW_ENFORCEMENT;
import static io.clausewatch.contract.RecipientKind.PARTNER;
import static io.clausewatch.contract.RecipientKind.SUCCESSOR;
import static io.clausewatch.contract.SubjectChange.CANCELLED;
import static io.clausewatch.contract.SubjectChange.DISPUTE_CLOSED;
import static io.clausewatch.contract.SubjectChange.DISPUTE_OPENED;
import static io.clausewatch.contract.SubjectChange.REGISTERED;
import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.CollectionMethod;
import io.clausewatch.contract.ConsentGiver;
import io.clausewatch.contract.DataSubjectRight;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.FindingStatus;
import io.clausewatch.contract.Outcome;
import io.clausewatch.contract.RequestStage;
import io.clausewatch.contract.TrailEntry;
import io.clausewatch.contract.Verdict;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever the order in which events come, however often, and whether or not the topology was
 * stopped in between: in the end the same findings stand, and the trail says the same, as if all
 * had been judged at once.
 */
class AnyOrderTest {
  private static final PolicyCatalog POLICIES = Shop.policies();
  private static final String CLUB = "book-club";
  private static final int PARTITIONS = 3;

  /** Some clocks have run out by then, and what comes later may have stopped them. */
  private static final Instant AMID = Pipeline.START.plus(Duration.ofHours(1));

  /** Every clock has run out by then, and is settled; no event has passed its horizon. */
  private static final Instant END = Pipeline.START.plus(Duration.ofDays(60));

  /** Every clock of the shipped policies has run out by then. */
  private static final Instant FAR_END = Pipeline.START.plus(Duration.ofDays(12 * 365));

  /** As often as {@code jqwik.tries.default} says, as the next. */
  @Property(seed = "20261130")
  void theTasksMayGetOnInAnyOrder(@ForAll("histories") List<Event> history, @ForAll Random random) {
    inAnyOrder(POLICIES, Shop.POLICY, history, random, END);
  }

  /** What one event may decide about another by the words that corner-shop.yaml does not use. */
  @Property(seed = "20261130")
  void soDoesTheRestOfTheRuleLanguage(
      @ForAll("clubHistories") List<Event> history, @ForAll Random random) {
    inAnyOrder(POLICIES, CLUB, history, random, END);
  }

  @Property(seed = "20261130")
  void soDoTheShippedPolicies(@ForAll("shippedHistories") Shipped history, @ForAll Random random) {
    inAnyOrder(history.policies(), history.policyId(), history.events(), random, FAR_END);
  }

  private static void inAnyOrder(
      PolicyCatalog policies, String policyId, List<Event> history, Random random, Instant end) {
    Deque<Event> sent = new ArrayDeque<>(shuffledWithRepeats(history, random));
    try (SimulatedTasks tasks = new SimulatedTasks(policies, PARTITIONS)) {
      while (!sent.isEmpty() || !tasks.waiting().isEmpty()) {
        List<Integer> waiting = tasks.waiting();
        if (waiting.isEmpty() && random.nextInt(10) == 0) {
          tasks.lookAtTheClock(AMID);
        }
        if (random.nextInt(20) == 0) {
          tasks.restart(random.nextInt(PARTITIONS), random.nextBoolean());
        }
        if (random.nextInt(4) == 0) {
          tasks.tick(random.nextInt(PARTITIONS));
        }
        if (!sent.isEmpty() && (waiting.isEmpty() || random.nextBoolean())) {
          tasks.take(sent.removeFirst(), random.nextInt(PARTITIONS));
        } else {
          tasks.work(waiting.get(random.nextInt(waiting.size())));
        }
      }
      tasks.lookAtTheClock(end);
      check(new Oracle(policies, policyId, history, end), tasks.findings, tasks.trail);
      assertThat(tasks.deadLetters).isEmpty();
    }
  }

  @Property(tries = 10, seed = "20261130")
  void theWholeTopologyEndsAlike(@ForAll("histories") List<Event> history, @ForAll Random random) {
    stoppedInBetween(POLICIES, Shop.POLICY, history, random, END);
  }

  @Property(tries = 10, seed = "20261130")
  void soItDoesUnderTheShippedPolicies(
      @ForAll("sentHistories") Shipped history, @ForAll Random random) {
    stoppedInBetween(history.policies(), history.policyId(), history.events(), random, FAR_END);
  }

  private static void stoppedInBetween(
      PolicyCatalog policies, String policyId, List<Event> history, Random random, Instant end) {
    List<Event> sent = shuffledWithRepeats(history, random);
    int stop = random.nextInt(sent.size());
    try (Pipeline pipeline = new Pipeline(policies)) {
      pipeline.send(sent.subList(0, stop).toArray(Event[]::new));
      pipeline.restart();
      pipeline.send(sent.subList(stop, sent.size()).toArray(Event[]::new));
      pipeline.advance(Duration.between(Pipeline.START, end));
      check(new Oracle(policies, policyId, history, end), pipeline.findings, pipeline.trail);
      assertThat(pipeline.deadLetters).isEmpty();
    }
  }

  private static List<Event> shuffledWithRepeats(List<Event> history, Random random) {
    List<Event> sent = new ArrayList<>(history);
    sent.addAll(history.subList(0, random.nextInt(history.size())));
    Collections.shuffle(sent, random);
    return sent;
  }

  private static void check(Oracle oracle, List<Finding> findings, List<TrailEntry> trail) {
    assertThat(open(findings)).isEqualTo(oracle.findings());
    assertThat(verdicts(trail)).isEqualTo(oracle.verdicts());
    revisionsGrowByOne(findings, trail);
  }

  private static Map<String, Oracle.Said> open(List<Finding> findings) {
    Map<String, Finding> latest = new TreeMap<>();
    findings.forEach(finding -> latest.put(finding.getFindingId(), finding));
    latest.values().removeIf(finding -> finding.getStatus() != FindingStatus.OPEN);
    Map<String, Oracle.Said> open = new TreeMap<>();
    latest.forEach(
        (id, finding) ->
            open.put(id, new Oracle.Said(finding.getExplanation(), finding.getEvidence())));
    return open;
  }

  private static Map<String, List<String>> verdicts(List<TrailEntry> trail) {
    Map<String, List<String>> latest = new TreeMap<>();
    trail.forEach(
        entry ->
            latest.put(
                entry.getEntryId(),
                entry.getVerdicts().stream().map(AnyOrderTest::words).sorted().toList()));
    return latest;
  }

  private static String words(Verdict verdict) {
    return verdict.getOutcome() == Outcome.VIOLATED ? verdict.getClauseId() : verdict.getReason();
  }

  private static void revisionsGrowByOne(List<Finding> findings, List<TrailEntry> trail) {
    Map<String, Finding> latest = new HashMap<>();
    for (Finding finding : findings) {
      Finding before = latest.put(finding.getFindingId(), finding);
      assertThat(finding.getRevision()).isEqualTo(before == null ? 1 : before.getRevision() + 1);
      if (before != null) {
        // Only the clock revises a finding without a fact that came late.
        assertThat(finding.getRetroactive() || finding.getDueAt() != null).isTrue();
        assertThat(finding.getDetectedAt()).isEqualTo(before.getDetectedAt());
        assertThat(List.of(before.getStatus(), finding.getStatus()))
            .isNotEqualTo(List.of(FindingStatus.RETRACTED, FindingStatus.RETRACTED));
      }
    }
    Map<String, Integer> entries = new HashMap<>();
    for (TrailEntry entry : trail) {
      assertThat(entry.getRevision()).isEqualTo(entries.merge(entry.getEntryId(), 1, Integer::sum));
    }
  }

  /** Makes an event of an id. */
  private interface Draft {
    Event of(String eventId);
  }

  @Provide
  Arbitrary<List<Event>> clubHistories() {
    return histories(
            List.of(
                contacts(),
                reads(),
                disclosures(),
                consents(),
                changes(),
                notices(),
                requests(),
                handlers(),
                collects(),
                collects(),
                destroys()))
        .map(events -> events.stream().map(event -> Shop.under(CLUB, event)).toList());
  }

  @Provide
  Arbitrary<List<Event>> histories() {
    return histories(
        List.of(
            contacts(),
            reads(),
            disclosures(),
            consents(),
            changes(),
            notices(),
            breaches(),
            handlers(),
            collects(),
            destroys(),
            urgentReads(),
            followUps(),
            roles(),
            requests()));
  }

  private static Arbitrary<List<Event>> histories(List<Arbitrary<Draft>> kinds) {
    return Arbitraries.oneOf(kinds)
        .list()
        .ofMinSize(2)
        .ofMaxSize(25)
        .map(
            drafts -> {
              List<Event> events = new ArrayList<>();
              for (Draft draft : drafts) {
                events.add(draft.of("event-" + events.size()));
              }
              return events;
            });
  }

  /** Some events under one of the shipped policies, those of the examples included. */
  record Shipped(String policyId, List<Event> events) {
    PolicyCatalog policies() {
      return ShippedEvents.catalog(policyId);
    }
  }

  /** Events of all its scenarios, thrown together. */
  @Provide
  Arbitrary<Shipped> shippedHistories() {
    return histories(ShippedEvents.policyIds().stream());
  }

  /** Only those that a service can send. */
  @Provide
  Arbitrary<Shipped> sentHistories() {
    return histories(
        ShippedEvents.policyIds().stream()
            .filter(
                id -> !ShippedEvents.catalog(id).policy(id).map(Policy::ownActs).orElseThrow()));
  }

  private static Arbitrary<Shipped> histories(Stream<String> policyIds) {
    return Arbitraries.of(policyIds.toList())
        .flatMap(
            policyId ->
                Arbitraries.integers()
                    .between(0, ShippedEvents.of(policyId).size() - 1)
                    .list()
                    .ofMinSize(2)
                    .ofMaxSize(20)
                    .map(picks -> new Shipped(policyId, ShippedEvents.pick(policyId, picks))));
  }

  private static Arbitrary<Draft> contacts() {
    return Combinators.combine(days(), purposes(), someSubjects(1))
        .as((day, purpose, subjects) -> id -> Shop.contact(id, day, purpose, subjects));
  }

  private static Arbitrary<Draft> reads() {
    return Combinators.combine(days(), staff(), someSubjects(1))
        .as((day, staff, subjects) -> id -> Shop.read(id, day, staff, subjects));
  }

  private static Arbitrary<Draft> disclosures() {
    return Combinators.combine(
            days(),
            Arbitraries.of(LAW_ENFORCEMENT, PARTNER, SUCCESSOR),
            Arbitraries.of("sale-1", "sale-2", "none"),
            someSubjects(1))
        .as(
            (day, kind, transfer, subjects) ->
                id ->
                    Shop.disclosure(
                        id, day, kind, transfer.equals("none") ? null : transfer, subjects));
  }

  private static Arbitrary<Draft> consents() {
    return Combinators.combine(
            days(),
            Arbitraries.of(GRANTED, WITHDRAWN),
            Arbitraries.of(ConsentGiver.SUBJECT, ConsentGiver.GUARDIAN),
            Arbitraries.of(CollectionMethod.WEB_FORM, CollectionMethod.POST).injectNull(0.5),
            purposes(),
            subjects())
        .as(
            (day, action, giver, method, purpose, subject) ->
                id -> Shop.consent(id, day, action, giver, method, purpose, subject));
  }

  private static Arbitrary<Draft> urgentReads() {
    return Combinators.combine(
            days(), staff(), Arbitraries.of("cashier", "courier").injectNull(0.3), someSubjects(1))
        .as((day, staff, role, subjects) -> id -> Shop.urgent(id, day, staff, role, subjects));
  }

  private static Arbitrary<Draft> followUps() {
    return Combinators.combine(
            days(),
            Arbitraries.integers().between(0, 6),
            Arbitraries.of(JUSTIFICATION, APPROVAL),
            staff(),
            someSubjects(0))
        .as(
            (day, earlier, kind, staff, subjects) ->
                id -> Shop.followUp(id, day, "event-" + earlier, kind, staff, subjects));
  }

  private static Arbitrary<Draft> roles() {
    return Combinators.combine(
            days(),
            Arbitraries.of("cashier", "courier"),
            Arbitraries.of("for good", "for now").injectNull(0.3),
            Arbitraries.of("name", "email").set(),
            days(),
            days().injectNull(0.5))
        .as(
            (day, role, assignment, categories, from, until) ->
                id -> Shop.role(id, day, role, assignment, categories, from, until));
  }

  private static Arbitrary<Draft> changes() {
    return Combinators.combine(
            days(),
            Arbitraries.of(REGISTERED, CANCELLED, DISPUTE_OPENED, DISPUTE_CLOSED),
            Arbitraries.of(LocalDate.of(1980, 1, 1), LocalDate.of(2020, 1, 1)).injectNull(0.5),
            subjects())
        .as((day, change, birth, subject) -> id -> Shop.subject(id, day, change, birth, subject));
  }

  private static Arbitrary<Draft> notices() {
    return Combinators.combine(
            days(),
            Arbitraries.of(BUSINESS_TRANSFER, POLICY_CHANGE),
            days(),
            Arbitraries.of("sale-1", "sale-2"),
            someSubjects(0))
        .as(
            (day, kind, effective, relatesTo, subjects) ->
                id -> Shop.notice(id, day, kind, effective + 4, relatesTo, subjects));
  }

  private static Arbitrary<Draft> breaches() {
    return Combinators.combine(
            days(),
            Arbitraries.of(BREACH_DISCOVERED, BREACH_NOTIFIED_SUBJECTS, BREACH_NOTIFIED_AUTHORITY),
            someSubjects(0))
        .as(
            (day, kind, subjects) ->
                id ->
                    // Every breach is told as the first notice of all that could be one.
                    Shop.notice(id, day, kind, null, "notice-event-0", subjects));
  }

  private static Arbitrary<Draft> collects() {
    return Combinators.combine(days(), someSubjects(1))
        .as((day, subjects) -> id -> Shop.collect(id, day, subjects));
  }

  private static Arbitrary<Draft> destroys() {
    return Combinators.combine(days(), someSubjects(1))
        .as((day, subjects) -> id -> Shop.destroy(id, day, subjects));
  }

  private static Arbitrary<Draft> requests() {
    return Combinators.combine(
            days(),
            Arbitraries.of("request-1", "request-2"),
            Arbitraries.of(
                DataSubjectRight.ACCESS, DataSubjectRight.DELETION, DataSubjectRight.OBJECTION),
            Arbitraries.of(RequestStage.values()).filter(stage -> stage != RequestStage.UNKNOWN),
            subjects())
        .as(
            (day, requestId, right, stage, subject) ->
                id -> Shop.request(id, day, requestId, right, stage, subject));
  }

  private static Arbitrary<Draft> handlers() {
    return Combinators.combine(days(), staff(), days())
        .as((day, staff, from) -> id -> Shop.handler(id, day, staff, from));
  }

  /** Few enough that events meet, halves so that instants tie and lie between each other. */
  private static Arbitrary<Double> days() {
    return Arbitraries.integers().between(0, 16).map(half -> half / 2.0);
  }

  private static Arbitrary<String> purposes() {
    return Arbitraries.of("order-fulfilment", "direct-marketing", "analytics", "horoscopes");
  }

  private static Arbitrary<String> staff() {
    return Arbitraries.of("hans", "mallory");
  }

  private static Arbitrary<String> subjects() {
    return Arbitraries.of("customer-anna", "customer-bela", "customer-carl");
  }

  private static Arbitrary<String[]> someSubjects(int fewest) {
    return subjects().set().ofMinSize(fewest).ofMaxSize(2).map(set -> set.toArray(String[]::new));
  }
}
