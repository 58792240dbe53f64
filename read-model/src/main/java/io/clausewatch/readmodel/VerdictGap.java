package io.clausewatch.readmodel;

/**
 * A clause that could not be decided, and why. Clause and reason stay together, so that they can be
 * counted together; with the policy.
 *
 * @param policyId whose clause
 * @param clauseId the clause; null where the whole event is meant
 * @param reason why it could not be decided
 */
public record VerdictGap(String policyId, String clauseId, String reason) {}
