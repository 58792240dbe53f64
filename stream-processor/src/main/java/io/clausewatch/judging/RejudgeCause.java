package io.clausewatch.judging;

import io.clausewatch.contract.AlertOrigin;
import io.clausewatch.contract.Event;
import io.clausewatch.judge.EvidenceText;
import java.time.Instant;

/**
 * Why events are judged again.
 *
 * @param id tells it from other causes: an event's id, or a word
 * @param says what came late, in words; null where it is no fact that came late
 * @param origin that of the record which is the cause
 */
record RejudgeCause(String id, String says, AlertOrigin origin) {
  private static final String END = "\0";

  /** Time went by. */
  static final RejudgeCause CLOCK = new RejudgeCause("clock", null, AlertOrigin.LIVE);

  /**
   * The policy is another.
   *
   * @param now tells it from the same change at another time: what was taken back meanwhile has
   *     left its traces
   */
  static RejudgeCause ofPolicy(String digest, Instant now) {
    return new RejudgeCause("policy " + digest + " " + now, null, AlertOrigin.POLICY);
  }

  /** A fact that arrived. */
  static RejudgeCause of(Event event, Instant receivedAt, AlertOrigin origin) {
    return new RejudgeCause(
        event.eventId(),
        "%s (%s event %s of %s) arrived on %s"
            .formatted(
                EvidenceText.words(event),
                event.kind().id(),
                event.eventId(),
                event.occurredAt(),
                receivedAt),
        origin);
  }

  /**
   * The same cause while a changed policy waits, or is at work: whatever is judged again meanwhile
   * is judged by the new one, and can be very much.
   */
  RejudgeCause beside(RejudgeCause other) {
    return other.origin == AlertOrigin.POLICY && origin == AlertOrigin.LIVE
        ? new RejudgeCause(id, says, other.origin)
        : this;
  }

  /** In one text, of which {@link #decode} makes it again. */
  String encode() {
    String text = says == null ? id : id + END + says;
    return origin == AlertOrigin.LIVE ? text : text + END + END + origin;
  }

  static RejudgeCause decode(String text) {
    String[] parts = text.split(END + END, 2);
    AlertOrigin origin = parts.length == 1 ? AlertOrigin.LIVE : AlertOrigin.valueOf(parts[1]);
    int end = parts[0].indexOf(END);
    return end < 0
        ? new RejudgeCause(parts[0], null, origin)
        : new RejudgeCause(parts[0].substring(0, end), parts[0].substring(end + 1), origin);
  }
}
