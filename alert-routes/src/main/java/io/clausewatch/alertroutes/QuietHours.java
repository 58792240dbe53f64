package io.clausewatch.alertroutes;

import io.clausewatch.contract.Severity;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * When messages are held back. Hours that end at or before the time at which they begin, end on the
 * next day.
 *
 * @param zone by whose clock
 * @param from the time at which they begin, on each of the days
 * @param to the time at which they end, which is none of them
 * @param days on which they begin
 * @param except of which findings people are told at any time
 */
public record QuietHours(
    ZoneId zone, LocalTime from, LocalTime to, Set<DayOfWeek> days, Set<Severity> except) {

  /** Keeps copies. */
  public QuietHours {
    days = Collections.unmodifiableSet(days.isEmpty() ? Set.of() : EnumSet.copyOf(days));
    except = Collections.unmodifiableSet(except.isEmpty() ? Set.of() : EnumSet.copyOf(except));
  }

  /**
   * When the hours are over that it is in.
   *
   * @return empty where it is in none
   */
  public Optional<Instant> endOf(Instant now) {
    LocalDate today = now.atZone(zone).toLocalDate();
    // Those that began yesterday may still last.
    for (LocalDate day : new LocalDate[] {today.minusDays(1), today}) {
      if (days.contains(day.getDayOfWeek())) {
        ZonedDateTime begin = day.atTime(from).atZone(zone);
        LocalDate lastDay = to.isAfter(from) ? day : day.plusDays(1);
        ZonedDateTime end = lastDay.atTime(to).atZone(zone);
        if (!now.isBefore(begin.toInstant()) && now.isBefore(end.toInstant())) {
          return Optional.of(end.toInstant());
        }
      }
    }
    return Optional.empty();
  }
}
