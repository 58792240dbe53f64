package io.clausewatch.facts;

import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.RandomAccess;
import java.util.function.Function;

/**
 * Facts of one kind, oldest first; of those at one instant the lesser event id comes first, so that
 * the order in which they came leaves no trace. What comes in the order of its time costs the same
 * however much is there.
 *
 * @param <T> records of events
 */
final class FactTimeline<T> extends AbstractList<T> implements RandomAccess {
  private final Comparator<T> order;
  private final List<T> facts = new ArrayList<>();

  /** Nothing yet. */
  FactTimeline(Function<T, Instant> occurredAt, Function<T, String> eventId) {
    order = Comparator.comparing(occurredAt).thenComparing(eventId);
  }

  /** Puts a fact in its place; one of the same instant and id is the same fact told again. */
  void put(T fact) {
    int place = place(fact);
    boolean isThere = place < facts.size() && order.compare(facts.get(place), fact) == 0;
    if (isThere) {
      facts.set(place, fact);
    } else {
      facts.add(place, fact);
    }
  }

  /** Puts facts in their places. */
  void putAll(List<T> more) {
    more.forEach(this::put);
  }

  /** Where the first stands that does not come before a fact. */
  private int place(T fact) {
    boolean isLatest = facts.isEmpty() || order.compare(facts.getLast(), fact) < 0;
    if (isLatest) {
      return facts.size();
    }
    int low = 0;
    int high = facts.size() - 1;
    while (low < high) {
      int middle = (low + high) / 2;
      if (order.compare(facts.get(middle), fact) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public T get(int index) {
    return facts.get(index);
  }

  @Override
  public int size() {
    return facts.size();
  }
}
