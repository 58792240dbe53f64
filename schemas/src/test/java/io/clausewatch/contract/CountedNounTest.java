package io.clausewatch.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountedNounTest {

  @Test
  void oneAloneIsOne() {
    assertThat(CountedNoun.count(1, "error")).isEqualTo("1 error");
    assertThat(CountedNoun.count(0, "error")).isEqualTo("0 errors");
    assertThat(CountedNoun.of(1, "policy", "policies")).isEqualTo("policy");
    assertThat(CountedNoun.of(21, "policy", "policies")).isEqualTo("policies");
  }
}
