package io.clausewatch.policy;

import io.clausewatch.facts.EvaluationContext;
import io.clausewatch.facts.RefusedAlternative;

/**
 * One of the ways in which a clause allows an event: an entry of {@code allowedIf}, in words.
 *
 * @param what it, in English; its rule where the author gave it no name
 * @param localWhat it, in the policy's language; null where that is English, or it has no name
 * @param why how it failed, for an event that it does not allow; in English; null where the author
 *     does not say
 * @param localWhy the same in the policy's language; null where that is English, or not said
 */
public record AllowedAlternative(
    String what, String localWhat, Rule<String> why, Rule<String> localWhy) {

  /** That it does not allow an event. */
  RefusedAlternative refusal(EvaluationContext context) {
    return new RefusedAlternative(
        what,
        localWhat,
        why == null ? null : why.of(context),
        localWhy == null ? null : localWhy.of(context));
  }
}
