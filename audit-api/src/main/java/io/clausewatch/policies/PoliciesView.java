package io.clausewatch.policies;

import java.util.List;

/**
 * All policies.
 *
 * @param policies by their ids
 * @param counted whether findings could be counted
 * @param judgingAgain those whose events are being judged again
 */
public record PoliciesView(List<Line> policies, boolean counted, List<JudgingAgain> judgingAgain) {
  /** Copies its lists. */
  public PoliciesView {
    policies = List.copyOf(policies);
    judgingAgain = List.copyOf(judgingAgain);
  }

  /**
   * One policy.
   *
   * @param policyId its id
   * @param controller who promises
   * @param jurisdiction ISO 3166-1 alpha-2
   * @param version the one in force
   * @param versions how many there are
   * @param clauses how many the one in force has
   * @param open how many findings are open
   * @param findings how many there are, without those taken back
   * @param quiet how many clauses were not broken lately
   */
  public record Line(
      String policyId,
      String controller,
      String jurisdiction,
      String version,
      int versions,
      int clauses,
      long open,
      long findings,
      long quiet) {}
}
