package io.clausewatch.reviews;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clausewatch.platform.config.SettingsException;
import io.clausewatch.platform.config.SettingsReader;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkingHoursTest {

  private static ReviewSettings settings(String hours) {
    return SettingsReader.read(Map.of("CLAUSEWATCH_WORKING_HOURS", hours), ReviewSettings::from);
  }

  @Test
  void aMonthIsOneOfTheOrganisation() {
    WorkingHours seoul = WorkingHours.parse("Mon-Fri 09:00-18:00 Asia/Seoul");
    assertThat(seoul.month(YearMonth.of(2026, 10)))
        .isEqualTo(
            new Period(
                Instant.parse("2026-09-30T15:00:00Z"), Instant.parse("2026-10-31T15:00:00Z")));
    List<Period> october = seoul.within(YearMonth.of(2026, 10));
    assertThat(october).hasSize(22);
    assertThat(october.getFirst()) // Thursday
        .isEqualTo(
            new Period(
                Instant.parse("2026-10-01T00:00:00Z"), Instant.parse("2026-10-01T09:00:00Z")));
    assertThat(october.get(2).from()).isEqualTo(Instant.parse("2026-10-05T00:00:00Z"));
  }

  @Test
  void aMonthInWhichTheClockIsChangedIsAnHourShorterOrLonger() {
    WorkingHours newYork = WorkingHours.parse("Sun,Mon 01:00-24:00 America/New_York");
    Period march = newYork.month(YearMonth.of(2026, 3));
    assertThat(Duration.between(march.from(), march.to())).isEqualTo(Duration.ofHours(31 * 24 - 1));
    Period november = newYork.month(YearMonth.of(2026, 11));
    assertThat(Duration.between(november.from(), november.to()))
        .isEqualTo(Duration.ofHours(30 * 24 + 1));
    // Sunday the 8th of March has no hour from 2 to 3, Sunday the 1st of November has two from 1.
    Period sunday = newYork.within(YearMonth.of(2026, 3)).get(2);
    assertThat(sunday.from()).isEqualTo(Instant.parse("2026-03-08T06:00:00Z"));
    assertThat(Duration.between(sunday.from(), sunday.to())).isEqualTo(Duration.ofHours(22));
    Period longer = newYork.within(YearMonth.of(2026, 11)).getFirst();
    assertThat(Duration.between(longer.from(), longer.to())).isEqualTo(Duration.ofHours(24));
  }

  @Test
  void daysMayGoOverTheEndOfTheWeek() {
    WorkingHours cairo = WorkingHours.parse("Sun-Thu 08:30-16:00 Africa/Cairo");
    assertThat(cairo).hasToString("Mon,Tue,Wed,Thu,Sun 08:30-16:00 Africa/Cairo");
    assertThat(WorkingHours.parse(cairo.toString())).isEqualTo(cairo);
    assertThat(WorkingHours.parse("Sat 00:00-24:00 UTC")).hasToString("Sat 00:00-24:00 UTC");
  }

  @Test
  void aPolicyMayHaveItsOwn() {
    ReviewSettings settings =
        settings("Mon-Fri 09:00-18:00 Asia/Seoul; us = Mon-Fri 09:00-17:00 America/New_York");
    assertThat(settings.hours("us").zone().getId()).isEqualTo("America/New_York");
    assertThat(settings.hours("kr").zone().getId()).isEqualTo("Asia/Seoul");
  }

  @Test
  void everyDefault() {
    assertThat(SettingsReader.read(Map.of(), ReviewSettings::from))
        .isEqualTo(
            new ReviewSettings(
                WorkingHours.parse("Mon-Fri 09:00-18:00 Asia/Seoul"), Map.of(), 100, 20));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "always",
        "Mon-Fri 09:00-18:00",
        "Mon-Fri 9:00-18:00 Asia/Seoul",
        "Mon-Fri 18:00-09:00 Asia/Seoul",
        "Mon-Fri 09:00-25:00 Asia/Seoul",
        "Mon-Fry 09:00-18:00 Asia/Seoul",
        "Mon-Fri 09:00-18:00 Asia/Soul",
        "us=Mon-Fri 09:00-18:00 America/New_York",
        "Mon-Fri 09:00-18:00 Asia/Seoul; Sat 09:00-12:00 Asia/Seoul"
      })
  void whatIsNoneIsAFaultThatSaysHowItIsWritten(String hours) {
    assertThatThrownBy(() -> settings(hours))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("CLAUSEWATCH_WORKING_HOURS")
        .hasMessageContaining("Mon-Fri 09:00-18:00 Asia/Seoul");
  }
}
