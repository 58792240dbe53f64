package io.clausewatch.deliveries;

import io.clausewatch.events.AcceptedEvent;
import io.clausewatch.events.ReceiptObserver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The events that this server accepted last, until they are known to be judged; and what it
 * rejected since its start, by service. In memory, and bounded: what another server accepted, or
 * came by Kafka, is seen once it is judged, mostly a second later.
 */
public final class RecentAcceptances implements ReceiptObserver {
  /** The most that are looked up in the index when somebody asks. */
  static final int MAX = 4_000;

  private static final int MAX_SERVICES = 1_000;
  private static final int MAX_FAULTS = 20;

  private final Deque<AcceptedEvent> latest = new ArrayDeque<>();
  private final Map<String, Rejections> rejections = new TreeMap<>();

  /**
   * What was rejected of a service.
   *
   * @param count how many events
   * @param faults the last distinct ones, the newest first
   */
  public record Rejections(long count, List<String> faults) {
    /** Copies its list. */
    public Rejections {
      faults = List.copyOf(faults);
    }
  }

  @Override
  public synchronized void accepted(List<AcceptedEvent> events) {
    events.forEach(latest::addFirst);
    while (latest.size() > MAX) {
      latest.removeLast();
    }
  }

  @Override
  public synchronized void rejected(String service, List<String> faults) {
    Rejections before = rejections.get(service);
    if (before == null && rejections.size() >= MAX_SERVICES) {
      return;
    }
    List<String> all = new ArrayList<>(faults);
    if (before != null) {
      all.addAll(before.faults());
    }
    rejections.put(
        service,
        new Rejections(
            before == null ? 1 : before.count() + 1,
            all.stream().distinct().limit(MAX_FAULTS).toList()));
  }

  /** Those not known to be judged, the newest first. */
  synchronized List<AcceptedEvent> pending() {
    return List.copyOf(latest);
  }

  /** Forgets those that are known to be judged. */
  synchronized void judged(Collection<String> eventIds) {
    if (!eventIds.isEmpty()) {
      Set<String> ids = new HashSet<>(eventIds);
      latest.removeIf(event -> ids.contains(event.eventId()));
    }
  }

  /** What was rejected at this door since this server's start, by service. */
  public synchronized Map<String, Rejections> rejections() {
    return new TreeMap<>(rejections);
  }
}
