package io.clausewatch.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.search.SearchParameters;
import io.clausewatch.words.PageWords;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.time.api.DateTimes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Days on pages, and the instants that they mean. */
class DayFiltersTest {
  private static final DateTimeFormatter AS_SHOWN =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

  private static UrlQuery period(String from, String to) {
    return new UrlQuery(Map.of("from", List.of(from), "to", List.of(to)));
  }

  private static UrlQuery day(LocalDate day) {
    return period(day.toString(), day.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "Asia/Seoul, 2026-11-29, 2026-11-28T15:00:00Z, 2026-11-29T15:00:00Z",
    "UTC, 2026-02-28, 2026-02-28T00:00:00Z, 2026-03-01T00:00:00Z",
    // An hour less, and one more.
    "America/New_York, 2026-03-08, 2026-03-08T05:00:00Z, 2026-03-09T04:00:00Z",
    "America/New_York, 2026-11-01, 2026-11-01T04:00:00Z, 2026-11-02T05:00:00Z",
    // It began at one o'clock.
    "America/Sao_Paulo, 2018-11-04, 2018-11-04T03:00:00Z, 2018-11-05T02:00:00Z",
    // The years of the contract are those of UTC.
    "America/New_York, 9999-12-31, 9999-12-31T05:00:00Z, 9999-12-31T23:59:59.999Z",
    "Asia/Seoul, 0001-01-01, 0001-01-01T00:00:00Z, 0001-01-01T15:32:08Z",
    // There was no such day.
    "Pacific/Apia, 2011-12-30, 2011-12-30T10:00:00Z, 2011-12-30T10:00:00Z"
  })
  void aDayIsOneOfTheOfficesClock(String zone, LocalDate day, String from, String to) {
    assertThat(DayFilters.toSearch(day(day), ZoneId.of(zone))).isEqualTo(period(from, to));
  }

  @Test
  void whatIsNoDayStaysAsItWasTyped() {
    UrlQuery odd = period("2026-02-28T10:00:00Z", "never");
    assertThat(DayFilters.toSearch(odd, ZoneId.of("Asia/Seoul"))).isEqualTo(odd);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+999999999-12-31",
        "-999999999-01-01",
        "+10000-01-01",
        "0000-12-31",
        "-0001-01-01"
      })
  void aDayOfAnotherYearThanTheContractsIsNone(String typed) {
    for (String zone : List.of("Asia/Seoul", "UTC", "America/New_York")) {
      assertThat(DayFilters.toSearch(period(typed, typed), ZoneId.of(zone)))
          .isEqualTo(period(typed, typed));
    }
    assertThat(SearchParameters.instant(typed)).as("the search names it").isEmpty();
  }

  @Test
  void aSearchOfTheApiIsShownByDaysWhereTheseMeanTheSame() {
    ZoneId seoul = ZoneId.of("Asia/Seoul");
    assertThat(
            DayFilters.toPage(period("2026-11-29T00:00:00+09:00", "2026-11-29T15:00:00Z"), seoul))
        .isEqualTo(day(LocalDate.parse("2026-11-29")));
    // Days of UTC begin at nine o'clock there.
    assertThat(DayFilters.toPage(period("2026-11-29", "2026-12-01"), seoul))
        .isEqualTo(period("2026-11-29T00:00:00Z", "2026-12-01T00:00:00Z"));
  }

  @Provide
  Arbitrary<ZoneId> zones() {
    return Arbitraries.of(
            "Asia/Seoul", "America/New_York", "Pacific/Apia", "America/Sao_Paulo", "UTC", "+05:45")
        .map(ZoneId::of);
  }

  @Provide
  Arbitrary<Instant> instants() {
    return DateTimes.instants()
        .between(Instant.parse("1990-01-01T00:00:00Z"), Instant.parse("2050-01-01T00:00:00Z"));
  }

  @Property(seed = "20261130")
  void thePageForTheDayThatAnInstantIsShownOnFindsIt(
      @ForAll("instants") Instant instant, @ForAll("zones") ZoneId zone) {
    String shown = PageWords.in("en", "io.clausewatch.page.words").at(zone).date(instant);
    UrlQuery page = day(LocalDate.parse(shown, AS_SHOWN));
    UrlQuery search = DayFilters.toSearch(page, zone);
    assertThat(start(search, "from")).isBeforeOrEqualTo(instant);
    assertThat(start(search, "to")).isAfter(instant);
    assertThat(DayFilters.toSearch(DayFilters.toPage(search, zone), zone)).isEqualTo(search);
  }

  private static Instant start(UrlQuery search, String name) {
    return SearchParameters.instant(search.only(name).orElseThrow()).orElseThrow();
  }
}
