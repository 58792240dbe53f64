package io.clausewatch.stream;

import io.clausewatch.contract.Event;
import io.clausewatch.contract.Fact;
import io.clausewatch.facts.SubjectFacts;
import io.clausewatch.policy.Policy;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
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
  private final Map<String, Known> atHand = new RecentlyUsed();

  /**
   * What is known of one data subject; by event id, so that the order of arrival leaves no trace.
   */
  private static final class Known {
    final Map<String, Event> events = new TreeMap<>();
    SubjectFacts facts;
  }

  SubjectKnowledge(KeyValueStore<String, Fact> store) {
    this.store = store;
  }

  /**
   * Remembers an event.
   *
   * @param subject of {@link StoreKeys#subject}
   */
  void add(String subject, Event event, Fact fact) {
    store.put(StoreKeys.context(subject, event.eventId()), fact);
    Known known = atHand.get(subject);
    if (known != null) {
      known.events.put(event.eventId(), event);
      known.facts = null;
    }
  }

  /**
   * What is known of a data subject.
   *
   * @param subject of {@link StoreKeys#subject}
   * @param policy the policy under which it is known
   */
  SubjectFacts of(String subject, Policy policy) {
    Known known = atHand.get(subject);
    if (known == null) {
      known = read(subject);
      atHand.put(subject, known);
    }
    if (known.facts == null) {
      known.facts = SubjectFacts.of(policy.membershipEndWithdrawsConsent(), known.events.values());
    }
    return known.facts;
  }

  private Known read(String subject) {
    Known known = new Known();
    try (KeyValueIterator<String, Fact> found = store.prefixScan(subject, new StringSerializer())) {
      found.forEachRemaining(
          fact -> {
            Event event = Event.of((SpecificRecord) fact.value.getEvent());
            known.events.put(event.eventId(), event);
          });
    }
    return known;
  }

  /** A run of events about one subject reads what is known once. */
  private static final class RecentlyUsed extends LinkedHashMap<String, Known> {
    private static final long serialVersionUID = 1L;

    RecentlyUsed() {
      super(2 * SUBJECTS_AT_HAND, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
      return size() > SUBJECTS_AT_HAND;
    }
  }
}
