package io.clausewatch.judging;

import io.clausewatch.contract.Deadline;
import io.clausewatch.contract.DeadlineStatus;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.TrailEntry;
import io.clausewatch.judge.FindingId;
import io.clausewatch.judge.Judgement;
import io.clausewatch.judge.Obligation;
import io.clausewatch.policy.Clause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The clocks that judged events started, and when each of those events has to be looked at next. A
 * thin layer over two stores of one task.
 *
 * <p>A missed deadline is a finding only once it is settled: some time after the event that started
 * the clock arrived, so that a backlog that is being replayed can catch up first.
 */
public final class DeadlineStore {
  /** What stands about each clock: {@link StoreKeys#finding} → deadline. */
  public static final String STORE = "deadlines";

  /** When to look again, the earliest first: {@link StoreKeys#arrival} → nothing. */
  public static final String TIMERS = "deadline-timers";

  private static final byte[] NOTHING = {};
  private static final Duration PAST = Duration.ofMillis(1);

  private final KeyValueStore<String, Deadline> store;
  private final KeyValueStore<String, byte[]> timers;
  private final Duration settle;
  // Where the next walk starts, so that it need not pass over what was deleted before; a restart
  // walks once.
  private String walkedTo = "";

  DeadlineStore(
      KeyValueStore<String, Deadline> store,
      KeyValueStore<String, byte[]> timers,
      Duration settle) {
    this.store = store;
    this.timers = timers;
    this.settle = settle;
  }

  /**
   * As of when deadlines of an event may be called missed: now, or never while they are not
   * settled.
   *
   * @param receivedAt when the event that starts the clocks reached Kafka
   */
  Instant asOf(Instant receivedAt, Instant now) {
    return now.isBefore(receivedAt.plus(settle)) ? Instant.MIN : now;
  }

  /**
   * Keeps what a judgement says of the clocks that an event started, and sets the timer for when it
   * has to be judged next.
   *
   * @param act of {@link StoreKeys#judgedEvent}
   * @param trail the event
   * @param asOf of {@link #asOf}
   * @return the new revisions
   */
  List<Deadline> update(
      String act, TrailEntry trail, Judgement judgement, Instant asOf, Instant now) {
    Map<String, Deadline> before = standing(act);
    if (before.isEmpty() && judgement.obligations().isEmpty()) {
      return List.of();
    }
    Instant receivedAt = trail.getReceivedAt();
    Map<String, Deadline> after = new TreeMap<>();
    for (Obligation obligation : judgement.obligations()) {
      after.put(
          obligation.clause().id(), deadline(obligation, trail, judgement.policyVersion(), asOf));
    }
    // A clock that turns out never to have started is over.
    before.forEach((clause, old) -> after.computeIfAbsent(clause, c -> ended(old)));
    moveTimer(act, wake(before, receivedAt), wake(after, receivedAt));
    List<Deadline> changed = new ArrayList<>();
    after.forEach(
        (clause, deadline) -> {
          if (differs(deadline, before.get(clause), now)) {
            store.put(StoreKeys.finding(act, clause), deadline);
            changed.add(deadline);
          }
        });
    return changed;
  }

  /**
   * Whether an event started a clock about which something may still have to be said: that it has
   * run out, or that what was missed was done after all.
   */
  boolean waitsFor(String act) {
    return standing(act).values().stream()
        .anyMatch(deadline -> deadline.getStatus() != DeadlineStatus.ENDED);
  }

  /**
   * The events of a data subject that started a clock, by their keys.
   *
   * @param subject of {@link StoreKeys#subject}
   * @param from none is left out that happened then or later
   * @param max how many at most
   */
  Set<String> started(String subject, Instant from, int max) {
    Set<String> acts = new LinkedHashSet<>();
    try (KeyValueIterator<String, Deadline> found =
        store.range(StoreKeys.judgedSince(subject, from), StoreKeys.endOf(subject))) {
      while (acts.size() < max && found.hasNext()) {
        acts.add(StoreKeys.judgedEventOfFinding(found.next().key));
      }
    }
    return acts;
  }

  /**
   * The last event of a data subject before another that started a clock under a clause, by its
   * key; null when there is none.
   *
   * @param subject of {@link StoreKeys#subject}
   * @param act of {@link StoreKeys#judgedEvent}
   */
  String startedBefore(String subject, String act, String clauseId) {
    try (KeyValueIterator<String, Deadline> earlier = store.reverseRange(subject, act)) {
      while (earlier.hasNext()) {
        var found = earlier.next();
        if (found.value.getClauseId().equals(clauseId)) {
          return StoreKeys.judgedEventOfFinding(found.key);
        }
      }
    }
    return null;
  }

  /**
   * Takes the timers that have run out, the earliest first.
   *
   * @param max how many at most
   * @return the events that have to be judged again, by their keys
   */
  List<String> take(Instant now, int max) {
    List<String> out = new ArrayList<>();
    try (KeyValueIterator<String, byte[]> earliest =
        timers.range(walkedTo, StoreKeys.instant(now.plus(PAST)))) {
      while (out.size() < max && earliest.hasNext()) {
        out.add(earliest.next().key);
      }
    }
    for (String timer : out) {
      timers.delete(timer);
      walkedTo = timer;
    }
    return out.stream().map(StoreKeys::actOfArrival).toList();
  }

  /** Forgets what an event started. */
  void forget(String act) {
    standing(act).keySet().forEach(clause -> store.delete(StoreKeys.finding(act, clause)));
  }

  /** Clause id to the last revision. */
  private Map<String, Deadline> standing(String act) {
    Map<String, Deadline> found = new TreeMap<>();
    try (KeyValueIterator<String, Deadline> kept =
        store.prefixScan(StoreKeys.findings(act), new StringSerializer())) {
      kept.forEachRemaining(entry -> found.put(entry.value.getClauseId(), entry.value));
    }
    return found;
  }

  private void moveTimer(String act, Optional<Instant> from, Optional<Instant> to) {
    if (from.equals(to)) {
      // Put again all the same: the one that was there may just have run out.
      to.ifPresent(wake -> setTimer(act, wake));
      return;
    }
    from.ifPresent(wake -> timers.delete(StoreKeys.arrival(wake, act)));
    to.ifPresent(wake -> setTimer(act, wake));
  }

  private void setTimer(String act, Instant wake) {
    String timer = StoreKeys.arrival(wake, act);
    if (timer.compareTo(walkedTo) < 0) {
      walkedTo = timer;
    }
    timers.put(timer, NOTHING);
  }

  /**
   * When an event has to be looked at next: when something is overdue, but not before it settles.
   */
  private Optional<Instant> wake(Map<String, Deadline> deadlines, Instant receivedAt) {
    Instant settled = receivedAt.plus(settle);
    return deadlines.values().stream()
        .filter(deadline -> deadline.getStatus() == DeadlineStatus.RUNNING)
        .map(deadline -> deadline.getDueAt().plus(PAST))
        .map(overdue -> overdue.isBefore(settled) ? settled : overdue)
        .min(Instant::compareTo);
  }

  private static Deadline deadline(
      Obligation obligation, TrailEntry trail, String policyVersion, Instant asOf) {
    Event event = Event.of((SpecificRecord) trail.getEvent());
    Clause clause = obligation.clause();
    Deadline deadline = new Deadline();
    deadline.setDeadlineId(
        FindingId.of(event.policyId(), clause.id(), event.eventId(), trail.getSubjectRef()));
    deadline.setSeverity(clause.severity());
    deadline.setPolicyId(event.policyId());
    deadline.setPolicyVersion(policyVersion);
    deadline.setClauseId(clause.id());
    deadline.setSection(clause.section());
    deadline.setTitle(clause.title());
    deadline.setLocalTitle(clause.localTitle());
    deadline.setEventId(event.eventId());
    deadline.setEventKind(event.kind().id());
    deadline.setOccurredAt(event.occurredAt());
    deadline.setSubjectRef(trail.getSubjectRef());
    deadline.setService(event.service());
    Optional<Instant> next = obligation.nextDue(asOf);
    if (next.isPresent()) {
      deadline.setStatus(DeadlineStatus.RUNNING);
      deadline.setDueAt(next.get());
    } else if (obligation.isSuspended()) {
      deadline.setStatus(DeadlineStatus.SUSPENDED);
    } else if (obligation.open().isEmpty()) {
      deadline.setStatus(DeadlineStatus.ENDED);
    } else {
      deadline.setStatus(DeadlineStatus.OVERDUE);
      deadline.setDueAt(obligation.open().getFirst().dueAt());
    }
    boolean waiting = next.isPresent() || obligation.isSuspended();
    deadline.setItems(
        obligation.open().stream()
            .filter(item -> !waiting || item.dueAt() == null || !item.dueAt().isBefore(asOf))
            .map(Obligation.Item::what)
            .distinct()
            .toList());
    return deadline;
  }

  private static Deadline ended(Deadline old) {
    Deadline deadline = Deadline.newBuilder(old).build();
    deadline.setStatus(DeadlineStatus.ENDED);
    deadline.setDueAt(null);
    deadline.setItems(List.of());
    return deadline;
  }

  /** Gives a deadline its revision; false when it says what stands already. */
  private static boolean differs(Deadline deadline, Deadline before, Instant now) {
    deadline.setRevision(before == null ? 0 : before.getRevision());
    deadline.setRevisedAt(before == null ? now : before.getRevisedAt());
    if (Objects.equals(deadline, before)) {
      return false;
    }
    deadline.setRevision(deadline.getRevision() + 1);
    deadline.setRevisedAt(now);
    return true;
  }
}
