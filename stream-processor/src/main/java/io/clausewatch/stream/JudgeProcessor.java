package io.clausewatch.stream;

import io.clausewatch.contract.DeadLetterReason;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.Fact;
import io.clausewatch.contract.FactScope;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.Rejudge;
import io.clausewatch.contract.Severity;
import io.clausewatch.contract.TrailEntry;
import io.clausewatch.ingest.DeadLetters;
import io.clausewatch.ingest.FactKeys;
import io.clausewatch.ingest.Values;
import io.clausewatch.ingest.Wordless;
import io.clausewatch.judge.Judgement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges the facts of one partition: each event once when it comes, and again whenever a fact comes
 * that can touch it. Only what changed is sent on. Whatever the order in which facts come, in the
 * end each event has been judged by all of them.
 *
 * <p>Judging again is done in steps of a bounded number of events. What is left after a step is
 * written to the facts topic as a {@link Rejudge} and comes back to this partition behind the facts
 * that wait there: so it does not stall the stream, shows as lag, and is not lost when the task
 * stops or moves. There is at most one such pass at a time over one subject or policy; a fact that
 * comes meanwhile makes the pass start once more when it is through.
 */
final class JudgeProcessor implements Processor<byte[], byte[], Object, SpecificRecord> {
  /** How many events are judged again in one step, unless a test wants fewer. */
  static final int STEP = 500;

  /**
   * Which passes are under way: {@link StoreKeys#policy} or {@link StoreKeys#subject} → id of the
   * last event that asked for one.
   */
  static final String PASSES = "passes";

  private static final Duration EXPIRE_EVERY = Duration.ofSeconds(10);
  private static final int EXPIRE_STEP = 10_000;
  private static final Logger LOG = LoggerFactory.getLogger(JudgeProcessor.class);

  private final Deserializer<Fact> deserializer;
  private final Bench bench;
  private final Duration horizon;
  private final int stepSize;
  private final JudgeObserver observer;
  private final JudgeOutputs outputs;
  private ProcessorContext<Object, SpecificRecord> context;
  private Acts acts;
  private SubjectKnowledge subjects;
  private SharedKnowledge shared;
  private KeyValueStore<String, String> passes;

  /**
   * One task's judge.
   *
   * @param deserializer of the facts topic
   * @param bench judges
   * @param horizon how long after its arrival an event can still be judged again
   * @param stepSize how many events are judged again in one step
   * @param observer is told what happens
   * @param outputs the children
   */
  JudgeProcessor(
      Deserializer<Fact> deserializer,
      Bench bench,
      Duration horizon,
      int stepSize,
      JudgeObserver observer,
      JudgeOutputs outputs) {
    this.deserializer = deserializer;
    this.bench = bench;
    this.horizon = horizon;
    this.stepSize = stepSize;
    this.observer = observer;
    this.outputs = outputs;
  }

  @Override
  public void init(ProcessorContext<Object, SpecificRecord> context) {
    this.context = context;
    this.acts =
        new Acts(
            context.getStateStore(Acts.ACTS),
            context.getStateStore(Acts.FINDINGS),
            context.getStateStore(Acts.ARRIVALS));
    this.subjects = new SubjectKnowledge(context.getStateStore(SubjectKnowledge.STORE));
    this.shared = new SharedKnowledge(context.getStateStore(SharedKnowledge.STORE));
    this.passes = context.getStateStore(PASSES);
    context.schedule(
        EXPIRE_EVERY,
        PunctuationType.WALL_CLOCK_TIME,
        now -> acts.expire(Instant.ofEpochMilli(now).minus(horizon), EXPIRE_STEP));
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    String topic = context.recordMetadata().orElseThrow().topic();
    Optional<Fact> fact = Values.decode(deserializer, topic, record.value());
    if (fact.isEmpty()) {
      bury(DeadLetterReason.UNDECODABLE, List.of());
      return;
    }
    try {
      process(fact.get());
    } catch (KafkaException e) {
      // The stream's own trouble, not this fact's: the thread ends, and the fact is processed
      // again.
      throw e;
    } catch (RuntimeException e) {
      LOG.error("A fact could not be processed; it goes to the dead letters", Wordless.of(e));
      bury(DeadLetterReason.FAILED, List.of(e.getClass().getName()));
    }
  }

  private void process(Fact fact) {
    if (fact.getEvent() instanceof Rejudge work) {
      rejudge(work, fact);
      return;
    }
    Event event = Event.of((SpecificRecord) fact.getEvent());
    if (fact.getScope() == FactScope.EVERYBODY) {
      learn(event, fact);
    } else {
      arrive(event, fact);
    }
  }

  /** An event to be judged; perhaps also to be remembered about its data subject. */
  private void arrive(Event event, Fact fact) {
    String subject = StoreKeys.subject(event.policyId(), fact.getSubjectRef());
    String act = StoreKeys.act(subject, event);
    if (acts.holds(act)) {
      return;
    }
    boolean context = fact.getScope() == FactScope.SUBJECT && bench.remembers(event);
    if (context) {
      noteLateness(event, fact);
      subjects.add(subject, event.eventId(), fact);
    }
    judge(act, event, fact, subject);
    if (context) {
      startPass(subject, fact.getSubjectRef(), event, fact);
    }
  }

  /** Something that everybody's events are judged by. */
  private void learn(Event event, Fact fact) {
    if (shared.add(event, fact)) {
      noteLateness(event, fact);
      startPass(StoreKeys.policy(event.policyId()), null, event, fact);
    }
  }

  private void judge(String act, Event event, Fact fact, String subject) {
    TrailEntry unjudged =
        new TrailEntry(
            EntryId.of(event.eventId(), fact.getSubjectRef()),
            0,
            fact.getSubjectRef(),
            fact.getReceivedAt(),
            fact.getReceivedAt(),
            null,
            List.of(),
            fact.getEvent());
    Judgement judgement = bench.judge(event, subject, subjects, shared);
    Verdicts verdicts = Verdicts.first(unjudged, judgement, now());
    TrailEntry trail = verdicts.trail().orElseThrow();
    acts.add(act, trail);
    observer.judged(event.kind());
    if (!judgement.gaps().isEmpty()) {
      observer.undecided(event.kind());
    }
    announce(act, verdicts);
  }

  private void judgeAgain(Acts.Act act) {
    TrailEntry standing = act.trail();
    Event event = Event.of((SpecificRecord) standing.getEvent());
    String subject = StoreKeys.subject(event.policyId(), standing.getSubjectRef());
    Judgement judgement = bench.judge(event, subject, subjects, shared);
    Verdicts verdicts =
        Verdicts.again(standing, clauseId -> acts.finding(act.key(), clauseId), judgement, now());
    observer.judgedAgain();
    verdicts.trail().ifPresent(trail -> acts.update(act.key(), trail));
    announce(act.key(), verdicts);
  }

  /** Judges again what one new fact can touch: a first step now, the rest as a pass. */
  private void startPass(String about, String subjectRef, Event cause, Fact fact) {
    boolean underWay = passes.get(about) != null;
    if (underWay) {
      passes.put(about, cause.eventId());
      return;
    }
    String cursor = step(about, "");
    if (cursor != null) {
      passes.put(about, cause.eventId());
      Rejudge rest = new Rejudge(cause.policyId(), cursor, cause.eventId(), null);
      leave(rest, subjectRef, fact.getReceivedAt());
    }
  }

  /** Goes on with a pass. */
  private void rejudge(Rejudge work, Fact fact) {
    String subjectRef = fact.getSubjectRef();
    String about =
        subjectRef == null
            ? StoreKeys.policy(work.getPolicyId())
            : StoreKeys.subject(work.getPolicyId(), subjectRef);
    String cursor = step(about, work.getCursor());
    String cause = work.getCauseEventId();
    if (cursor == null) {
      String lastCause = passes.get(about);
      if (lastCause == null || lastCause.equals(cause)) {
        passes.delete(about);
        return;
      }
      cause = lastCause;
      cursor = "";
    }
    leave(new Rejudge(work.getPolicyId(), cursor, cause, null), subjectRef, fact.getReceivedAt());
  }

  /** Judges some events again; returns where to go on, or null when that were all. */
  private String step(String about, String cursor) {
    List<Acts.Act> next = acts.next(about, cursor, stepSize);
    next.forEach(this::judgeAgain);
    return next.size() < stepSize ? null : next.getLast().key();
  }

  private void leave(Rejudge work, String subjectRef, Instant receivedAt) {
    FactScope scope = subjectRef == null ? FactScope.POLICY : FactScope.SUBJECT;
    PinnedKey key =
        new PinnedKey(FactKeys.key(work.getPolicyId(), subjectRef), context.taskId().partition());
    Fact fact = new Fact(scope, subjectRef, receivedAt, work);
    context.forward(new Record<>(key, fact, context.currentSystemTimeMs()), outputs.rejudges());
  }

  private void announce(String act, Verdicts verdicts) {
    long at = context.currentSystemTimeMs();
    verdicts
        .trail()
        .ifPresent(
            trail -> context.forward(new Record<>(trail.getEntryId(), trail, at), outputs.trail()));
    for (Verdicts.Change change : verdicts.findings()) {
      Finding finding = change.finding();
      acts.put(act, finding);
      observer.found(finding.getSeverity(), finding.getStatus());
      Record<Object, SpecificRecord> out = new Record<>(finding.getFindingId(), finding, at);
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
        DeadLetters.letter(context.recordMetadata().orElseThrow(), reason, faults, null, now());
    context.forward(letter, outputs.deadLetters());
  }

  private Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }
}
