package io.clausewatch.policy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjuster;
import java.time.temporal.TemporalAdjusters;
import java.util.Map;

/**
 * From where a period counts that does not count from the instant at which its clock starts: the
 * end of the calendar's month or year in which it starts.
 *
 * @param next from a day to the first one of the next month or year
 * @param zone whose calendar
 */
public record CalendarAnchor(TemporalAdjuster next, ZoneId zone) {

  /** By the words of a policy's file. */
  static final Map<String, TemporalAdjuster> WORDS =
      Map.of(
          "monthEnd", TemporalAdjusters.firstDayOfNextMonth(),
          "yearEnd", TemporalAdjusters.firstDayOfNextYear());

  /** The end of the month or year: the first instant of the next one. */
  ZonedDateTime after(Instant start) {
    return LocalDate.ofInstant(start, zone).with(next).atStartOfDay(zone);
  }
}
