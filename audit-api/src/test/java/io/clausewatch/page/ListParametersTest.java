package io.clausewatch.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListParametersTest {

  private static Map<String, List<String>> of(String name, String value) {
    return ListParameters.of(new UrlQuery(Map.of(name, List.of(value)))).values();
  }

  @Test
  void openFindingsAreShownUnlessAskedOtherwise() {
    assertThat(of("q", "a")).containsEntry("status", List.of("OPEN"));
    assertThat(of("status", "RETRACTED")).containsEntry("status", List.of("RETRACTED"));
    assertThat(of("status", "ANY")).doesNotContainKey("status");
  }

  @Test
  void theLastDayIsPartOfThePeriod() {
    assertThat(of("to", "2026-02-28")).containsEntry("to", List.of("2026-03-01"));
    assertThat(of("to", "2026-02-28T10:00:00Z"))
        .containsEntry("to", List.of("2026-02-28T10:00:00Z"));
    assertThat(of("to", "never")).containsEntry("to", List.of("never"));
  }

  @ParameterizedTest
  @CsvSource({
    "status, ANY",
    "status, OPEN",
    "status, RETRACTED",
    "to, 2026-02-28",
    "to, 2026-02-28T10:00:00Z",
    "q, a"
  })
  void whatIsKeptMeansTheSameWhenItIsLookedAtAgain(String name, String value) {
    UrlQuery page = new UrlQuery(Map.of(name, List.of(value)));
    UrlQuery findings = ListParameters.of(page);
    assertThat(ListParameters.of(ListParameters.toPage(findings))).isEqualTo(findings);
    assertThat(ListParameters.toLastDay(ListParameters.throughLastDay(page))).isEqualTo(page);
  }
}
