package io.clausewatch.judging;

import io.clausewatch.contract.Event;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.TrailEntry;
import io.clausewatch.facts.EventHistory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The judged events that can still be judged again, with what stands about each: its trail entry,
 * and its findings, retracted ones included since they may be raised again. A thin layer over three
 * stores of one task.
 */
public final class JudgedEventStore {
  /** Judged events: {@link StoreKeys#judgedEvent} → trail entry. */
  public static final String ACTS = "acts";

  /** What was found in them: {@link StoreKeys#finding} → finding. */
  public static final String FINDINGS = "findings";

  /**
   * When they are to be forgotten: {@link StoreKeys#arrival} → nothing; and {@link
   * StoreKeys#ARRIVALS_KNOWN}. Kafka keeps no copy, since it follows from the events.
   */
  public static final String ARRIVALS = "acts-by-arrival";

  private static final byte[] NOTHING = {};

  private final KeyValueStore<String, TrailEntry> judgedEvents;
  private final KeyValueStore<String, Finding> findings;
  private final KeyValueStore<String, byte[]> arrivals;
  // Where the next expiry starts, so that it need not walk over what was deleted before; a restart
  // walks once.
  private String expiredUpTo = "";

  /**
   * A judged event.
   *
   * @param key of {@link StoreKeys#judgedEvent}
   * @param trail its entry; null when the event is not kept
   */
  record JudgedEvent(String key, TrailEntry trail) {
    boolean isKept() {
      return trail != null;
    }
  }

  JudgedEventStore(
      KeyValueStore<String, TrailEntry> judgedEvents,
      KeyValueStore<String, Finding> findings,
      KeyValueStore<String, byte[]> arrivals) {
    this.judgedEvents = judgedEvents;
    this.findings = findings;
    this.arrivals = arrivals;
  }

  /** Whether an event was judged before. */
  boolean holds(String key) {
    return judgedEvents.get(key) != null;
  }

  /** Keeps an event that was judged for the first time. */
  void add(String key, TrailEntry trail) {
    judgedEvents.put(key, trail);
    noteArrival(key, trail);
  }

  /** Notes when an event that is kept is to be forgotten. */
  void noteArrival(String key, TrailEntry trail) {
    String arrival = StoreKeys.arrival(trail.getReceivedAt(), key);
    if (arrival.compareTo(expiredUpTo) < 0) {
      expiredUpTo = arrival;
    }
    arrivals.put(arrival, NOTHING);
  }

  /**
   * Whether of every event that is kept is noted when it is to be forgotten.
   *
   * @param since of {@link StateMark}
   */
  boolean areArrivalsKnown(String since) {
    return Arrays.equals(bytes(since), arrivals.get(StoreKeys.ARRIVALS_KNOWN));
  }

  /** From now on it is. */
  void setArrivalsKnown(String since) {
    arrivals.put(StoreKeys.ARRIVALS_KNOWN, bytes(since));
  }

  private static byte[] bytes(String since) {
    return since.getBytes(StandardCharsets.UTF_8);
  }

  /** Replaces what the trail says of an event that is kept. */
  void update(String key, TrailEntry trail) {
    judgedEvents.put(key, trail);
  }

  /** The last revision of a finding about an event; null when there never was one. */
  Finding finding(String key, String clauseId) {
    return findings.get(StoreKeys.finding(key, clauseId));
  }

  /** Keeps a new revision of a finding. */
  void put(String key, Finding finding) {
    findings.put(StoreKeys.finding(key, finding.getClauseId()), finding);
  }

  /**
   * The next judged events about a policy or a data subject, by subject and by the time at which
   * they happened.
   *
   * @param about of {@link StoreKeys#policy} or {@link StoreKeys#subject}
   * @param cursor the key of the last one; empty to start with the first
   * @param max how many at most
   */
  List<JudgedEvent> next(String about, String cursor, int max) {
    return between(cursor.isEmpty() ? about : StoreKeys.after(cursor), StoreKeys.endOf(about), max);
  }

  /**
   * The next judged events of all, also of policies that are gone.
   *
   * @param cursor the key of the last one; empty to start with the first
   * @param max how many at most
   */
  List<JudgedEvent> nextOfAll(String cursor, int max) {
    return between(cursor.isEmpty() ? null : StoreKeys.after(cursor), null, max);
  }

  private List<JudgedEvent> between(String from, String to, int max) {
    List<JudgedEvent> taken = new ArrayList<>();
    try (KeyValueIterator<String, TrailEntry> found = judgedEvents.range(from, to)) {
      while (taken.size() < max && found.hasNext()) {
        KeyValue<String, TrailEntry> next = found.next();
        taken.add(new JudgedEvent(next.key, next.value));
      }
    }
    return taken;
  }

  /**
   * All events of a data subject that are kept.
   *
   * @param subject of {@link StoreKeys#subject}
   */
  EventHistory historyOf(String subject) {
    return (event, wanted) -> {
      String from = StoreKeys.after(StoreKeys.judgedEvent(subject, event));
      try (KeyValueIterator<String, TrailEntry> later =
          judgedEvents.range(from, StoreKeys.endOf(subject))) {
        while (later.hasNext()) {
          Event next = Event.of((SpecificRecord) later.next().value.getEvent());
          if (wanted.test(next)) {
            return Optional.of(next);
          }
        }
      }
      return Optional.empty();
    };
  }

  /** The judged events of some keys, also of those that are not kept. */
  List<JudgedEvent> all(List<String> keys) {
    return keys.stream().map(key -> new JudgedEvent(key, judgedEvents.get(key))).toList();
  }

  /** A judged event; null when it is not kept. */
  JudgedEvent get(String key) {
    TrailEntry trail = judgedEvents.get(key);
    return trail == null ? null : new JudgedEvent(key, trail);
  }

  /**
   * Forgets events, the oldest first.
   *
   * @param now an event that is still needed is looked at again after another horizon from here
   * @param before those that reached Kafka before this
   * @param max how many at most
   * @param needed whether an event must stay, by its key
   * @param forgotten is told the key of each that is forgotten
   * @return how many were looked at
   */
  int expire(
      Instant now, Instant before, int max, Predicate<String> needed, Consumer<String> forgotten) {
    List<String> due = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> oldest =
        arrivals.range(expiredUpTo, StoreKeys.instant(before))) {
      while (due.size() < max && oldest.hasNext()) {
        due.add(oldest.next().key);
      }
    }
    for (String arrival : due) {
      String judged = StoreKeys.actOfArrival(arrival);
      if (needed.test(judged)) {
        arrivals.put(StoreKeys.arrival(now, judged), NOTHING);
      } else {
        forget(judged);
        forgotten.accept(judged);
      }
      arrivals.delete(arrival);
      expiredUpTo = arrival;
    }
    return due.size();
  }

  private void forget(String key) {
    List<String> about = new ArrayList<>();
    try (KeyValueIterator<String, Finding> found =
        findings.prefixScan(StoreKeys.findings(key), new StringSerializer())) {
      found.forEachRemaining(finding -> about.add(finding.key));
    }
    about.forEach(findings::delete);
    judgedEvents.delete(key);
  }
}
