package io.clausewatch.policy;

import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.Severity;
import io.clausewatch.facts.EvaluationContext;
import io.clausewatch.facts.RefusedAlternatives;
import java.util.List;
import java.util.Set;

/**
 * One clause of a policy that an event can keep or break.
 *
 * @param id unique over all policies
 * @param title a headline for a finding; in English
 * @param localTitle the same in the policy's language; null where the policy is in English
 * @param section where it stands in the policy
 * @param quote its words, verbatim
 * @param translation its words in English; null where the policy is in English
 * @param severity how much breaking it matters
 * @param on the kinds of event that it judges; empty where it is a deadline alone
 * @param rule its source, for people to read
 * @param flags true for an event that breaks it, exemptions included; null where it is a deadline
 *     alone
 * @param alternatives each of them would have allowed the event; empty where the clause does not
 *     say what it allows
 * @param deadline what is to be done in time; null where it is none
 * @param explanation what happened and why it breaks the clause, for an event that does; in English
 * @param localExplanation the same in the policy's language; null where the policy is in English
 */
public record Clause(
    String id,
    String title,
    String localTitle,
    String section,
    String quote,
    String translation,
    Severity severity,
    Set<EventKind> on,
    String rule,
    Rule<Boolean> flags,
    List<AllowedAlternative> alternatives,
    Deadline deadline,
    Rule<String> explanation,
    Rule<String> localExplanation) {

  /** Why none of the alternatives allows an event that breaks the clause. */
  public RefusedAlternatives refusals(EvaluationContext context) {
    return new RefusedAlternatives(
        alternatives.stream().map(alternative -> alternative.refusal(context)).toList());
  }
}
