package io.clausewatch.judging;

import java.util.List;

/**
 * Notes anew when each judged event is to be forgotten, where the task came here without that. Step
 * by step, beside the events that come; until it is through, what is not noted yet is kept.
 */
final class ArrivalBackfill {
  private final JudgedEventStore judgedEvents;
  private final String since;
  private String cursor = "";
  private boolean isDone;

  /**
   * The work that is left.
   *
   * @param since of {@link StateMark}
   */
  ArrivalBackfill(JudgedEventStore judgedEvents, String since) {
    this.judgedEvents = judgedEvents;
    this.since = since;
    this.isDone = judgedEvents.areArrivalsKnown(since);
  }

  /** Whether nothing is left. */
  boolean isDone() {
    return isDone;
  }

  /**
   * Looks at some events.
   *
   * @param max how many at most
   */
  void step(int max) {
    if (isDone) {
      return;
    }
    List<JudgedEventStore.JudgedEvent> next = judgedEvents.nextOfAll(cursor, max);
    next.forEach(judged -> judgedEvents.noteArrival(judged.key(), judged.trail()));
    if (next.size() == max) {
      cursor = next.getLast().key();
    } else {
      judgedEvents.setArrivalsKnown(since);
      isDone = true;
    }
  }
}
