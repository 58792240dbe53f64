package io.clausewatch.judging;

import io.clausewatch.facts.FactLookup;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Which judged events looked up what of the facts that hold for everybody, and so which of them a
 * new such fact can touch. A thin layer over one store of one task.
 *
 * <p>All of it follows from the other stores, so that Kafka keeps no copy of it: a task that comes
 * without it makes it again, see {@link FactLookupBackfill}.
 */
public final class FactLookupStore {
  /**
   * {@link StoreKeys#lookup} → nothing; {@link StoreKeys#lookupsOf} → the lookups of one event;
   * {@link StoreKeys#lookupsKnown} → by which rules those of all events under a policy are known.
   */
  public static final String STORE = "fact-lookups";

  private final KeyValueStore<String, String> store;

  FactLookupStore(KeyValueStore<String, String> store) {
    this.store = store;
  }

  /**
   * Keeps what an event looked up when it was judged last, in place of what it did before.
   *
   * @param judged of {@link StoreKeys#judgedEvent}
   */
  void put(String policyId, String judged, Set<FactLookup> lookups) {
    Set<String> now = new TreeSet<>();
    lookups.forEach(lookup -> now.add(StoreKeys.lookups(policyId, lookup)));
    replace(judged, now);
  }

  /** Forgets what an event looked up. */
  void forget(String judged) {
    replace(judged, Set.of());
  }

  private void replace(String judged, Set<String> now) {
    String key = StoreKeys.lookupsOf(judged);
    String kept = store.get(key);
    String text = String.join("", now);
    if (text.equals(kept == null ? "" : kept)) {
      return;
    }
    Set<String> before = kept == null ? Set.of() : StoreKeys.splitLookups(kept);
    for (String lookup : before) {
      if (!now.contains(lookup)) {
        store.delete(StoreKeys.lookup(lookup, judged));
      }
    }
    for (String lookup : now) {
      if (!before.contains(lookup)) {
        store.put(StoreKeys.lookup(lookup, judged), "");
      }
    }
    store.put(key, now.isEmpty() ? null : text);
  }

  /**
   * The next of the judged events that looked something up, by their keys.
   *
   * @param lookups of {@link StoreKeys#lookups}
   * @param cursor the key of the last one; empty to start with the first
   * @param max how many at most
   */
  List<String> next(String lookups, String cursor, int max) {
    List<String> taken = new ArrayList<>();
    String from = cursor.isEmpty() ? lookups : StoreKeys.after(StoreKeys.lookup(lookups, cursor));
    try (KeyValueIterator<String, String> found = store.range(from, StoreKeys.endOf(lookups))) {
      while (taken.size() < max && found.hasNext()) {
        taken.add(found.next().key.substring(lookups.length()));
      }
    }
    return taken;
  }

  /**
   * Whether the lookups of all events under a policy are known.
   *
   * @param mark by which rules, and of which judge
   */
  boolean isKnown(String policyId, String mark) {
    return mark.equals(store.get(StoreKeys.lookupsKnown(policyId)));
  }

  /** From now on they are. */
  void setKnown(String policyId, String mark) {
    store.put(StoreKeys.lookupsKnown(policyId), mark);
  }
}
