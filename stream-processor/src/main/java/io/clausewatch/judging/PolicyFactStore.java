package io.clausewatch.judging;

import io.clausewatch.contract.Event;
import io.clausewatch.contract.Fact;
import io.clausewatch.facts.FactLookup;
import io.clausewatch.facts.SharedFacts;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Notices to everybody, the register and follow-ups that name nobody, of every policy, in a store
 * of one task: each task holds all of it. There are few enough that the task also keeps in memory
 * those of the policies that it judges by.
 */
public final class PolicyFactStore {
  /** {@link StoreKeys#shared} → fact. */
  public static final String STORE = "shared";

  private final KeyValueStore<String, Fact> store;
  private final Map<String, SharedFacts> byPolicy = new HashMap<>();

  PolicyFactStore(KeyValueStore<String, Fact> store) {
    this.store = store;
  }

  /**
   * Remembers what everybody's events are judged by.
   *
   * @return false when it was known before
   */
  boolean add(Event event, Fact fact) {
    String key = StoreKeys.shared(event.policyId(), event.eventId());
    if (store.get(key) != null) {
      return false;
    }
    store.put(key, fact);
    SharedFacts known = byPolicy.get(event.policyId());
    if (known != null) {
      known.add(event);
    }
    return true;
  }

  /**
   * The lookup by which a fact is found that is not remembered yet; empty where any event can be
   * touched by it, see {@link SharedFacts#foundBy}.
   */
  Optional<FactLookup> foundBy(Event event) {
    return of(event.policyId()).foundBy(event);
  }

  /** What everybody's events under a policy are judged by. */
  SharedFacts of(String policyId) {
    return byPolicy.computeIfAbsent(policyId, this::read);
  }

  private SharedFacts read(String policyId) {
    SharedFacts known = new SharedFacts();
    try (KeyValueIterator<String, Fact> found =
        store.prefixScan(StoreKeys.policy(policyId), new StringSerializer())) {
      found.forEachRemaining(fact -> known.add(Event.of((SpecificRecord) fact.value.getEvent())));
    }
    return known;
  }
}
