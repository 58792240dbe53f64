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
import java.util.TreeMap;

/**
 * What holds for every data subject under one policy: notices to everybody, the register, and what
 * was done about events without naming a data subject. What is added is sorted in, in whatever
 * order it comes. Not thread-safe.
 */
public final class SharedFacts {
  private final FactTimeline<Notice> notices =
      new FactTimeline<>(Notice::getOccurredAt, Notice::getEventId);
  private final FollowUps followUps = new FollowUps();

  /**
   * By kind, holder and assignment; the last sorted, so that the order of arrival tells nothing.
   */
  private final Map<RegisterKind, Map<String, Map<String, FactTimeline<Register>>>> register =
      new EnumMap<>(RegisterKind.class);

  /** Nothing was announced yet, nobody is registered, and nothing was done about any event. */
  public SharedFacts() {}

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
      case Notice notice when reachesEverybody(notice) -> notices.put(notice);
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

  /** What was done about events by follow-ups that name no data subject. */
  public FollowUps followUps() {
    return followUps;
  }

  /** Notices that count for everybody, oldest first. */
  public List<Notice> notices() {
    return notices;
  }
}
