package io.clausewatch.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultWordsTest {

  @Test
  void namesAreShortAndPrintable() {
    assertThat(FaultWords.shorten("a\"b\nc")).isEqualTo("a\uFFFDb\uFFFDc");
    assertThat(FaultWords.shorten("x".repeat(61))).isEqualTo("x".repeat(60) + "…");
    assertThat(FaultWords.shorten("x".repeat(59) + "🎵y")).isEqualTo("x".repeat(59) + "🎵…");
    assertThat(FaultWords.shorten("🎵\uD83C")).isEqualTo("🎵\uFFFD");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"LAW_ENFORCEMENT\"', '\"LAW_ENFORCEMENT\"'",
    "'\"member\"', a string of 6 characters",
    "'\"MEMBER-7\"', a string of 8 characters",
    "'\"\"', a string of 0 characters",
    "'\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\"', a string of 41 characters",
    "7, a number"
  })
  void whatIsNoSymbolIsNotQuoted(String json, String told) {
    assertThat(FaultWords.symbol(Samples.json(json))).isEqualTo(told);
  }

  @ParameterizedTest
  @CsvSource({
    "'\"s\"', a string of 1 character",
    "'\"🎵🎵\"', a string of 2 characters",
    "5, a number",
    "true, a boolean",
    "'[1,2]', a list of 2",
    "{}, an object",
    "null, null"
  })
  void tellsTheShapeOfJson(String json, String shape) {
    assertThat(FaultWords.shape(Samples.json(json))).isEqualTo(shape);
  }
}
