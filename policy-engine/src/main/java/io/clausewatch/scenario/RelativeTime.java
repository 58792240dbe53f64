package io.clausewatch.scenario;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time told from another one: {@code now}, {@code +5d}, {@code -1y -1ms}. Steps are taken one
 * after the other, in UTC; months and years are those of the calendar, clamped to the month's end.
 */
final class RelativeTime {

  private static final String NOW = "now";
  private static final Pattern STEP = Pattern.compile("([+-]\\d{1,9})(ms|s|min|h|d|mo|y)\\s*");
  private static final Pattern STEPS = Pattern.compile("(" + STEP.pattern() + ")+");
  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "ms", ChronoUnit.MILLIS,
          "s", ChronoUnit.SECONDS,
          "min", ChronoUnit.MINUTES,
          "h", ChronoUnit.HOURS,
          "d", ChronoUnit.DAYS,
          "mo", ChronoUnit.MONTHS,
          "y", ChronoUnit.YEARS);

  private RelativeTime() {}

  /** Whether a text is one. */
  static boolean matches(String text) {
    return text.equals(NOW) || STEPS.matcher(text).matches();
  }

  /** The time that a text which is one means. */
  static Instant from(Instant now, String text) {
    OffsetDateTime time = now.atOffset(ZoneOffset.UTC);
    Matcher steps = STEP.matcher(text);
    while (steps.find()) {
      time = time.plus(Long.parseLong(steps.group(1)), UNITS.get(steps.group(2)));
    }
    return time.toInstant();
  }
}
