package io.clausewatch.judge;

import java.util.List;

/**
 * What a policy says of one event about one data subject. Lawful when it holds neither a violation
 * nor a gap.
 *
 * @param policyVersion the version in force when it happened
 * @param violations in the order of the policy's clauses
 * @param gaps what could not be decided
 */
public record Judgement(String policyVersion, List<Violation> violations, List<Gap> gaps) {}
