package io.clausewatch.judging;

import io.clausewatch.contract.AlertOrigin;
import io.clausewatch.contract.Fact;
import io.clausewatch.contract.FactScope;
import io.clausewatch.contract.Rejudge;
import io.clausewatch.ingest.FactKeys;
import io.clausewatch.ingest.RecordOrigin;
import java.time.Instant;
import java.util.List;
import java.util.function.BiPredicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * One task's passes over judged events that something can touch.
 *
 * <p>Judging again is done in steps of a bounded number of events. What is left after a step is
 * written to the facts topic as a {@link Rejudge} and comes back to this partition behind the facts
 * that wait there: so it does not stall the stream, shows as lag, and is not lost when the task
 * stops or moves. There is at most one pass at a time over one subject or policy; a fact that comes
 * meanwhile makes the pass start once more when it is through.
 */
public final class RejudgePasses {
  /**
   * Which passes are under way: {@link RejudgeScope#key} → the last cause of one, of {@link
   * RejudgeCause#encode}.
   */
  public static final String STORE = "passes";

  private final ProcessorContext<Object, SpecificRecord> context;
  private final JudgeOutputs outputs;
  private final JudgedEventStore judgedEvents;
  private final FactLookupStore lookups;
  private final FactLookupBackfill backfill;
  private final PassStep step;
  private final BiPredicate<JudgedEventStore.JudgedEvent, RejudgeCause> judgeAgain;
  private final PolicyPasses policyPasses;
  private final KeyValueStore<String, String> underWay;

  /**
   * The passes of a task.
   *
   * @param step how many events are judged again in one step
   * @param judgeAgain judges an event again for a cause, and tells whether anything changed
   * @param policyPasses is told how far each has come
   */
  RejudgePasses(
      ProcessorContext<Object, SpecificRecord> context,
      JudgeOutputs outputs,
      JudgedEventStore judgedEvents,
      FactLookupStore lookups,
      FactLookupBackfill backfill,
      PassStep step,
      BiPredicate<JudgedEventStore.JudgedEvent, RejudgeCause> judgeAgain,
      PolicyPasses policyPasses) {
    this.context = context;
    this.outputs = outputs;
    this.judgedEvents = judgedEvents;
    this.lookups = lookups;
    this.backfill = backfill;
    this.step = step;
    this.judgeAgain = judgeAgain;
    this.policyPasses = policyPasses;
    this.underWay = context.getStateStore(STORE);
  }

  /**
   * Judges again what a cause can touch: a first step now, the rest as a pass.
   *
   * @param receivedAt when the cause reached Kafka
   */
  void start(RejudgeScope scope, RejudgeCause cause, Instant receivedAt) {
    String last = underWay.get(scope.key());
    if (last != null) {
      underWay.put(scope.key(), cause.beside(RejudgeCause.decode(last)).encode());
      return;
    }
    PassProgress progress = step(scope, PassProgress.begun(now()), cause);
    if (!progress.isThrough()) {
      underWay.put(scope.key(), cause.encode());
      leave(scope, progress, cause, receivedAt);
    } else if (cause.origin() == AlertOrigin.POLICY && progress.judgedAgain() > 0) {
      // Whoever changed a policy wants to see that it is in force; where facts come, one step is
      // nothing to tell of.
      policyPasses.tell(scope, cause, progress);
    }
  }

  /**
   * Goes on with a pass.
   *
   * @param work what was left of it
   * @param fact as which that came back
   * @param origin that of the record which is the cause
   */
  void goOn(Rejudge work, Fact fact, AlertOrigin origin) {
    RejudgeScope scope = RejudgeScope.of(work, fact.getSubjectRef());
    RejudgeCause cause = new RejudgeCause(work.getCauseEventId(), work.getCauseSays(), origin);
    String waiting = underWay.get(scope.key());
    if (waiting != null) {
      cause = cause.beside(RejudgeCause.decode(waiting));
    }
    if (scope.lookup() != null && !backfill.isKnown(scope.policyId())) {
      // The task came here without the store in which to look: all are judged again instead.
      underWay.delete(scope.key());
      start(RejudgeScope.ofPolicy(scope.policyId()), cause, fact.getReceivedAt());
      return;
    }
    PassProgress progress;
    try {
      progress = step(scope, PassProgress.of(work, now()), cause);
    } catch (RuntimeException e) {
      underWay.delete(scope.key()); // else none over this scope would ever begin again
      throw e;
    }
    if (progress.isThrough()) {
      String last = underWay.get(scope.key());
      if (last == null || RejudgeCause.decode(last).id().equals(cause.id())) {
        underWay.delete(scope.key());
        policyPasses.tell(scope, cause, progress);
        return;
      }
      cause = RejudgeCause.decode(last);
      progress = PassProgress.begun(now());
    }
    leave(scope, progress, cause, fact.getReceivedAt());
  }

  /** Judges some events again. */
  private PassProgress step(RejudgeScope scope, PassProgress before, RejudgeCause cause) {
    PassProgress progress = before;
    long begun = System.nanoTime();
    int changed = 0;
    for (int i = 0; i < step.reads() && changed < step.events() && !progress.isThrough(); i++) {
      List<JudgedEventStore.JudgedEvent> next = next(scope, progress.cursor());
      for (JudgedEventStore.JudgedEvent judged : next) {
        if (!judged.isKept()) {
          lookups.forget(judged.key()); // left from when the task was here before
        } else if (judgeAgain.test(judged, cause)) {
          changed++;
        }
      }
      String last = next.size() < step.events() ? null : next.getLast().key();
      progress = progress.after(last, next.size());
      if (System.nanoTime() - begun > step.within().toNanos()) {
        break;
      }
    }
    return progress;
  }

  private List<JudgedEventStore.JudgedEvent> next(RejudgeScope scope, String cursor) {
    return scope.lookup() == null
        ? judgedEvents.next(scope.key(), cursor, step.events())
        : judgedEvents.all(lookups.next(scope.key(), cursor, step.events()));
  }

  private void leave(
      RejudgeScope scope, PassProgress progress, RejudgeCause cause, Instant receivedAt) {
    policyPasses.tell(scope, cause, progress);
    String subjectRef = scope.subjectRef();
    PartitionedKey key =
        new PartitionedKey(
            FactKeys.key(scope.policyId(), subjectRef), context.taskId().partition());
    Fact fact =
        new Fact(
            subjectRef == null ? FactScope.POLICY : FactScope.SUBJECT,
            subjectRef,
            receivedAt,
            scope.rest(progress, cause),
            null);
    context.forward(
        new Record<>(
            key, fact, context.currentSystemTimeMs(), RecordOrigin.headers(cause.origin())),
        outputs.rejudges());
  }

  private Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }
}
