package io.clausewatch.deliveries;

import io.clausewatch.events.AcceptedEvent;
import io.clausewatch.search.SearchCondition;
import io.clausewatch.search.SearchCondition.AnyOf;
import io.clausewatch.search.SearchCondition.InPeriod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which deliveries are asked for.
 *
 * @param services of these alone; empty for those of all
 * @param eventIds of these alone; empty for all
 * @param states in these alone; empty for all
 * @param from the first instant at which they were received
 * @param to the first instant after those
 * @param limit how many at most
 * @param after those that come after the end of the page before
 */
record DeliveryQuery(
    Optional<Set<String>> services,
    List<String> eventIds,
    Set<DeliveryState> states,
    Optional<Instant> from,
    Optional<Instant> to,
    int limit,
    Optional<DeliveryCursor> after) {
  /** Copies its collections. */
  DeliveryQuery {
    services = services.map(Set::copyOf);
    eventIds = List.copyOf(eventIds);
    states = Set.copyOf(states);
  }

  /** Whether deliveries in a state are asked for. */
  boolean wants(DeliveryState state) {
    return states.isEmpty() || states.contains(state);
  }

  /** Whether nothing can be found, since no service may be seen. */
  boolean isOfNobody() {
    return services.filter(Set::isEmpty).isPresent();
  }

  /** What documents have to meet, but for the state and the page. */
  List<SearchCondition> conditions() {
    List<SearchCondition> conditions = new ArrayList<>();
    services.ifPresent(ids -> conditions.add(new AnyOf("service", List.copyOf(ids))));
    if (!eventIds.isEmpty()) {
      conditions.add(new AnyOf("eventId", eventIds));
    }
    if (from.isPresent() || to.isPresent()) {
      conditions.add(new InPeriod("receivedAt", from, to));
    }
    return conditions;
  }

  /** Whether an event that was just accepted is asked for, but for the page. */
  boolean holds(AcceptedEvent event) {
    return services.map(ids -> ids.contains(event.service())).orElse(true)
        && (eventIds.isEmpty() || eventIds.contains(event.eventId()))
        && from.map(first -> !event.receivedAt().isBefore(first)).orElse(true)
        && to.map(end -> event.receivedAt().isBefore(end)).orElse(true);
  }
}
