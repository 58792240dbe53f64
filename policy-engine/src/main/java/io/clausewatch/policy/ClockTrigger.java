package io.clausewatch.policy;

import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.SubjectChange;
import java.util.Set;
import java.util.stream.Collectors;

/** What starts the time in which a clause promises to do something. */
public sealed interface ClockTrigger {

  /** The kinds of event with which it can start. */
  default Set<EventKind> kinds() {
    return switch (this) {
      case Starting starting -> Set.of(starting.on());
      case Collecting collecting -> Set.of(EventKind.ACCESS, EventKind.SUBJECT);
      case Inactivity inactivity ->
          EventShape.all().stream()
              .filter(shape -> canBeTrue(inactivity.activity().given(shape)))
              .map(EventShape::kind)
              .collect(Collectors.toUnmodifiableSet());
    };
  }

  private static boolean canBeTrue(Rule<Boolean> rule) {
    return !(rule instanceof BooleanNodes.Constant<Boolean> known) || known.isTrue();
  }

  /**
   * It starts with an event.
   *
   * @param on the kind of event
   * @param starts true for an event that starts it
   * @param stoppedBy changes of the relationship that stop it for good when they come later, at or
   *     before the due instant
   */
  record Starting(EventKind on, Rule<Boolean> starts, Set<SubjectChange> stoppedBy)
      implements ClockTrigger {}

  /**
   * It starts with each COLLECT by itself, or with the first event that tells the birth date that
   * stands where that comes later; at one instant it is the latter that starts it.
   *
   * @param which true for a COLLECT that the clause is about
   */
  record Collecting(Rule<Boolean> which) implements ClockTrigger {}

  /**
   * It starts with the last event about the data subject of those that show activity: with each of
   * them, unless another comes later, at or before the due instant. Of several at one instant the
   * greater event id is the later.
   *
   * @param activity true for an event that shows it
   */
  record Inactivity(Rule<Boolean> activity) implements ClockTrigger {}
}
