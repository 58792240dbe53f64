package io.clausewatch.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CodePointsTest {

  @Test
  void anEmojiIsOne() {
    assertThat(CodePoints.count("a😀")).isEqualTo(2);
    assertThat(CodePoints.first(2, "😀😀😀")).isEqualTo("😀😀");
    assertThat(CodePoints.first(3, "😀😀😀")).isEqualTo("😀😀😀");
  }

  @Test
  void whatIsShownIsShortAndWhole() {
    assertThat(CodePoints.shortened("😀".repeat(40))).isEqualTo("😀".repeat(40));
    assertThat(CodePoints.shortened("😀".repeat(41))).isEqualTo("😀".repeat(40) + "…");
  }
}
