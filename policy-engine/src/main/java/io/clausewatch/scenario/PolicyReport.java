package io.clausewatch.scenario;

import java.util.List;

/**
 * What became of all scenarios of one policy.
 *
 * @param policyId the policy
 * @param outcomes one for each scenario, in the order of the file
 * @param neverBroken clauses that no scenario of theirs breaks
 * @param neverKept clauses that no scenario of theirs keeps
 */
public record PolicyReport(
    String policyId, List<Outcome> outcomes, List<String> neverBroken, List<String> neverKept) {

  /** Whether every scenario passed. */
  public boolean passed() {
    return outcomes.stream().allMatch(Outcome::passed);
  }

  /** Whether every clause has a scenario that breaks it and one that keeps it. */
  public boolean coversEveryClause() {
    return neverBroken.isEmpty() && neverKept.isEmpty();
  }

  /**
   * For people: a line of numbers, then each failure with its differences, then what is untested.
   */
  @Override
  public String toString() {
    List<Outcome> failed = outcomes.stream().filter(outcome -> !outcome.passed()).toList();
    StringBuilder text = new StringBuilder();
    text.append(policyId).append(": ");
    text.append(outcomes.size() - failed.size()).append(" scenarios passed, ");
    text.append(failed.size()).append(" failed\n");
    for (Outcome outcome : failed) {
      text.append("  FAILED ").append(outcome.scenario()).append('\n');
      outcome.differences().forEach(line -> text.append("    ").append(line).append('\n'));
    }
    untested(text, "breaks", neverBroken);
    untested(text, "keeps", neverKept);
    return text.toString();
  }

  private static void untested(StringBuilder text, String does, List<String> clauses) {
    if (!clauses.isEmpty()) {
      text.append("  no scenario ").append(does).append(": ");
      text.append(String.join(", ", clauses)).append('\n');
    }
  }
}
