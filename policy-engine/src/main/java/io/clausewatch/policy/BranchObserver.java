package io.clausewatch.policy;

/** Sees what the branches of rules answer, for whoever asks what scenarios cover. */
@FunctionalInterface
public interface BranchObserver {

  /** Nobody looks: rules stay as they are. */
  BranchObserver NONE = (branch, rule) -> rule;

  /**
   * What stands in a branch's place. It must answer as the branch does, undecided included; one
   * that keeps {@link Rule#given} as it is sees every question that is asked of an event.
   */
  Rule<Boolean> over(RuleBranch branch, Rule<Boolean> rule);
}
