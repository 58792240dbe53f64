package io.clausewatch.facts;

import io.clausewatch.contract.Event;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * All events about one data subject under one policy, of every kind, those that are remembered for
 * nothing else among them. Only clocks ask that start with the last of some events.
 */
@FunctionalInterface
public interface EventHistory {

  /** The order of time; at one instant that of the event ids. */
  Comparator<Event> ORDER = Comparator.comparing(Event::occurredAt).thenComparing(Event::eventId);

  /** The first of the wanted events that comes after another one; empty when none does. */
  Optional<Event> firstAfter(Event event, Predicate<Event> wanted);

  /** Those that were given. */
  static EventHistory of(Collection<Event> events) {
    return (event, wanted) ->
        events.stream()
            .filter(other -> ORDER.compare(other, event) > 0)
            .sorted(ORDER)
            .filter(wanted)
            .findFirst();
  }
}
