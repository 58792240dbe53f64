package io.clausewatch.testkit;

import io.clausewatch.contract.Event;
import java.util.Collection;
import java.util.List;

/**
 * Where assertions about events begin. They are judged by the policies of the folder that {@link
 * ClausewatchTest} names, or the system property {@code clausewatch.policies}; otherwise that of
 * the folder {@code policies}. It is compiled once.
 *
 * <p>Goes beside AssertJ's own {@code assertThat}: both can be imported.
 */
public final class ClausewatchAssertions {
  private ClausewatchAssertions() {}

  /** About some events, in any order. */
  public static EventsAssert assertThat(Collection<Event> events) {
    return new EventsAssert(List.copyOf(events));
  }

  /** About some events, in any order. */
  public static EventsAssert assertThat(List<Event> events) {
    return new EventsAssert(List.copyOf(events));
  }

  /** About one event. */
  public static EventsAssert assertThat(Event event) {
    return new EventsAssert(List.of(event));
  }

  /** About what a producer was given. */
  public static EventsAssert assertThat(RecordingProducer producer) {
    return new EventsAssert(producer.events());
  }
}
