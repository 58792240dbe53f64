package io.clausewatch.contract;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * The times and dates of JSON. By hand, since {@code java.time} says by an exception that a text is
 * none.
 */
final class JsonTimes {
  private static final int DATE_LENGTH = "yyyy-MM-dd".length();
  private static final int SECONDS_LENGTH = "yyyy-MM-ddTHH:mm:ss".length();

  /** The first and the last millisecond that the four digits of a year can tell. */
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

  private JsonTimes() {}

  /**
   * Whether JSON, an index and a reader anywhere can tell this time: ISO 8601 agrees on the years
   * 0001 to 9999.
   */
  static boolean isWritable(Instant time) {
    return !time.isBefore(FIRST) && !time.isAfter(LAST);
  }

  /** Whether they can tell this date. */
  static boolean isWritable(LocalDate date) {
    return date.getYear() >= 1 && date.getYear() <= 9999;
  }

  /** A date {@code yyyy-MM-dd}; null when the text is none. */
  static LocalDate date(String text) {
    return text.length() == DATE_LENGTH ? leadingDate(text) : null;
  }

  /**
   * A time as RFC 3339 writes it, of any offset, cut to the millisecond; null when the text is
   * none. A leap second is none: the contract's times do not have them.
   */
  static Instant instant(String text) {
    if (text.length() <= SECONDS_LENGTH) {
      return null;
    }
    LocalDate date = leadingDate(text);
    int hour = number(text, 11, 2);
    int minute = number(text, 14, 2);
    int second = number(text, 17, 2);
    boolean shaped =
        (text.charAt(10) == 'T' || text.charAt(10) == 't')
            && text.charAt(13) == ':'
            && text.charAt(16) == ':';
    if (date == null
        || !shaped
        || !within(hour, 23)
        || !within(minute, 59)
        || !within(second, 59)) {
      return null;
    }
    int zone = SECONDS_LENGTH;
    int millis = 0;
    if (text.charAt(zone) == '.') {
      int first = zone + 1;
      zone = first;
      while (zone < text.length() && isDigit(text.charAt(zone))) {
        zone++;
      }
      if (zone == first) {
        return null;
      }
      for (int i = first; i < first + 3; i++) {
        millis = millis * 10 + (i < zone ? text.charAt(i) - '0' : 0);
      }
    }
    Integer offset = offsetSeconds(text, zone);
    if (offset == null) {
      return null;
    }
    long seconds =
        date.toEpochDay() * 86_400L + hour * 3_600L + minute * 60L + second - offset.intValue();
    return Instant.ofEpochMilli(seconds * 1_000L + millis);
  }

  /**
   * The offset that begins at this index and ends the text, in seconds east of Greenwich; null when
   * there is none.
   */
  private static Integer offsetSeconds(String text, int start) {
    int left = text.length() - start;
    if (left == 1 && (text.charAt(start) == 'Z' || text.charAt(start) == 'z')) {
      return 0;
    }
    if (left != "+HH:mm".length() || text.charAt(start + 3) != ':') {
      return null;
    }
    int sign = text.charAt(start) == '+' ? 1 : text.charAt(start) == '-' ? -1 : 0;
    int hours = number(text, start + 1, 2);
    int minutes = number(text, start + 4, 2);
    return sign != 0 && within(hours, 23) && within(minutes, 59)
        ? Integer.valueOf(sign * (hours * 3_600 + minutes * 60))
        : null;
  }

  private static LocalDate leadingDate(String text) {
    int year = number(text, 0, 4);
    int month = number(text, 5, 2);
    int day = number(text, 8, 2);
    if (year < 0 || text.charAt(4) != '-' || text.charAt(7) != '-' || month < 1 || month > 12) {
      return null;
    }
    return day >= 1 && day <= YearMonth.of(year, month).lengthOfMonth()
        ? LocalDate.of(year, month, day)
        : null;
  }

  /** So many digits from this index as a number; -1 when they are not all digits. */
  private static int number(String text, int start, int digits) {
    int number = 0;
    for (int i = start; i < start + digits; i++) {
      char c = text.charAt(i);
      if (!isDigit(c)) {
        return -1;
      }
      number = number * 10 + (c - '0');
    }
    return number;
  }

  private static boolean within(int number, int most) {
    return number >= 0 && number <= most;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
