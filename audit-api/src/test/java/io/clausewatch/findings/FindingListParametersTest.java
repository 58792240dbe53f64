package io.clausewatch.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.page.UrlQuery;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingListParametersTest {
  private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

  private static Map<String, List<String>> of(String name, String value) {
    return FindingListParameters.of(new UrlQuery(Map.of(name, List.of(value))), SEOUL).values();
  }

  @Test
  void openFindingsAreShownUnlessAskedOtherwise() {
    assertThat(of("q", "a")).containsEntry("status", List.of("OPEN"));
    assertThat(of("status", "RETRACTED")).containsEntry("status", List.of("RETRACTED"));
    assertThat(of("status", "ANY")).doesNotContainKey("status");
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
    UrlQuery findings = FindingListParameters.of(page, SEOUL);
    assertThat(FindingListParameters.of(FindingListParameters.toPage(findings, SEOUL), SEOUL))
        .isEqualTo(findings);
  }
}
