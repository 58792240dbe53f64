package io.clausewatch.alertsender.outbox;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Ids by the instant at which there is something to do about each; equal ones as they came. */
final class DueQueue {
  private record Due(Instant at, long order, String id) {}

  private final TreeSet<Due> queue =
      new TreeSet<>(Comparator.comparing(Due::at).thenComparingLong(Due::order));
  private final Map<String, Due> byId = new HashMap<>();
  private long order;

  /** Puts an id in the place of what it had. */
  void put(String id, Instant at) {
    remove(id);
    Due due = new Due(at, order++, id);
    queue.add(due);
    byId.put(id, due);
  }

  void remove(String id) {
    Due due = byId.remove(id);
    if (due != null) {
      queue.remove(due);
    }
  }

  /** When the first is due; empty when nothing is. */
  Optional<Instant> first() {
    return queue.isEmpty() ? Optional.empty() : Optional.of(queue.first().at());
  }

  /** Takes out the first that is due by now; empty when none is. */
  Optional<String> poll(Instant now) {
    if (queue.isEmpty() || queue.first().at().isAfter(now)) {
      return Optional.empty();
    }
    Due due = queue.pollFirst();
    byId.remove(due.id());
    return Optional.of(due.id());
  }

  int size() {
    return queue.size();
  }
}
