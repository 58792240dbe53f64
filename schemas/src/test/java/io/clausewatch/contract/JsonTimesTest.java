package io.clausewatch.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTimesTest {

  @ParameterizedTest
  @CsvSource({
    "2026-11-24T09:30:00Z, 2026-11-24T09:30:00Z",
    "2026-11-24t09:30:00z, 2026-11-24T09:30:00Z",
    "2026-11-24T09:30:00.5Z, 2026-11-24T09:30:00.500Z",
    "2026-11-24T09:30:00.123456789Z, 2026-11-24T09:30:00.123Z",
    "2026-11-24T00:30:00+09:00, 2026-11-23T15:30:00Z",
    "2026-11-24T00:30:00-23:59, 2026-11-25T00:29:00Z",
    "2026-11-24T00:30:00-00:00, 2026-11-24T00:30:00Z",
    "2024-02-29T23:59:59Z, 2024-02-29T23:59:59Z",
    "1969-12-31T23:59:59.999Z, 1969-12-31T23:59:59.999Z",
    "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z"
  })
  void readsTimes(String text, Instant instant) {
    assertThat(JsonTimes.instant(text)).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026",
        "2026-11-24",
        "2026-11-24T09:30Z",
        "2026-11-24T09:30:00",
        "2026-11-24 09:30:00Z",
        "2026-11-24T09:30:00.Z",
        "2026-11-24T09:30:00,5Z",
        "2026-11-24T24:00:00Z",
        "2026-11-24T09:60:00Z",
        "2026-12-31T23:59:60Z",
        "2026-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "2026-11-00T00:00:00Z",
        "2026-11-24T09:30:00+0900",
        "2026-11-24T09:30:00+09:60",
        "2026-11-24T09:30:00+24:00",
        "2026-11-24T09:30:00*09:00",
        "2026-11-24T09:30:00Zx",
        "2026-11-24T09:30:00.123",
        "+2026-11-24T09:30:00Z",
        "٢٠٢٦-11-24T09:30:00Z",
        "2026-11-24T09-30-00Z",
        "2026/11/24T09:30:00Z"
      })
  void readsNoTimes(String text) {
    assertThat(JsonTimes.instant(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2012-02-29", "1900-01-01", "2026-12-31"})
  void readsDates(String text) {
    assertThat(JsonTimes.date(text)).isEqualTo(LocalDate.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2013-02-29", "2026-1-01", "20260101", "2026-11-24T", "2026-04-31"})
  void readsNoDates(String text) {
    assertThat(JsonTimes.date(text)).isNull();
  }
}
