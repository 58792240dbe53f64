package io.clausewatch.facts;

import io.clausewatch.contract.Event;
import io.clausewatch.contract.Notice;
import io.clausewatch.contract.NoticeKind;
import io.clausewatch.contract.Register;
import io.clausewatch.contract.RegisterKind;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What holds for every data subject under one policy: notices to everybody, and the register. What
 * is added is sorted in, in whatever order it comes. Not thread-safe.
 */
public final class SharedFacts {
  private final FactTimeline<Notice> notices =
      new FactTimeline<>(Notice::getOccurredAt, Notice::getEventId);
  private final Map<RegisterKind, Map<String, FactTimeline<Register>>> register =
      new EnumMap<>(RegisterKind.class);

  /** Nothing was announced yet and nobody is registered. */
  public SharedFacts() {}

  /**
   * Sorts out notices to everybody and register entries.
   *
   * @param events all of one policy, in any order; other kinds are left aside
   */
  public static SharedFacts of(Collection<Event> events) {
    SharedFacts facts = new SharedFacts();
    events.forEach(facts::add);
    return facts;
  }

  /** Takes in a notice to everybody or a register entry; other kinds are left aside. */
  public void add(Event event) {
    switch (event.record()) {
      case Notice notice when reachesEverybody(notice) -> notices.put(notice);
      case Register entry ->
          register
              .computeIfAbsent(entry.getKind(), kind -> new HashMap<>())
              .computeIfAbsent(
                  entry.getEntryId(),
                  id -> new FactTimeline<>(Register::getOccurredAt, Register::getEventId))
              .put(entry);
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

  /**
   * The entry that stands at an instant and is valid then. Of several with one id the latest by
   * occurredAt stands, and before the first of them the first.
   *
   * @return null when there is none, or the one that stands is not valid then
   */
  public Register valid(RegisterKind kind, String entryId, Instant at) {
    Map<String, FactTimeline<Register>> entries = register.getOrDefault(kind, Map.of());
    List<Register> history = entries.containsKey(entryId) ? entries.get(entryId) : List.of();
    Register standing = null;
    for (Register entry : history) {
      if (standing == null || !entry.getOccurredAt().isAfter(at)) {
        standing = entry;
      }
    }
    boolean valid =
        standing != null
            && !standing.getValidFrom().isAfter(at)
            && (standing.getValidUntil() == null || !standing.getValidUntil().isBefore(at));
    return valid ? standing : null;
  }

  /** Notices that count for everybody, oldest first. */
  public List<Notice> notices() {
    return notices;
  }
}
