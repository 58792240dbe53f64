package io.clausewatch.policy;

import io.clausewatch.facts.EvaluationContext;

/**
 * A compiled expression of the rule language: a pure function of a context. This is the one form in
 * which rules are evaluated, so that another way of compiling them can take its place.
 *
 * @param <T> what it answers
 */
@FunctionalInterface
public interface Rule<T> {

  /**
   * The answer for a context.
   *
   * @throws io.clausewatch.facts.UndecidedException when a fact that it needs is not known
   */
  T of(EvaluationContext context);

  /**
   * This rule for events of one shape alone: it answers the same for each of them, and may be
   * simpler.
   */
  default Rule<T> given(EventShape shape) {
    return this;
  }
}
