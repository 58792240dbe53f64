package io.clausewatch.judge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FindingIdTest {

  @Test
  void isAFunctionOfItsPartsAlone() {
    assertThat(FindingId.of("p", "c", "e", "s"))
        .hasSize(32)
        .matches("[0-9a-f]+")
        .isEqualTo(FindingId.of("p", "c", "e", "s"));
  }

  @Test
  void partsDoNotRunTogether() {
    assertThat(FindingId.of("p", "c", "e1", "s"))
        .isNotEqualTo(FindingId.of("p", "ce", "1", "s"))
        .isNotEqualTo(FindingId.of("p", "c", "e", "1s"));
  }

  @Test
  void nobodyIsAnotherSubject() {
    assertThat(FindingId.of("p", "c", "e", null)).isNotEqualTo(FindingId.of("p", "c", "e", "s"));
  }
}
