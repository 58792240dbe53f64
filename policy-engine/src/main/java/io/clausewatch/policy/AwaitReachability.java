package io.clausewatch.policy;

import io.clausewatch.contract.EventKind;
import io.clausewatch.policy.PartialEvaluator.Outlook;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds what a deadline awaits and no event can bring, and what the event that starts the clock
 * brings itself: the first is found against everybody, the second against nobody.
 */
final class AwaitReachability {

  private AwaitReachability() {}

  /**
   * What is wrong with one awaited thing; empty where it may come or not.
   *
   * @param clocks what starts the time
   * @param answers the kinds of event among which the answer is looked for
   * @param when true for an event that brings it
   */
  static Optional<String> fault(
      List<ClockTrigger> clocks, Set<EventKind> answers, Rule<Boolean> when) {
    boolean comes =
        KnownFields.combinations(answers, List.of(when)).stream()
            .anyMatch(event -> PartialEvaluator.outlook(when, event) != Outlook.NEVER);
    if (!comes) {
      return Optional.of(
          "no event can meet this 'await': the rule is false for every "
              + String.join(" and ", answers.stream().map(EventKind::id).toList())
              + " that can come after the one that starts the clock. Write || or a list where one"
              + " of several is enough, as in request.stage in ['COMPLETED', 'REFUSED']");
    }
    return clocks.stream()
        .flatMap(clock -> clock instanceof ClockTrigger.Starting one ? Stream.of(one) : null)
        .filter(clock -> meetsItself(clock, when))
        .map(
            clock ->
                "the "
                    + clock.on().id()
                    + " that starts the clock meets this 'await' itself, so that nothing is ever"
                    + " late: ask for what comes after it, as in request.stage == 'COMPLETED'")
        .findFirst();
  }

  private static boolean meetsItself(ClockTrigger.Starting clock, Rule<Boolean> when) {
    return KnownFields.combinations(Set.of(clock.on()), List.of(clock.starts(), when)).stream()
        .anyMatch(
            event ->
                PartialEvaluator.outlook(clock.starts(), event) != Outlook.NEVER
                    && PartialEvaluator.outlook(when, event) == Outlook.ALWAYS);
  }
}
