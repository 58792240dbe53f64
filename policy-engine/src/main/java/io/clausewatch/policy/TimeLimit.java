package io.clausewatch.policy;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * How long something may take. Months and years are the calendar's, in UTC, clamped to the end of a
 * month; days are 24 hours.
 *
 * @param period years, months and days
 * @param time hours and less
 */
public record TimeLimit(Period period, Duration time) {

  /**
   * Reads an ISO 8601 duration such as {@code P5D}, {@code P4Y5D} or {@code PT72H}; empty where it
   * is none, or takes no time.
   */
  static Optional<TimeLimit> parse(String text) {
    int split = text.indexOf('T');
    try {
      TimeLimit within =
          split < 0
              ? new TimeLimit(Period.parse(text), Duration.ZERO)
              : new TimeLimit(
                  split == 1 ? Period.ZERO : Period.parse(text.substring(0, split)),
                  Duration.parse("P" + text.substring(split)));
      return within.after(Instant.EPOCH).isAfter(Instant.EPOCH)
          ? Optional.of(within)
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The last instant that is still in time. */
  public Instant after(Instant start) {
    return start.atOffset(ZoneOffset.UTC).plus(period).plus(time).toInstant();
  }
}
