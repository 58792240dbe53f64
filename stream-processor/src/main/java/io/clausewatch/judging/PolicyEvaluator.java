package io.clausewatch.judging;

import io.clausewatch.contract.Event;
import io.clausewatch.facts.FactLookup;
import io.clausewatch.judge.Gap;
import io.clausewatch.judge.Judge;
import io.clausewatch.judge.Judgement;
import io.clausewatch.platform.privacy.RedactedException;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The judge with its policies: every event gets a judgement, also one that no policy is known for,
 * and one on which a rule fails. Thread-safe.
 */
public final class PolicyEvaluator {
  private static final Logger LOG = LoggerFactory.getLogger(PolicyEvaluator.class);
  private static final Judgement NO_POLICY =
      new Judgement(
          null, List.of(), List.of(new Gap(null, "no policy of this id is known")), List.of());

  private final PolicyCatalog policies;
  private final Judge judge;

  /** Judges by the policies of a catalog. */
  public PolicyEvaluator(PolicyCatalog policies) {
    this.policies = policies;
    this.judge = new Judge(policies.vocabulary());
  }

  /** Every policy's id, to a digest of all by which it judges. */
  Map<String, String> digests() {
    Map<String, String> digests = new TreeMap<>();
    policies.policies().forEach(policy -> digests.put(policy.policyId(), policy.digest()));
    return digests;
  }

  /**
   * Whether what data came and went decides about any event under a policy, and not only about what
   * clocks wait for.
   */
  boolean judgesByHoldings(String policyId) {
    return policies.policy(policyId).filter(Policy::judgesByHoldings).isPresent();
  }

  /**
   * Judges an event by what is known now.
   *
   * @param subject of {@link StoreKeys#subject}
   * @param asOf what is overdue by then is a violation
   * @param lookups is told what the event looks up of the facts that hold for everybody
   * @throws KafkaException when what is known cannot be read
   */
  Judgement judge(
      Event event,
      String subject,
      SubjectFactStore subjects,
      PolicyFactStore shared,
      Instant asOf,
      Consumer<FactLookup> lookups) {
    Optional<Policy> known = policies.policy(event.policyId());
    if (known.isEmpty()) {
      return NO_POLICY;
    }
    Policy policy = known.get();
    var subjectFacts = subjects.of(subject, policy);
    var sharedFacts = shared.of(policy.policyId()).observed(lookups);
    try {
      return judge.judge(policy, event, subjectFacts, sharedFacts).at(asOf);
    } catch (KafkaException e) {
      // What is known could not be read: no word about the event, which is judged anew.
      throw e;
    } catch (RuntimeException e) {
      // A fault of the engine. To pass the event as lawful would hide it, to stop would hide all
      // others.
      LOG.error("Judging a {} event failed", event.kind().id(), new RedactedException(e));
      return new Judgement(
          policy.at(event.occurredAt()).version(),
          List.of(),
          List.of(new Gap(null, "the judge failed by " + e.getClass().getName())),
          List.of());
    }
  }
}
