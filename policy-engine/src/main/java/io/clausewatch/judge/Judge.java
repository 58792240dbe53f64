package io.clausewatch.judge;

import io.clausewatch.contract.Event;
import io.clausewatch.facts.EvaluationContext;
import io.clausewatch.facts.SharedFacts;
import io.clausewatch.facts.SubjectFacts;
import io.clausewatch.facts.UndecidedException;
import io.clausewatch.policy.Clause;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyVersion;
import io.clausewatch.policy.Vocabulary;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Judges events. A pure function: the same policy, event and facts always give the same judgement,
 * whatever the time and the order in which they came. Thread-safe.
 */
public final class Judge {

  private final Set<String> purposes;
  private final Set<String> categories = new HashSet<>();

  /** A judge who knows the shared ids, to say which are undeclared. */
  public Judge(Vocabulary vocabulary) {
    this.purposes = Set.copyOf(vocabulary.purposes().keySet());
    vocabulary.categories().values().forEach(group -> categories.addAll(group.keySet()));
  }

  /**
   * Judges one event about one data subject by every clause of the policy version in force when it
   * happened.
   *
   * @param subject what is known of the data subject; the judged event may be part of it
   * @param shared notices to everybody and the register, of this policy
   */
  public Judgement judge(Policy policy, Event event, SubjectFacts subject, SharedFacts shared) {
    PolicyVersion version = policy.at(event.occurredAt());
    EvaluationContext context = EvaluationContext.of(event, subject, shared);
    List<Violation> violations = List.of();
    List<Gap> gaps = List.of();
    for (PolicyVersion.Candidate candidate : version.candidates(event)) {
      EvaluationContext asked = DeadlineEvaluator.due(candidate.clause(), context);
      try {
        if (candidate.isBrokenBy(asked)) {
          violations = added(violations, violation(candidate.clause(), asked.witnessed()));
        }
      } catch (UndecidedException undecided) {
        gaps = added(gaps, new Gap(candidate.clause().id(), undecided.getMessage()));
      }
    }
    List<Obligation> obligations = List.of();
    for (Clause clause : version.deadlinesOn(event.kind())) {
      try {
        Obligation obligation = DeadlineEvaluator.obligation(clause, context);
        if (obligation != null) {
          obligations = added(obligations, obligation);
        }
      } catch (UndecidedException undecided) {
        gaps = added(gaps, new Gap(clause.id(), undecided.getMessage()));
      }
    }
    for (String undeclared : undeclared(context)) {
      gaps = added(gaps, new Gap(null, undeclared));
    }
    return new Judgement(version.version(), violations, gaps, obligations);
  }

  /**
   * Judges once more what was found broken, now noting which facts answered: few events need it.
   */
  private static Violation violation(Clause clause, EvaluationContext context) {
    clause.flags().of(context);
    EvaluationContext telling =
        clause.alternatives().isEmpty() ? context : context.refused(clause.refusals(context));
    return Violation.of(clause, telling, context.witnesses(), null, null);
  }

  private List<String> undeclared(EvaluationContext context) {
    List<String> found = List.of();
    if (context.purpose() != null && !purposes.contains(context.purpose())) {
      found = added(found, "the purpose is not in the vocabulary");
    }
    for (String category : context.categories()) {
      if (!categories.contains(category)) {
        return added(found, "a data category is not in the vocabulary");
      }
    }
    return found;
  }

  private static <T> List<T> added(List<T> list, T element) {
    List<T> longer = list.isEmpty() ? new ArrayList<>() : list;
    longer.add(element);
    return longer;
  }
}
