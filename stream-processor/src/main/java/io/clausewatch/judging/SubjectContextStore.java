package io.clausewatch.judging;

import io.clausewatch.contract.Event;
import io.clausewatch.contract.Fact;
import io.clausewatch.facts.SubjectFacts;
import io.clausewatch.policy.Policy;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What is known of each data subject, in a store of one task. One entry an event rather than one a
 * subject, so that a new event costs the same however much is known.
 */
public final class SubjectContextStore {
  /** Remembered events: {@link StoreKeys#context} → fact. */
  public static final String STORE = "contexts";

  private static final int SUBJECTS_AT_HAND = 256;

  private final KeyValueStore<String, Fact> store;
  private final Map<String, ContextCache<SubjectFacts>> atHand = new RecentlyUsed();

  SubjectContextStore(KeyValueStore<String, Fact> store) {
    this.store = store;
  }

  /**
   * Remembers an event.
   *
   * @param subject of {@link StoreKeys#subject}
   */
  void add(String subject, Event event, Fact fact) {
    store.put(StoreKeys.context(subject, event.eventId()), fact);
    ContextCache<SubjectFacts> known = atHand.get(subject);
    if (known != null) {
      known.add(event);
    }
  }

  /**
   * What is known of a data subject.
   *
   * @param subject of {@link StoreKeys#subject}
   * @param policy the policy under which it is known
   */
  SubjectFacts of(String subject, Policy policy) {
    ContextCache<SubjectFacts> known = atHand.get(subject);
    if (known == null) {
      boolean ends = policy.membershipEndWithdrawsConsent();
      known = ContextCache.read(store, subject, events -> SubjectFacts.of(ends, events));
      atHand.put(subject, known);
    }
    return known.facts();
  }

  /** A run of events about one subject reads what is known once. */
  private static final class RecentlyUsed
      extends LinkedHashMap<String, ContextCache<SubjectFacts>> {
    private static final long serialVersionUID = 1L;

    RecentlyUsed() {
      super(2 * SUBJECTS_AT_HAND, 0.75f, true);
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, ContextCache<SubjectFacts>> eldest) {
      return size() > SUBJECTS_AT_HAND;
    }
  }
}
