package io.clausewatch.policy;

/**
 * A part of a clause's rule whose truth decides which way the rule goes on: an operand of {@code
 * &&}, {@code ||}, {@code !} or {@code ?:} that is not made of such operands itself, or the whole
 * rule where it has none. A definition is one wherever it is used.
 *
 * @param policyId the policy
 * @param clauseId the clause
 * @param line where it begins in the policy's file, counted from 1
 * @param column counted from 1
 * @param text its source, in one line
 */
public record RuleBranch(String policyId, String clauseId, int line, int column, String text) {}
