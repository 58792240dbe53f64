package io.clausewatch.alertroutes;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class QuietHoursTest {

  private static QuietHours hours(String zone, String from, String to, Set<DayOfWeek> days) {
    return new QuietHours(
        ZoneId.of(zone), LocalTime.parse(from), LocalTime.parse(to), days, Set.of());
  }

  private static Optional<Instant> end(QuietHours hours, String at) {
    return hours.endOf(Instant.parse(at));
  }

  @Test
  void aNightLastsUntilTheMorningOfTheNextDay() {
    QuietHours nights = hours("Asia/Seoul", "22:00", "07:00", EnumSet.range(MONDAY, FRIDAY));
    // Friday, 4 December 2026, in Seoul.
    assertThat(end(nights, "2026-12-04T12:59:59Z")).isEmpty();
    assertThat(end(nights, "2026-12-04T13:00:00Z")).contains(Instant.parse("2026-12-04T22:00:00Z"));
    assertThat(end(nights, "2026-12-04T21:59:59.999Z"))
        .contains(Instant.parse("2026-12-04T22:00:00Z"));
    assertThat(end(nights, "2026-12-04T22:00:00Z")).isEmpty();
    assertThat(end(nights, "2026-12-05T13:00:00Z")).as("on Saturday they do not begin").isEmpty();
  }

  @Test
  void aNoonIsOfOneDay() {
    QuietHours noons = hours("UTC", "12:00", "13:00", Set.of(MONDAY));
    assertThat(end(noons, "2026-11-30T12:30:00Z")).contains(Instant.parse("2026-11-30T13:00:00Z"));
    assertThat(end(noons, "2026-11-30T13:00:00Z")).isEmpty();
    assertThat(end(noons, "2026-12-01T12:30:00Z")).isEmpty();
  }

  @Test
  void theSameTimeTwiceIsAWholeDay() {
    QuietHours day = hours("UTC", "08:00", "08:00", Set.of(MONDAY));
    assertThat(end(day, "2026-11-30T08:00:00Z")).contains(Instant.parse("2026-12-01T08:00:00Z"));
    assertThat(end(day, "2026-11-30T07:59:00Z")).isEmpty();
  }

  /** Also where clocks are put forward and back. */
  @Property(tries = 1000, seed = "20261130")
  void whoIsInThemIsOutOfThemAtTheirEnd(
      @ForAll @LongRange(min = 1_700_000_000L, max = 1_900_000_000L) long second,
      @ForAll @IntRange(max = 1439) int from,
      @ForAll @IntRange(max = 1439) int to) {
    QuietHours hours =
        new QuietHours(
            ZoneId.of("Europe/Berlin"),
            LocalTime.ofSecondOfDay(from * 60L),
            LocalTime.ofSecondOfDay(to * 60L),
            Set.of(MONDAY, FRIDAY),
            Set.of());
    Instant now = Instant.ofEpochSecond(second);
    hours
        .endOf(now)
        .ifPresent(
            end -> {
              assertThat(end).isAfter(now).isBeforeOrEqualTo(now.plus(Duration.ofHours(26)));
              assertThat(hours.endOf(end.minusMillis(1))).contains(end);
              assertThat(hours.endOf(end)).isEmpty();
            });
  }
}
