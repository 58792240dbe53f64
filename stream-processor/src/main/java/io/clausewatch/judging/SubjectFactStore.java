package io.clausewatch.judging;

import io.clausewatch.contract.Event;
import io.clausewatch.contract.Fact;
import io.clausewatch.facts.SubjectFacts;
import io.clausewatch.policy.Policy;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What is known of each data subject, in a store of one task. One entry an event rather than one a
 * subject, so that a new event costs the same however much is known.
 */
public final class SubjectFactStore {
  /** Remembered events: {@link StoreKeys#context} → fact. */
  public static final String STORE = "contexts";

  private static final int SUBJECTS_AT_HAND = 256;

  /**
   * What all of them may weigh together: a value of an event is at most some hundred bytes, and
   * these some ten megabytes. The one that is judged is at hand whatever it weighs.
   */
  private static final long MAX_WEIGHT = 100_000;

  private final KeyValueStore<String, Fact> store;

  /**
   * By last use. No cache of a library: what lies in it grows heavier, which they weigh once, and
   * they may let go at once of what is heavy or new, which is what is being judged.
   */
  private final SequencedMap<String, FactCache<SubjectFacts>> atHand =
      new LinkedHashMap<>(2 * SUBJECTS_AT_HAND, 0.75f, true);

  private long weight;

  SubjectFactStore(KeyValueStore<String, Fact> store) {
    this.store = store;
  }

  /**
   * Remembers an event.
   *
   * @param subject of {@link StoreKeys#subject}
   */
  void add(String subject, Event event, Fact fact) {
    store.put(StoreKeys.context(subject, event.eventId()), fact);
    FactCache<SubjectFacts> known = atHand.get(subject);
    if (known != null) {
      long before = known.weight();
      known.add(event);
      weight += known.weight() - before;
    }
  }

  /**
   * What is known of a data subject; a run of events about one reads it once.
   *
   * @param subject of {@link StoreKeys#subject}
   * @param policy the policy under which it is known
   */
  SubjectFacts of(String subject, Policy policy) {
    FactCache<SubjectFacts> known = atHand.get(subject);
    if (known == null) {
      boolean ends = policy.membershipEndWithdrawsConsent();
      known = FactCache.read(store, subject, events -> SubjectFacts.of(ends, events));
      atHand.put(subject, known);
      weight += known.weight();
      while (atHand.size() > 1 && (atHand.size() > SUBJECTS_AT_HAND || weight > MAX_WEIGHT)) {
        weight -= atHand.pollFirstEntry().getValue().weight();
      }
    }
    return known.facts();
  }
}
