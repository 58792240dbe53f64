package io.clausewatch.contract;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderTextTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "plain, plain",
        "a%20b, a b",
        "Euro%20%E2%82%AC%20%F0%9F%98%80, Euro € 😀",
        "100%, 100%",
        "%zz%4, %zz%4",
        "é%41, éA",
        "\"in \\\"quotes\\\"\", in \"quotes\"",
        "\", \"",
      })
  void decodes(String header, String text) {
    assertThat(HeaderText.decode(header)).isEqualTo(text);
  }
}
