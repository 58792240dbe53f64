package io.clausewatch.facts;

import io.clausewatch.contract.Event;
import io.clausewatch.contract.FollowUp;
import io.clausewatch.contract.Notice;
import io.clausewatch.contract.NoticeKind;
import io.clausewatch.contract.Register;
import io.clausewatch.contract.RegisterKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What holds for every data subject under one policy: notices to everybody, the register, and what
 * was done about events without naming a data subject. What is added is sorted in, in whatever
 * order it comes. Not thread-safe.
 */
public final class SharedFacts {
  /** By what they relate to; those that relate to nothing answer no question. */
  private final Map<String, FactTimeline<Notice>> notices;

  private final FollowUps followUps;

  /**
   * By kind, holder and assignment; the last sorted, so that the order of arrival tells nothing.
   */
  private final Map<RegisterKind, Map<String, Map<String, FactTimeline<Register>>>> register;

  private final Consumer<FactLookup> observer;

  /** Nothing was announced yet, nobody is registered, and nothing was done about any event. */
  public SharedFacts() {
    this(new HashMap<>(), new FollowUps(), new EnumMap<>(RegisterKind.class), lookup -> {});
  }

  private SharedFacts(
      Map<String, FactTimeline<Notice>> notices,
      FollowUps followUps,
      Map<RegisterKind, Map<String, Map<String, FactTimeline<Register>>>> register,
      Consumer<FactLookup> observer) {
    this.notices = notices;
    this.followUps = followUps;
    this.register = register;
    this.observer = observer;
  }

  /** The same facts, telling what is looked up; a lookup may be told more than once. */
  public SharedFacts observed(Consumer<FactLookup> lookups) {
    return new SharedFacts(notices, followUps, register, lookups);
  }

  /**
   * Sorts out notices to everybody, register entries, and follow-ups that name nobody.
   *
   * @param events all of one policy, in any order; other kinds are left aside
   */
  public static SharedFacts of(Collection<Event> events) {
    SharedFacts facts = new SharedFacts();
    events.forEach(facts::add);
    return facts;
  }

  /**
   * Takes in a notice to everybody, a register entry or a follow-up that names nobody; others are
   * left aside.
   */
  public void add(Event event) {
    switch (event.record()) {
      case Notice notice when reachesEverybody(notice) && notice.getRelatesTo() != null ->
          notices
              .computeIfAbsent(
                  notice.getRelatesTo(),
                  id -> new FactTimeline<>(Notice::getOccurredAt, Notice::getEventId))
              .put(notice);
      case Register entry ->
          register
              .computeIfAbsent(entry.getKind(), kind -> new HashMap<>())
              .computeIfAbsent(entry.getEntryId(), id -> new TreeMap<>())
              .computeIfAbsent(
                  assignmentOf(entry),
                  id -> new FactTimeline<>(Register::getOccurredAt, Register::getEventId))
              .put(entry);
      case FollowUp followUp when followUp.getSubjectIds().isEmpty() -> followUps.add(followUp);
      default -> {}
    }
  }

  /**
   * The lookup by which a fact is found that was not added yet: whoever did not ask it is judged as
   * before.
   *
   * @return empty where it cannot be told, since rules also ask whether there is any entry of a
   *     kind, and this is the first
   * @throws IllegalArgumentException when it is no fact of those that are added
   */
  public Optional<FactLookup> foundBy(Event fact) {
    return switch (fact.record()) {
      case Register entry when !everHeld(entry.getKind()) -> Optional.empty();
      case Register entry ->
          Optional.of(FactLookup.registrations(entry.getKind(), entry.getEntryId()));
      case Notice notice ->
          Optional.of(FactLookup.notices(Objects.requireNonNullElse(notice.getRelatesTo(), "")));
      case FollowUp followUp -> Optional.of(FactLookup.followUps(followUp.getRelatesTo()));
      default -> throw new IllegalArgumentException("No fact for everybody: " + fact.kind());
    };
  }

  /**
   * Whether a notice counts for every data subject: one that names none does, and so does one to
   * the authority, which is told of all of them whomever the notice names.
   */
  public static boolean reachesEverybody(Notice notice) {
    return notice.getSubjectIds().isEmpty()
        || notice.getKind() == NoticeKind.BREACH_NOTIFIED_AUTHORITY;
  }

  /** Whether the register holds, or ever held, an entry of a kind. */
  public boolean everHeld(RegisterKind kind) {
    return register.containsKey(kind);
  }

  private static String assignmentOf(Register entry) {
    return entry.getAssignmentId() == null ? entry.getEntryId() : entry.getAssignmentId();
  }

  /**
   * The entries of one holder that stand at an instant and are valid then. Of several with one
   * assignment the latest by occurredAt stands, and before the first of them the first; an entry
   * without an assignment is that of its own entryId.
   *
   * @return at most one an assignment, in the order of their ids
   */
  public List<Register> valid(RegisterKind kind, String entryId, Instant at) {
    observer.accept(FactLookup.registrations(kind, entryId));
    List<Register> valid = List.of();
    for (List<Register> history :
        register.getOrDefault(kind, Map.of()).getOrDefault(entryId, Map.of()).values()) {
      Register standing = standing(history, at);
      if (isValid(standing, at)) {
        valid = valid.isEmpty() ? new ArrayList<>() : valid;
        valid.add(standing);
      }
    }
    return valid;
  }

  private static Register standing(List<Register> history, Instant at) {
    Register standing = null;
    for (Register entry : history) {
      if (standing == null || !entry.getOccurredAt().isAfter(at)) {
        standing = entry;
      }
    }
    return standing;
  }

  private static boolean isValid(Register entry, Instant at) {
    return !entry.getValidFrom().isAfter(at)
        && (entry.getValidUntil() == null || !entry.getValidUntil().isBefore(at));
  }

  /** What was done about an event by follow-ups that name no data subject, oldest first. */
  public List<FollowUp> followUps(String eventId) {
    observer.accept(FactLookup.followUps(eventId));
    return followUps.about(eventId);
  }

  /** Notices that count for everybody and relate to something, oldest first. */
  public List<Notice> notices(String relatesTo) {
    observer.accept(FactLookup.notices(relatesTo));
    FactTimeline<Notice> found = notices.get(relatesTo);
    return found == null ? List.of() : found;
  }
}
