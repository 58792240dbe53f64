package io.clausewatch.stream;

import io.clausewatch.contract.Event;
import io.clausewatch.contract.Fact;
import io.clausewatch.facts.SubjectFacts;
import io.clausewatch.policy.Policy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What is known of each data subject, in a store of one task. One entry an event rather than one a
 * subject, so that a new event costs the same however much is known.
 */
final class SubjectKnowledge {
  /** Remembered events: {@link StoreKeys#context} → fact. */
  static final String STORE = "contexts";

  private static final int SUBJECTS_AT_HAND = 256;

  private final KeyValueStore<String, Fact> store;
  private final Map<String, SubjectFacts> atHand = new RecentlyUsed();

  SubjectKnowledge(KeyValueStore<String, Fact> store) {
    this.store = store;
  }

  /**
   * Remembers an event.
   *
   * @param subject of {@link StoreKeys#subject}
   */
  void add(String subject, String eventId, Fact fact) {
    store.put(StoreKeys.context(subject, eventId), fact);
    atHand.remove(subject);
  }

  /**
   * What is known of a data subject.
   *
   * @param subject of {@link StoreKeys#subject}
   * @param policy the policy under which it is known
   */
  SubjectFacts of(String subject, Policy policy) {
    SubjectFacts known = atHand.get(subject);
    if (known == null) {
      known = SubjectFacts.of(policy.membershipEndWithdrawsConsent(), read(subject));
      atHand.put(subject, known);
    }
    return known;
  }

  /** In the order of event ids, whatever the order of arrival. */
  private List<Event> read(String subject) {
    List<Event> events = new ArrayList<>();
    try (KeyValueIterator<String, Fact> found = store.prefixScan(subject, new StringSerializer())) {
      found.forEachRemaining(fact -> events.add(Event.of((SpecificRecord) fact.value.getEvent())));
    }
    return events;
  }

  /** A run of events about one subject reads what is known once. */
  private static final class RecentlyUsed extends LinkedHashMap<String, SubjectFacts> {
    private static final long serialVersionUID = 1L;

    RecentlyUsed() {
      super(2 * SUBJECTS_AT_HAND, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, SubjectFacts> eldest) {
      return size() > SUBJECTS_AT_HAND;
    }
  }
}
