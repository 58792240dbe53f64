package io.clausewatch.scenario;

import io.clausewatch.policy.RuleBranch;

/**
 * What a branch of a rule answered, over all scenarios of its policy.
 *
 * @param branch the branch
 * @param everTrue whether it was true at least once
 * @param everFalse whether it was false at least once
 */
public record SeenBranch(RuleBranch branch, boolean everTrue, boolean everFalse) {

  /** Whether scenarios saw it go either way. */
  public boolean bothWays() {
    return everTrue && everFalse;
  }

  /** For people: where it is, and what it was. */
  @Override
  public String toString() {
    return "%s  line %d:%d: %s was %s"
        .formatted(branch.clauseId(), branch.line(), branch.column(), branch.text(), was());
  }

  private String was() {
    if (everTrue) {
      return everFalse ? "both true and false" : "never false";
    }
    return everFalse ? "never true" : "neither true nor false";
  }
}
