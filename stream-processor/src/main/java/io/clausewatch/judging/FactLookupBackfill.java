package io.clausewatch.judging;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds out what the judged events of a policy look up, where that is not known: the task came here
 * without the store, or the policy is another. Step by step, beside the events that come; until it
 * is through, a fact that holds for everybody makes all events of the policy be judged again.
 */
final class FactLookupBackfill {
  /**
   * Raised when this program looks up what the one before did not, by the same policy: what that
   * one noted is worth nothing then.
   */
  private static final String VERSION = "1 ";

  private final JudgedEventStore judgedEvents;
  private final FactLookupStore lookups;
  private final Map<String, String> marks;
  private final Map<String, String> cursors = new HashMap<>();
  private final Set<String> known = new HashSet<>();

  /**
   * The work that is left.
   *
   * @param digests of every policy
   * @param since of {@link StateMark}
   */
  FactLookupBackfill(
      JudgedEventStore judgedEvents,
      FactLookupStore lookups,
      Map<String, String> digests,
      String since) {
    this.judgedEvents = judgedEvents;
    this.lookups = lookups;
    this.marks = new HashMap<>(digests);
    marks.replaceAll((policyId, digest) -> VERSION + digest + " " + since);
    marks.forEach(
        (policyId, mark) -> {
          if (lookups.isKnown(policyId, mark)) {
            known.add(policyId);
          } else {
            cursors.put(policyId, "");
          }
        });
  }

  /** Whether the lookups of all events under a policy are known. */
  boolean isKnown(String policyId) {
    return known.contains(policyId);
  }

  /** Whether those of every policy are. */
  boolean isDone() {
    return cursors.isEmpty();
  }

  /**
   * Looks at some events.
   *
   * @param max how many at most
   * @param note notes what an event looks up
   */
  void step(int max, Consumer<JudgedEventStore.JudgedEvent> note) {
    int left = max;
    for (String policyId : List.copyOf(cursors.keySet())) {
      List<JudgedEventStore.JudgedEvent> next =
          judgedEvents.next(StoreKeys.policy(policyId), cursors.get(policyId), left);
      next.forEach(note);
      if (next.size() == left) {
        cursors.put(policyId, next.getLast().key());
        return;
      }
      left -= next.size();
      cursors.remove(policyId);
      known.add(policyId);
      lookups.setKnown(policyId, marks.get(policyId));
    }
  }
}
