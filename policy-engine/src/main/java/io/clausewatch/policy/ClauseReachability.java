package io.clausewatch.policy;

import io.clausewatch.contract.EventKind;
import io.clausewatch.policy.PartialEvaluator.Outlook;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds a clause that no event can break, or none can keep, whatever is known of anybody: kind,
 * operation and recipient's kind alone decide it. Such a clause promises nothing.
 */
final class ClauseReachability {

  private ClauseReachability() {}

  /**
   * What is wrong with a clause; empty where some event may break it, and some may keep it.
   *
   * @param on the kinds of event that it judges
   * @param flags true for an event that breaks it
   * @param exempt true for an event that it does not judge
   * @param allows whether the clause says what it allows, and not what it forbids
   */
  static Optional<String> fault(
      Set<EventKind> on, Rule<Boolean> flags, Rule<Boolean> exempt, boolean allows) {
    List<KnownFields> shapes = KnownFields.shapes(on);
    if (shapes.stream().allMatch(shape -> is(flags, Outlook.NEVER, shape))) {
      return Optional.of(
          "this clause can never be broken: for every "
              + words(on)
              + (allows
                  ? " some way of 'allowedIf' holds, or 'when' does not, whatever else is so. Take"
                      + " away the way that allows everything, and ask under 'when' about the kinds"
                      + " of event under 'on'"
                  : " the rule is false, whatever else is so. Write || where one of several is"
                      + " enough, and list under 'on' the kinds of event that the rule asks"
                      + " about"));
    }
    if (shapes.stream()
        .allMatch(shape -> is(flags, Outlook.NEVER, shape) || is(exempt, Outlook.ALWAYS, shape))) {
      return Optional.of(
          "this clause can never be broken: every event that breaks it is exempt by shared.yaml."
              + " List the exemption under 'judges', as in judges: [own-copy]");
    }
    if (shapes.stream().allMatch(shape -> is(flags, Outlook.ALWAYS, shape))) {
      return Optional.of(
          "this clause can never be kept: every "
              + words(on)
              + " breaks it, whatever else is so. "
              + (allows
                  ? "Write under 'allowedIf' what can be so of the events under 'on'"
                  : "Write && between what must all be so, and deny with ! what is allowed"));
    }
    return Optional.empty();
  }

  private static boolean is(Rule<Boolean> rule, Outlook outlook, KnownFields shape) {
    return PartialEvaluator.outlook(rule, shape) == outlook;
  }

  private static String words(Set<EventKind> kinds) {
    return kinds.stream().map(EventKind::id).collect(Collectors.joining(" and every "));
  }
}
