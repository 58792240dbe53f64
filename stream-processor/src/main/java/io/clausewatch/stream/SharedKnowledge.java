package io.clausewatch.stream;

import io.clausewatch.contract.Event;
import io.clausewatch.contract.Fact;
import io.clausewatch.facts.SharedFacts;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Notices to everybody and the register, of every policy, in a store of one task: each task holds
 * all of it. There are few enough that the task also keeps in memory those of the policies that it
 * judges by.
 */
final class SharedKnowledge {
  /** {@link StoreKeys#shared} → fact. */
  static final String STORE = "shared";

  private final KeyValueStore<String, Fact> store;
  private final Map<String, Known> byPolicy = new HashMap<>();

  /** What is known under one policy; by event id, so that the order of arrival leaves no trace. */
  private static final class Known {
    final Map<String, Event> events = new TreeMap<>();
    SharedFacts facts;

    SharedFacts facts() {
      if (facts == null) {
        facts = SharedFacts.of(events.values());
      }
      return facts;
    }
  }

  SharedKnowledge(KeyValueStore<String, Fact> store) {
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
    Known known = byPolicy.get(event.policyId());
    if (known != null) {
      known.events.put(event.eventId(), event);
      known.facts = null;
    }
    return true;
  }

  /** What everybody under a policy was told, and its register. */
  SharedFacts of(String policyId) {
    return byPolicy.computeIfAbsent(policyId, this::read).facts();
  }

  private Known read(String policyId) {
    Known known = new Known();
    try (KeyValueIterator<String, Fact> found =
        store.prefixScan(StoreKeys.policy(policyId), new StringSerializer())) {
      found.forEachRemaining(
          fact -> {
            Event event = Event.of((SpecificRecord) fact.value.getEvent());
            known.events.put(event.eventId(), event);
          });
    }
    return known;
  }
}
