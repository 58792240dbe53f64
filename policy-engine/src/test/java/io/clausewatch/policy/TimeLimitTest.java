package io.clausewatch.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeLimitTest {

  @ParameterizedTest
  @CsvSource({
    "P5D,   2026-02-26T23:30:00Z, 2026-03-03T23:30:00Z",
    "P6M,   2026-08-31T10:00:00Z, 2027-02-28T10:00:00Z",
    "P6M,   2027-08-31T10:00:00Z, 2028-02-29T10:00:00Z",
    "P1Y,   2028-02-29T10:00:00Z, 2029-02-28T10:00:00Z",
    "P4Y5D, 2024-02-29T10:00:00Z, 2028-03-05T10:00:00Z",
    "PT72H, 2026-02-27T10:00:00Z, 2026-03-02T10:00:00Z",
    "P1DT1H,2026-02-27T10:00:00Z, 2026-02-28T11:00:00Z"
  })
  void countsByTheCalendar(String period, Instant start, Instant due) {
    assertThat(TimeLimit.parse(period).orElseThrow().after(start)).isEqualTo(due);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5 days", "P", "PT", "P0D", "PT0S", "P-5D", "PT-1H", "P5", "5D"})
  void isNone(String text) {
    assertThat(TimeLimit.parse(text)).isEmpty();
  }
}
