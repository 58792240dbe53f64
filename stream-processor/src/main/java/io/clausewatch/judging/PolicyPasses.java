package io.clausewatch.judging;

import io.clausewatch.contract.AlertOrigin;
import io.clausewatch.contract.PassCause;
import io.clausewatch.contract.PolicyPass;
import java.time.Instant;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Tells how far one task's passes over all events of a policy have come. Of other passes, which are
 * about one data subject or a few events, nothing is told.
 */
final class PolicyPasses {
  private final ProcessorContext<Object, SpecificRecord> context;
  private final String output;
  private final JudgeObserver observer;
  private final Predicate<String> isPolicy;
  private final int partition;

  /**
   * Tells of the passes of a task.
   *
   * @param output the child that takes {@link PolicyPass} records
   * @param isPolicy whether an id is that of a policy which this program has or had: any other is
   *     the text of some event, which belongs neither into a metric nor into what is kept for good
   */
  PolicyPasses(
      ProcessorContext<Object, SpecificRecord> context,
      String output,
      JudgeObserver observer,
      Predicate<String> isPolicy) {
    this.context = context;
    this.output = output;
    this.observer = observer;
    this.isPolicy = isPolicy;
    this.partition = context.taskId().partition();
  }

  /** A step was done; it left a rest, or was the last. */
  void tell(RejudgeScope scope, RejudgeCause cause, PassProgress progress) {
    String policyId = scope.policyId();
    if (!scope.isWholePolicy() || !isPolicy.test(policyId)) {
      return;
    }
    double share = progress.share(policyId);
    if (progress.isThrough()) {
      observer.passEnded(policyId, partition);
    } else {
      observer.passGoesOn(policyId, partition, share);
    }
    long at = context.currentSystemTimeMs();
    Instant now = Instant.ofEpochMilli(at);
    PolicyPass pass =
        new PolicyPass(
            policyId,
            partition,
            cause.origin() == AlertOrigin.POLICY ? PassCause.POLICY_CHANGED : PassCause.FACT,
            share,
            progress.judgedAgain(),
            progress.startedAt(),
            now,
            progress.isThrough() ? now : null);
    context.forward(new Record<>(policyId + "|" + partition, pass, at), output);
  }

  /** The task ends: its passes go on elsewhere, or later. */
  void close() {
    observer.passesLeft(partition);
  }
}
