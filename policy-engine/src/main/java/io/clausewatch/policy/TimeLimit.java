package io.clausewatch.policy;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * How long something may take. Months and years are the calendar's, in UTC, clamped to the end of a
 * month; days are 24 hours. One that counts from the end of a month or a year follows the calendar
 * of its zone in all of them.
 *
 * @param period years, months and days
 * @param time hours and less
 * @param from the end of what it counts from; null where that is the start itself
 */
public record TimeLimit(Period period, Duration time, CalendarAnchor from) {

  /** No time at all; no rule can say so. */
  static final TimeLimit NONE = new TimeLimit(Period.ZERO, Duration.ZERO, null);

  /**
   * Reads an ISO 8601 duration such as {@code P5D}, {@code P4Y5D} or {@code PT72H}; empty where it
   * is none, or takes no time.
   */
  static Optional<TimeLimit> parse(String text) {
    int split = text.indexOf('T');
    try {
      TimeLimit within =
          split < 0
              ? new TimeLimit(Period.parse(text), Duration.ZERO, null)
              : new TimeLimit(
                  split == 1 ? Period.ZERO : Period.parse(text.substring(0, split)),
                  Duration.parse("P" + text.substring(split)),
                  null);
      return within.after(Instant.EPOCH).isAfter(Instant.EPOCH)
          ? Optional.of(within)
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The same time from the end of a month or a year on; this one where it is null. */
  TimeLimit from(CalendarAnchor end) {
    return end == null ? this : new TimeLimit(period, time, end);
  }

  /** So long before an instant; for a time that counts from the start itself. */
  Instant before(Instant end) {
    return end.atOffset(ZoneOffset.UTC).minus(period).minus(time).toInstant();
  }

  /** The last instant that is still in time. */
  public Instant after(Instant start) {
    return from == null
        ? start.atOffset(ZoneOffset.UTC).plus(period).plus(time).toInstant()
        : from.after(start).plus(period).plus(time).toInstant();
  }
}
