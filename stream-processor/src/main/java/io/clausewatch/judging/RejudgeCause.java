package io.clausewatch.judging;

import io.clausewatch.contract.Event;
import io.clausewatch.judge.EvidenceText;
import java.time.Instant;

/**
 * Why events are judged again.
 *
 * @param id tells it from other causes: an event's id, or a word
 * @param says what came late, in words; null where it is no fact that came late
 */
record RejudgeCause(String id, String says) {
  private static final char END = '\0';

  /** Time went by. */
  static final RejudgeCause CLOCK = new RejudgeCause("clock", null);

  /** A fact that arrived. */
  static RejudgeCause of(Event event, Instant receivedAt) {
    return new RejudgeCause(
        event.eventId(),
        "%s (%s event %s of %s) arrived on %s"
            .formatted(
                EvidenceText.words(event),
                event.kind().id(),
                event.eventId(),
                event.occurredAt(),
                receivedAt));
  }

  /** In one text, of which {@link #decode} makes it again. */
  String encode() {
    return says == null ? id : id + END + says;
  }

  static RejudgeCause decode(String text) {
    int end = text.indexOf(END);
    return end < 0
        ? new RejudgeCause(text, null)
        : new RejudgeCause(text.substring(0, end), text.substring(end + 1));
  }
}
