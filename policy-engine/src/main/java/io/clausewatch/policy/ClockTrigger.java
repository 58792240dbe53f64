package io.clausewatch.policy;

import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.SubjectChange;
import java.util.Set;

/** What starts the time in which a clause promises to do something. */
public sealed interface ClockTrigger {

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
}
