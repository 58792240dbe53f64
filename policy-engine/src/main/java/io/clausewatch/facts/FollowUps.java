package io.clausewatch.facts;

import io.clausewatch.contract.FollowUp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was done about earlier events. */
public final class FollowUps {

  private final Map<String, FactTimeline<FollowUp>> byEvent = new HashMap<>();

  void add(FollowUp followUp) {
    byEvent
        .computeIfAbsent(
            followUp.getRelatesTo(),
            eventId -> new FactTimeline<>(FollowUp::getOccurredAt, FollowUp::getEventId))
        .put(followUp);
  }

  /** What was done about an event, oldest first. */
  public List<FollowUp> about(String eventId) {
    FactTimeline<FollowUp> found = byEvent.get(eventId);
    return found == null ? List.of() : found;
  }
}
