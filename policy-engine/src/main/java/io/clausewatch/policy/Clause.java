package io.clausewatch.policy;

import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.Severity;
import java.util.Set;

/**
 * One clause of a policy that an event can keep or break.
 *
 * @param id unique over all policies
 * @param title a headline for a finding
 * @param section where it stands in the policy
 * @param quote its words, verbatim
 * @param translation its words in English; null where the policy is in English
 * @param severity how much breaking it matters
 * @param on the kinds of event that it judges
 * @param rule its source in the rule language
 * @param flags true for an event that breaks it, exemptions included
 * @param explanation what happened and why it breaks the clause, for an event that does; in English
 * @param localExplanation the same in the policy's language; null where the policy is in English
 */
public record Clause(
    String id,
    String title,
    String section,
    String quote,
    String translation,
    Severity severity,
    Set<EventKind> on,
    String rule,
    Rule<Boolean> flags,
    Rule<String> explanation,
    Rule<String> localExplanation) {}
