package io.clausewatch.scenario;

import io.clausewatch.facts.EvaluationContext;
import io.clausewatch.policy.BranchObserver;
import io.clausewatch.policy.Rule;
import io.clausewatch.policy.RuleBranch;
import java.util.ArrayList;
import java.util.List;

/**
 * Notes what the branches of rules answer. What a rule does not get to ask is not noted, and
 * neither is what stays undecided. Judging is thread-safe.
 */
final class RuleCoverage implements BranchObserver {

  private final List<Watched> all = new ArrayList<>();

  @Override
  public Rule<Boolean> over(RuleBranch branch, Rule<Boolean> rule) {
    Watched watched = new Watched(branch, rule);
    all.add(watched);
    return watched;
  }

  /** What every branch of a policy answered so far, in the order of the file. */
  List<SeenBranch> of(String policyId) {
    return all.stream()
        .filter(watched -> watched.branch.policyId().equals(policyId))
        .map(watched -> new SeenBranch(watched.branch, watched.everTrue, watched.everFalse))
        .toList();
  }

  private static final class Watched implements Rule<Boolean> {

    private final RuleBranch branch;
    private final Rule<Boolean> rule;
    private volatile boolean everTrue;
    private volatile boolean everFalse;

    Watched(RuleBranch branch, Rule<Boolean> rule) {
      this.branch = branch;
      this.rule = rule;
    }

    @Override
    public Boolean of(EvaluationContext context) {
      boolean answer = Boolean.TRUE.equals(rule.of(context)); // what is absent is not true
      everTrue |= answer;
      everFalse |= !answer;
      return answer;
    }
  }
}
