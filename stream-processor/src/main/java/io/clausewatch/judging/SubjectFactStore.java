package io.clausewatch.judging;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.Fact;
import io.clausewatch.contract.Operation;
import io.clausewatch.facts.DataHoldings;
import io.clausewatch.facts.EventHistory;
import io.clausewatch.facts.SubjectFacts;
import io.clausewatch.judge.ContextScope;
import io.clausewatch.policy.Policy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What is known of each data subject, in two stores of one task. One entry an event rather than one
 * a subject, so that a new event costs the same however much is known. Which data came and went is
 * kept apart, by operation: there can be very much of it, and it is read only where a clock asks.
 */
public final class SubjectFactStore {
  /**
   * Remembered events: {@link StoreKeys#context} → fact. Until version 0.2.0 also those of the
   * other store.
   */
  public static final String STORE = "contexts";

  /** Data that came or went: {@link StoreKeys#holding} → fact. */
  public static final String HOLDINGS = "holdings";

  private static final int SUBJECTS_AT_HAND = 256;

  /**
   * What all of them may weigh together: a value of an event is at most some hundred bytes, and
   * these some ten megabytes. The one that is judged is at hand whatever it weighs.
   */
  private static final long MAX_WEIGHT = 100_000;

  private final KeyValueStore<String, Fact> contexts;
  private final KeyValueStore<String, Fact> holdings;
  private final Function<String, EventHistory> histories;

  /**
   * By last use. No cache of a library: what lies in it grows heavier, which they weigh once, and
   * they may let go at once of what is heavy or new, which is what is being judged.
   */
  private final SequencedMap<String, AtHand> atHand =
      new LinkedHashMap<>(2 * SUBJECTS_AT_HAND, 0.75f, true);

  private long weight;

  /**
   * A layer over the two.
   *
   * @param histories all events of a data subject that can be judged again, by {@link
   *     StoreKeys#subject}
   */
  SubjectFactStore(
      KeyValueStore<String, Fact> contexts,
      KeyValueStore<String, Fact> holdings,
      Function<String, EventHistory> histories) {
    this.contexts = contexts;
    this.holdings = holdings;
    this.histories = histories;
  }

  /**
   * Remembers an event.
   *
   * @param subject of {@link StoreKeys#subject}
   */
  void add(String subject, Event event, Fact fact) {
    boolean isHolding = ContextScope.of(event) == ContextScope.CLOCKS;
    KeyValueStore<String, Fact> store = isHolding ? holdings : contexts;
    String key =
        isHolding ? StoreKeys.holding(subject, event) : StoreKeys.context(subject, event.eventId());
    boolean isReplaced = store.get(key) != null;
    store.put(key, fact);
    if (isReplaced) {
      letGo(atHand.remove(subject)); // what it said before is among the others
      return;
    }
    AtHand known = atHand.get(subject);
    if (known != null) {
      known.facts.add(event);
      known.weigh(event);
    }
  }

  /**
   * What is known of a data subject; a run of events about one reads it once.
   *
   * @param subject of {@link StoreKeys#subject}
   * @param policy the policy under which it is known
   */
  SubjectFacts of(String subject, Policy policy) {
    AtHand known = atHand.get(subject);
    if (known == null) {
      known = new AtHand(subject, policy.membershipEndWithdrawsConsent());
      atHand.put(subject, known);
      while (atHand.size() > 1 && (atHand.size() > SUBJECTS_AT_HAND || weight > MAX_WEIGHT)) {
        letGo(atHand.pollFirstEntry().getValue());
      }
    }
    return known.facts;
  }

  private void letGo(AtHand known) {
    if (known != null) {
      weight -= known.weight;
    }
  }

  private static void read(
      KeyValueStore<String, Fact> store, String prefix, Consumer<Event> reader) {
    try (KeyValueIterator<String, Fact> found = store.prefixScan(prefix, new StringSerializer())) {
      found.forEachRemaining(
          fact -> reader.accept(Event.of((SpecificRecord) fact.value.getEvent())));
    }
  }

  /** What is known of one data subject, and what of it has been read. */
  private final class AtHand {
    private final String subject;
    private final SubjectFacts facts;
    private final List<Access> keptTogether = new ArrayList<>();
    private long weight;

    AtHand(String subject, boolean membershipEndWithdrawsConsent) {
      this.subject = subject;
      facts =
          new SubjectFacts(
              membershipEndWithdrawsConsent,
              new DataHoldings(this::holdings),
              histories.apply(subject));
      read(
          contexts,
          subject,
          event -> {
            weigh(event);
            if (ContextScope.of(event) == ContextScope.CLOCKS) {
              keptTogether.add(event.access());
            } else {
              facts.add(event);
            }
          });
    }

    private List<Access> holdings(Operation operation) {
      List<Access> found = new ArrayList<>();
      for (Access access : keptTogether) {
        if (access.getOperation() == operation) {
          found.add(access);
        }
      }
      read(
          holdings,
          StoreKeys.holdings(subject, operation),
          event -> {
            weigh(event);
            found.add(event.access());
          });
      return found;
    }

    /** About how many values it holds. */
    void weigh(Event event) {
      int more = EventWeight.of(event);
      weight += more;
      SubjectFactStore.this.weight += more;
    }
  }
}
