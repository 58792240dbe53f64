package io.clausewatch.judging;

import io.clausewatch.contract.AlertOrigin;
import io.clausewatch.contract.DeadLetterReason;
import io.clausewatch.contract.Deadline;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.Fact;
import io.clausewatch.contract.FactScope;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.Operation;
import io.clausewatch.contract.Rejudge;
import io.clausewatch.contract.Severity;
import io.clausewatch.contract.TrailEntry;
import io.clausewatch.facts.FactLookup;
import io.clausewatch.ingest.IntakeDeadLetters;
import io.clausewatch.ingest.RecordDecoder;
import io.clausewatch.ingest.RecordOrigin;
import io.clausewatch.judge.ContextScope;
import io.clausewatch.judge.Judgement;
import io.clausewatch.judge.Obligation;
import io.clausewatch.platform.privacy.RedactedException;
import io.clausewatch.policy.Clause;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges the facts of one partition: each event once when it comes, and again whenever a fact comes
 * that can touch it ({@link RejudgePasses}). Only what changed is sent on. Whatever the order in
 * which facts come, in the end each event has been judged by all of them.
 */
public final class JudgeProcessor implements Processor<byte[], byte[], Object, SpecificRecord> {
  /** By what each policy judged so far: its id → digest. */
  public static final String POLICIES = "policies";

  private static final Duration EXPIRE_EVERY = Duration.ofSeconds(10);
  private static final Duration LOOK_AT_CLOCKS_EVERY = Duration.ofMillis(500);
  private static final int EXPIRE_STEP = 10_000;
  private static final int CLOCK_STEPS = 10;

  // One step each time, at most 5,000 events a second: events that come go first.
  private static final Duration BACKFILL_EVERY = Duration.ofMillis(100);
  private static final Logger LOG = LoggerFactory.getLogger(JudgeProcessor.class);

  private final Deserializer<Fact> deserializer;
  private final PolicyEvaluator evaluator;
  private final Duration horizon;
  private final Duration settle;
  private final PassStep step;
  private final JudgeObserver observer;
  private final JudgeOutputs outputs;
  private ProcessorContext<Object, SpecificRecord> context;
  private JudgedEventStore judgedEvents;
  private DeadlineStore deadlines;
  private SubjectFactStore subjects;
  private PolicyFactStore shared;
  private FactLookupStore lookups;
  private StateMark mark;
  private FactLookupBackfill backfill;
  private ArrivalBackfill arrivals;
  private KeyValueStore<String, String> policies;
  private PolicyPasses policyPasses;
  private RejudgePasses passes;
  private Cancellable policyCheck;
  private Cancellable backfilling;

  /**
   * One task's judge.
   *
   * @param deserializer of the facts topic
   * @param evaluator judges
   * @param horizon how long after its arrival an event can still be judged again
   * @param settle how long after its arrival the clocks that an event starts are not yet called
   *     missed
   * @param step how many events are judged again at once
   * @param observer is told what happens
   * @param outputs the children
   */
  public JudgeProcessor(
      Deserializer<Fact> deserializer,
      PolicyEvaluator evaluator,
      Duration horizon,
      Duration settle,
      PassStep step,
      JudgeObserver observer,
      JudgeOutputs outputs) {
    this.deserializer = deserializer;
    this.evaluator = evaluator;
    this.horizon = horizon;
    this.settle = settle;
    this.step = step;
    this.observer = observer;
    this.outputs = outputs;
  }

  @Override
  public void init(ProcessorContext<Object, SpecificRecord> context) {
    this.context = context;
    this.judgedEvents =
        new JudgedEventStore(
            context.getStateStore(JudgedEventStore.ACTS),
            context.getStateStore(JudgedEventStore.FINDINGS),
            context.getStateStore(JudgedEventStore.ARRIVALS));
    this.deadlines =
        new DeadlineStore(
            context.getStateStore(DeadlineStore.STORE),
            context.getStateStore(DeadlineStore.TIMERS),
            settle);
    this.subjects =
        new SubjectFactStore(
            context.getStateStore(SubjectFactStore.STORE),
            context.getStateStore(SubjectFactStore.HOLDINGS),
            judgedEvents::historyOf);
    this.shared = new PolicyFactStore(context.getStateStore(PolicyFactStore.STORE));
    this.lookups = new FactLookupStore(context.getStateStore(FactLookupStore.STORE));
    this.policies = context.getStateStore(POLICIES);
    this.mark = new StateMark(policies, context.getStateStore(FactLookupStore.STORE));
    this.backfill =
        new FactLookupBackfill(judgedEvents, lookups, evaluator.digests(), mark.since());
    this.arrivals = new ArrivalBackfill(judgedEvents, mark.since());
    this.policyPasses =
        new PolicyPasses(context, outputs.passes(), observer, id -> policies.get(id) != null);
    this.passes =
        new RejudgePasses(
            context,
            outputs,
            judgedEvents,
            lookups,
            backfill,
            step,
            (judged, cause) -> judgeAgain(judged, cause).isChanged(),
            policyPasses);
    every(EXPIRE_EVERY, this::expire);
    every(LOOK_AT_CLOCKS_EVERY, this::lookAtClocks);
    // Once, as soon as the task runs: nothing can be sent from here.
    policyCheck = every(LOOK_AT_CLOCKS_EVERY, now -> checkPolicies());
    backfilling = every(BACKFILL_EVERY, now -> backfill());
  }

  private Cancellable every(Duration interval, Consumer<Instant> action) {
    return context.schedule(
        interval,
        PunctuationType.WALL_CLOCK_TIME,
        now -> {
          mark.set();
          action.accept(Instant.ofEpochMilli(now));
        });
  }

  private void expire(Instant now) {
    judgedEvents.expire(
        now, now.minus(horizon), EXPIRE_STEP, deadlines::waitsFor, this::forgetWhatFollowed);
  }

  private void forgetWhatFollowed(String judged) {
    deadlines.forget(judged);
    lookups.forget(judged);
  }

  private void backfill() {
    arrivals.step(step.events());
    backfill.step(
        step.events(),
        judged -> {
          TrailEntry trail = judged.trail();
          Event event = Event.of((SpecificRecord) trail.getEvent());
          judge(judged.key(), event, trail.getSubjectRef(), Instant.MIN);
        });
    if (arrivals.isDone() && backfill.isDone()) {
      backfilling.cancel();
    }
  }

  /**
   * Judges the events again whose clocks have run out; what is left after a while, the next time.
   */
  private void lookAtClocks(Instant now) {
    List<String> due;
    int steps = 0;
    do {
      due = deadlines.take(now, step.events());
      for (String key : due) {
        JudgedEventStore.JudgedEvent judged = judgedEvents.get(key);
        if (judged != null) {
          judgeAgain(judged, RejudgeCause.CLOCK);
        }
      }
    } while (due.size() == step.events() && ++steps < CLOCK_STEPS);
  }

  /** Judges all events of each policy again that is not what it was when this task last ran. */
  private void checkPolicies() {
    policyCheck.cancel();
    evaluator
        .digests()
        .forEach(
            (policyId, digest) -> {
              if (!digest.equals(policies.get(policyId))) {
                policies.put(policyId, digest);
                RejudgeCause change = RejudgeCause.ofPolicy(digest, now());
                passes.start(RejudgeScope.ofPolicy(policyId), change, now());
              }
            });
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    mark.set();
    String topic = context.recordMetadata().orElseThrow().topic();
    Optional<Fact> fact = RecordDecoder.decode(deserializer, topic, record.value());
    if (fact.isEmpty()) {
      bury(DeadLetterReason.UNDECODABLE, List.of());
      return;
    }
    try {
      process(fact.get(), RecordOrigin.of(record.headers()));
    } catch (KafkaException e) {
      // The stream's own trouble, not this fact's: the thread ends, and the fact is processed
      // again.
      throw e;
    } catch (RuntimeException e) {
      LOG.error(
          "A fact could not be processed; it goes to the dead letters", new RedactedException(e));
      bury(DeadLetterReason.FAILED, List.of(e.getClass().getName()));
    }
  }

  private void process(Fact fact, AlertOrigin origin) {
    if (fact.getEvent() instanceof Rejudge work) {
      passes.goOn(work, fact, origin);
      return;
    }
    Event event = Event.of((SpecificRecord) fact.getEvent());
    if (fact.getScope() == FactScope.EVERYBODY) {
      learn(event, fact, origin);
    } else {
      arrive(event, fact, origin);
    }
  }

  /** An event to be judged; perhaps also to be remembered about its data subject. */
  private void arrive(Event event, Fact fact, AlertOrigin origin) {
    String subject = StoreKeys.subject(event.policyId(), fact.getSubjectRef());
    String judged = StoreKeys.judgedEvent(subject, event);
    if (judgedEvents.holds(judged)) {
      return;
    }
    ContextScope decides =
        fact.getScope() == FactScope.SUBJECT ? ContextScope.of(event) : ContextScope.NONE;
    if (decides != ContextScope.NONE) {
      noteLateness(event, fact);
      subjects.add(subject, event, fact);
    }
    Judgement judgement = judgeFirst(judged, event, fact, origin);
    boolean isAny =
        decides == ContextScope.ANY
            || (decides == ContextScope.CLOCKS && evaluator.judgesByHoldings(event.policyId()));
    if (isAny) {
      startPass(
          RejudgeScope.ofSubject(event.policyId(), fact.getSubjectRef()), event, fact, origin);
      return;
    }
    if (decides == ContextScope.CLOCKS) {
      judgeClocksAgain(subject, judged, event, fact, origin);
    }
    judgeEarlierAgain(subject, judged, judgement, event, fact, origin);
  }

  /**
   * Judges the event again whose clock an event took over, where the clock starts with the last of
   * some events. It can take over no other: an earlier clock than that was taken over before, or
   * has run out.
   */
  private void judgeEarlierAgain(
      String subject, String own, Judgement judgement, Event event, Fact fact, AlertOrigin origin) {
    for (Obligation obligation : judgement.obligations()) {
      Clause clause = obligation.clause();
      if (clause.deadline().startsWithTheLast()) {
        RejudgeCause cause = RejudgeCause.of(event, fact.getReceivedAt(), origin);
        String key = deadlines.startedBefore(subject, own, clause.id());
        // One that started a clock only by what was known before is passed over.
        while (key != null && !startsAgain(key, clause, cause)) {
          key = deadlines.startedBefore(subject, key, clause.id());
        }
      }
    }
  }

  /** Judges an event again; whether it starts a clock under a clause now. */
  private boolean startsAgain(String key, Clause clause, RejudgeCause cause) {
    JudgedEventStore.JudgedEvent judged = judgedEvents.get(key);
    return judged != null
        && judgeAgain(judged, cause).judgement().obligations().stream()
            .anyMatch(obligation -> obligation.clause().id().equals(clause.id()));
  }

  /** Something that everybody's events are judged by. */
  private void learn(Event event, Fact fact, AlertOrigin origin) {
    RejudgeScope touched = touchedBy(event);
    if (shared.add(event, fact)) {
      noteLateness(event, fact);
      startPass(touched, event, fact, origin);
    }
  }

  /** The events that a fact which is not known yet can touch. */
  private RejudgeScope touchedBy(Event fact) {
    String policyId = fact.policyId();
    return shared
        .foundBy(fact)
        .filter(lookup -> backfill.isKnown(policyId))
        .map(lookup -> RejudgeScope.ofLookup(policyId, lookup))
        .orElse(RejudgeScope.ofPolicy(policyId));
  }

  /**
   * Judges again what a fact about data that came or went can touch: the clocks, of which few run.
   */
  private void judgeClocksAgain(
      String subject, String own, Event event, Fact fact, AlertOrigin origin) {
    Set<String> started = deadlines.started(subject, touchesFrom(event), step.events() + 1);
    if (started.isEmpty()) {
      return;
    }
    if (started.size() > step.events()) {
      startPass(
          RejudgeScope.ofSubject(event.policyId(), fact.getSubjectRef()), event, fact, origin);
      return;
    }
    RejudgeCause cause = RejudgeCause.of(event, fact.getReceivedAt(), origin);
    for (String key : started) {
      JudgedEventStore.JudgedEvent judged = key.equals(own) ? null : judgedEvents.get(key);
      if (judged != null) {
        judgeAgain(judged, cause);
      }
    }
  }

  /**
   * From when on an event has to be that an access to data which came or went can touch. What is to
   * be destroyed was collected before its clock started; when it went counts afterwards too.
   */
  private static Instant touchesFrom(Event access) {
    boolean isCollected = access.access().getOperation() == Operation.COLLECT;
    return isCollected ? access.occurredAt() : Instant.MIN;
  }

  private Judgement judgeFirst(String judged, Event event, Fact fact, AlertOrigin origin) {
    TrailEntry unjudged =
        new TrailEntry(
            EntryId.of(event.eventId(), fact.getSubjectRef()),
            0,
            fact.getSubjectRef(),
            fact.getReceivedAt(),
            fact.getReceivedAt(),
            null,
            List.of(),
            fact.getEvent(),
            fact.getSubjectSpelling());
    Instant now = now();
    Instant asOf = deadlines.asOf(fact.getReceivedAt(), now);
    Judgement judgement = judge(judged, event, fact.getSubjectRef(), asOf);
    JudgementDiff diff = JudgementDiff.first(unjudged, judgement, now);
    TrailEntry trail = diff.trail().orElseThrow();
    judgedEvents.add(judged, trail);
    observer.judged(event.kind());
    if (!judgement.gaps().isEmpty()) {
      observer.undecided(event.kind());
    }
    announce(judged, diff, deadlines.update(judged, trail, judgement, asOf, now), origin);
    return judgement;
  }

  /** What came of it, and whether that is not what stood. */
  private record JudgedAgain(Judgement judgement, boolean isChanged) {}

  private JudgedAgain judgeAgain(JudgedEventStore.JudgedEvent judged, RejudgeCause cause) {
    TrailEntry standing = judged.trail();
    Event event = Event.of((SpecificRecord) standing.getEvent());
    Instant now = now();
    Instant asOf = deadlines.asOf(standing.getReceivedAt(), now);
    Judgement judgement = judge(judged.key(), event, standing.getSubjectRef(), asOf);
    JudgementDiff diff =
        JudgementDiff.again(
            standing,
            clauseId -> judgedEvents.finding(judged.key(), clauseId),
            judgement,
            cause,
            now);
    observer.judgedAgain();
    diff.trail().ifPresent(trail -> judgedEvents.update(judged.key(), trail));
    announce(
        judged.key(),
        diff,
        deadlines.update(judged.key(), standing, judgement, asOf, now),
        cause.origin());
    return new JudgedAgain(judgement, diff.isChange());
  }

  /** Judges an event by what is known, and notes what it looks up. */
  private Judgement judge(String judged, Event event, String subjectRef, Instant asOf) {
    String subject = StoreKeys.subject(event.policyId(), subjectRef);
    Set<FactLookup> asked = new HashSet<>();
    Judgement judgement = evaluator.judge(event, subject, subjects, shared, asOf, asked::add);
    lookups.put(event.policyId(), judged, asked);
    return judgement;
  }

  private void startPass(RejudgeScope scope, Event event, Fact fact, AlertOrigin origin) {
    Instant receivedAt = fact.getReceivedAt();
    passes.start(scope, RejudgeCause.of(event, receivedAt, origin), receivedAt);
  }

  private void announce(
      String judged, JudgementDiff diff, List<Deadline> changed, AlertOrigin origin) {
    long at = context.currentSystemTimeMs();
    for (Deadline deadline : changed) {
      context.forward(new Record<>(deadline.getDeadlineId(), deadline, at), outputs.deadlines());
    }
    diff.trail()
        .ifPresent(
            trail -> context.forward(new Record<>(trail.getEntryId(), trail, at), outputs.trail()));
    for (JudgementDiff.Change change : diff.findings()) {
      Finding finding = change.finding();
      judgedEvents.put(judged, finding);
      observer.found(finding.getSeverity(), finding.getStatus());
      Record<Object, SpecificRecord> out =
          new Record<>(finding.getFindingId(), finding, at, RecordOrigin.headers(origin));
      context.forward(out, outputs.findings());
      if (change.raised() && finding.getSeverity() == Severity.CRITICAL) {
        context.forward(out, outputs.alerts());
      }
    }
  }

  private void noteLateness(Event event, Fact fact) {
    if (event.occurredAt().isBefore(fact.getReceivedAt().minus(horizon))) {
      observer.lateBeyondHorizon(event.kind());
    }
  }

  private void bury(DeadLetterReason reason, List<String> faults) {
    observer.buried(reason);
    Record<String, ? extends SpecificRecord> letter =
        IntakeDeadLetters.letter(
            context.recordMetadata().orElseThrow(), reason, faults, null, null, null, now());
    context.forward(letter, outputs.deadLetters());
  }

  @Override
  public void close() {
    policyPasses.close();
  }

  private Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }
}
