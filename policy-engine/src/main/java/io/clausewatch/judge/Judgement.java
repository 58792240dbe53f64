package io.clausewatch.judge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a policy says of one event about one data subject. Lawful when it holds neither a violation
 * nor a gap, and no obligation that is overdue.
 *
 * @param policyVersion the version in force when it happened
 * @param violations in the order of the policy's clauses; those of deadlines only once a time was
 *     told, by {@link #at}
 * @param gaps what could not be decided
 * @param obligations the clocks that the event started
 */
public record Judgement(
    String policyVersion,
    List<Violation> violations,
    List<Gap> gaps,
    List<Obligation> obligations) {

  /** The same, as it stands at an instant: what is overdue by then is among the violations. */
  public Judgement at(Instant now) {
    if (obligations.isEmpty()) {
      return this;
    }
    List<Violation> all = new ArrayList<>(violations);
    obligations.forEach(obligation -> obligation.violationAt(now).ifPresent(all::add));
    return new Judgement(policyVersion, all, gaps, obligations);
  }

  /** The same without its clocks, which tell nothing more to whom no time passes. */
  public Judgement settled() {
    return new Judgement(policyVersion, violations, gaps, List.of());
  }
}
