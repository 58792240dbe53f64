package io.clausewatch.judging;

import io.clausewatch.contract.Event;
import io.clausewatch.contract.Fact;
import io.clausewatch.facts.SharedFacts;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Notices to everybody and the register, of every policy, in a store of one task: each task holds
 * all of it. There are few enough that the task also keeps in memory those of the policies that it
 * judges by.
 */
public final class PolicyFactStore {
  /** {@link StoreKeys#shared} → fact. */
  public static final String STORE = "shared";

  private final KeyValueStore<String, Fact> store;
  private final Map<String, FactCache<SharedFacts>> byPolicy = new HashMap<>();

  PolicyFactStore(KeyValueStore<String, Fact> store) {
    this.store = store;
  }

  /**
   * Remembers a notice to everybody or a register entry.
   *
   * @return false when it was known before
   */
  boolean add(Event event, Fact fact) {
    String key = StoreKeys.shared(event.policyId(), event.eventId());
    if (store.get(key) != null) {
      return false;
    }
    store.put(key, fact);
    FactCache<SharedFacts> known = byPolicy.get(event.policyId());
    if (known != null) {
      known.add(event);
    }
    return true;
  }

  /** What everybody under a policy was told, and its register. */
  SharedFacts of(String policyId) {
    return byPolicy
        .computeIfAbsent(
            policyId, id -> FactCache.read(store, StoreKeys.policy(id), SharedFacts::of))
        .facts();
  }
}
