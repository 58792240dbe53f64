package io.clausewatch.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {
  @Test
  void isNotPrinted() {
    assertThat(Secret.of("hunter2")).hasToString("(secret)");
    assertThat(Secret.of("hunter2").reveal()).isEqualTo("hunter2");
  }

  @Test
  void equalsByValue() {
    assertThat(Secret.of("a"))
        .isEqualTo(Secret.of("a"))
        .hasSameHashCodeAs(Secret.of("a"))
        .isNotEqualTo(Secret.of("b"))
        .isNotEqualTo(Secret.of("aa"));
  }
}
