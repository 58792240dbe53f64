package io.clausewatch.judge;

import io.clausewatch.contract.Evidence;
import io.clausewatch.policy.Clause;
import java.util.List;

/**
 * A clause that an event breaks.
 *
 * @param clause the clause
 * @param explanation what happened and why it breaks the clause, in English
 * @param localExplanation the same in the policy's language; null where the policy is in English
 * @param evidence the facts by which it was judged, the judged event first
 */
public record Violation(
    Clause clause, String explanation, String localExplanation, List<Evidence> evidence) {}
