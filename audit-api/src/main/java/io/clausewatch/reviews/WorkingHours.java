package io.clausewatch.reviews;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * When an organisation works, by its own clock, and so what a day and a month are to it. Public
 * holidays are not known.
 *
 * @param days the days of the week, Monday first
 * @param from when each of them begins
 * @param to when each of them ends; midnight for the end of the day
 * @param zone the clock
 */
public record WorkingHours(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
  private static final Pattern FORM =
      Pattern.compile(
          "([A-Z][a-z]{2}(?:[-,][A-Z][a-z]{2})*) (\\d\\d:\\d\\d)-(\\d\\d:\\d\\d) (\\S+)");
  private static final String END_OF_DAY = "24:00";
  private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  /** Keeps a copy of the days, in their order. */
  public WorkingHours {
    days = Collections.unmodifiableSet(EnumSet.copyOf(days));
  }

  /**
   * Reads what {@link #toString} writes, such as {@code Mon-Fri 09:00-18:00 Asia/Seoul}.
   *
   * @throws IllegalArgumentException when it is something else; its message says what
   */
  static WorkingHours parse(String text) {
    Matcher parts = FORM.matcher(text.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException("'" + text.strip() + "' is not of that form");
    }
    try {
      boolean untilMidnight = parts.group(3).equals(END_OF_DAY);
      LocalTime from = LocalTime.parse(parts.group(2));
      LocalTime to = untilMidnight ? LocalTime.MIDNIGHT : LocalTime.parse(parts.group(3));
      if (!untilMidnight && !to.isAfter(from)) {
        throw new IllegalArgumentException("a day does not end before it begins");
      }
      return new WorkingHours(days(parts.group(1)), from, to, ZoneId.of(parts.group(4)));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("there is no such time or time zone", e);
    }
  }

  private static Set<DayOfWeek> days(String list) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String part : list.split(",", -1)) {
      List<DayOfWeek> ends = Arrays.stream(part.split("-", -1)).map(WorkingHours::day).toList();
      int length = Math.floorMod(ends.getLast().getValue() - ends.getFirst().getValue(), 7);
      IntStream.rangeClosed(0, length).forEach(i -> days.add(ends.getFirst().plus(i)));
    }
    return days;
  }

  private static DayOfWeek day(String name) {
    return Arrays.stream(DayOfWeek.values())
        .filter(day -> shortName(day).equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name + " is no day of the week"));
  }

  private static String shortName(DayOfWeek day) {
    return day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
  }

  /** The month from its first midnight to that of the next, however long its days are. */
  Period month(YearMonth month) {
    return new Period(startOf(month.atDay(1)), startOf(month.plusMonths(1).atDay(1)));
  }

  /** What of a month is within these hours, a stretch for each day, the first first. */
  List<Period> within(YearMonth month) {
    List<Period> periods = new ArrayList<>();
    for (int day = 1; day <= month.lengthOfMonth(); day++) {
      LocalDate date = month.atDay(day);
      if (days.contains(date.getDayOfWeek())) {
        Instant end =
            to.equals(LocalTime.MIDNIGHT)
                ? startOf(date.plusDays(1))
                : date.atTime(to).atZone(zone).toInstant();
        periods.add(new Period(date.atTime(from).atZone(zone).toInstant(), end));
      }
    }
    return periods;
  }

  private Instant startOf(LocalDate date) {
    return date.atStartOfDay(zone).toInstant();
  }

  /** As settings have it, each day by itself: {@code Mon,Tue 09:00-18:00 Asia/Seoul}. */
  @Override
  public String toString() {
    return "%s %s-%s %s"
        .formatted(
            days.stream().map(WorkingHours::shortName).collect(Collectors.joining(",")),
            MINUTE.format(from),
            to.equals(LocalTime.MIDNIGHT) ? END_OF_DAY : MINUTE.format(to),
            zone);
  }
}
