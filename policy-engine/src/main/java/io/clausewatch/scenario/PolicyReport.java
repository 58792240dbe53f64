package io.clausewatch.scenario;

import io.clausewatch.contract.CountedNoun;
import java.util.List;

/**
 * What became of all scenarios of one policy.
 *
 * @param policyId the policy
 * @param outcomes one for each scenario, in the order of the file
 * @param neverBroken clauses that no scenario of theirs breaks
 * @param neverKept clauses that no scenario of theirs keeps
 * @param branches every branch of the clauses' rules, in the order of the policy's file
 */
public record PolicyReport(
    String policyId,
    List<ScenarioOutcome> outcomes,
    List<String> neverBroken,
    List<String> neverKept,
    List<SeenBranch> branches) {

  /** Whether every scenario passed. */
  public boolean passed() {
    return outcomes.stream().allMatch(ScenarioOutcome::passed);
  }

  /** Whether every clause has a scenario that breaks it and one that keeps it. */
  public boolean coversEveryClause() {
    return neverBroken.isEmpty() && neverKept.isEmpty();
  }

  /** Whether, moreover, every branch was true in some scenario, and false in some. */
  public boolean coversEverything() {
    return coversEveryClause() && missedBranches().isEmpty();
  }

  /** The branches that were never true, or never false; those that were never asked among them. */
  public List<SeenBranch> missedBranches() {
    return branches.stream().filter(branch -> !branch.bothWays()).toList();
  }

  /**
   * For people: a line of numbers, then each failure with its differences, then what is untested.
   */
  @Override
  public String toString() {
    List<ScenarioOutcome> failed = outcomes.stream().filter(outcome -> !outcome.passed()).toList();
    StringBuilder text = new StringBuilder();
    text.append(policyId).append(": ");
    int passed = outcomes.size() - failed.size();
    text.append(CountedNoun.count(passed, "scenario")).append(" passed, ");
    text.append(failed.size()).append(" failed\n");
    for (ScenarioOutcome outcome : failed) {
      text.append("  FAILED ").append(outcome.scenario()).append('\n');
      outcome.differences().forEach(line -> text.append("    ").append(line).append('\n'));
    }
    untested(text, "breaks", neverBroken);
    untested(text, "keeps", neverKept);
    List<SeenBranch> missed = missedBranches();
    text.append("  branches: ").append(branches.size() - missed.size());
    text.append(" of ").append(branches.size()).append(" seen both ways\n");
    missed.forEach(branch -> text.append("    ").append(branch).append('\n'));
    return text.toString();
  }

  private static void untested(StringBuilder text, String does, List<String> clauses) {
    if (!clauses.isEmpty()) {
      text.append("  no scenario ").append(does).append(": ");
      text.append(String.join(", ", clauses)).append('\n');
    }
  }
}
