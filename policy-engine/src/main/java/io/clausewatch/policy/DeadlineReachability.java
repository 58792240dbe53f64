package io.clausewatch.policy;

import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.Operation;
import io.clausewatch.policy.PartialEvaluator.Outlook;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds a deadline that nobody can miss, or nobody can keep, whatever is known of anybody: no event
 * starts its clock, no destruction counts, or all may be kept.
 */
final class DeadlineReachability {

  private DeadlineReachability() {}

  /** What is wrong with what starts a clock with an event of its kind. */
  static Optional<String> ofStart(EventKind on, Rule<Boolean> starts) {
    return never(KnownFields.combinations(Set.of(on), List.of(starts)), starts)
        ? Optional.of(
            "no event can start this clock: the rule is false for every "
                + on.id()
                + ". Write || or a list where one of several is enough, as in subject.change in"
                + " ['CANCELLED', 'DORMANT']")
        : Optional.empty();
  }

  /** What is wrong with what starts a clock with a collection. */
  static Optional<String> ofCollecting(Rule<Boolean> which) {
    return never(accesses(Operation.COLLECT, which), which)
        ? Optional.of(
            "this clause can never be broken: the rule is false for every COLLECT, and it is"
                + " collections that start this clock. Ask which of them, as in 'health' in"
                + " categories")
        : Optional.empty();
  }

  /** What is wrong with which destructions count. */
  static Optional<String> ofDestroying(Rule<Boolean> by) {
    return never(accesses(Operation.DESTROY, by), by)
        ? Optional.of(
            "this clause can never be kept: the rule is false for every DESTROY, and it is those"
                + " that are asked whether they count. Ask how it was destroyed, as in"
                + " destruction.method == 'ERASED_IRRECOVERABLY'")
        : Optional.empty();
  }

  /** What is wrong with when all may stay as it is. */
  static Optional<String> ofException(Set<EventKind> started, Rule<Boolean> unless) {
    return !started.isEmpty()
            && KnownFields.shapes(started).stream()
                .allMatch(event -> PartialEvaluator.outlook(unless, event) == Outlook.ALWAYS)
        ? Optional.of(
            "this clause can never be broken: 'unless' is true whatever else is so. Write what has"
                + " to hold for the exception, as in keptByConsent()")
        : Optional.empty();
  }

  private static boolean never(List<KnownFields> events, Rule<Boolean> rule) {
    return events.stream()
        .allMatch(event -> PartialEvaluator.outlook(rule, event) == Outlook.NEVER);
  }

  private static List<KnownFields> accesses(Operation operation, Rule<Boolean> rule) {
    return KnownFields.combinations(Set.of(EventKind.ACCESS), List.of(rule)).stream()
        .filter(event -> operation.name().equals(event.symbols().get("operation")))
        .toList();
  }
}
