package io.clausewatch.platform.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.platform.config.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectRefFormatTest {
  private static final String DIGITS = "0123456789abcdef0123456789abcdef";

  @Test
  void aRefOfTodayIsOfEpochZeroAndALaterOneSaysWhich() {
    String today =
        new SubjectPseudonym(Secret.of("0123456789abcdef0123456789abcdef")).ref("member-1");
    assertThat(SubjectRefFormat.epoch(today)).hasValue(0);
    assertThat(SubjectRefFormat.epoch("e1." + DIGITS)).hasValue(1);
    assertThat(SubjectRefFormat.epoch("e120." + DIGITS)).hasValue(120);
    assertThat(SubjectRefFormat.matches("e1." + DIGITS)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "member-1",
        "0123456789abcdef0123456789abcde",
        "0123456789abcdef0123456789abcdef0",
        "0123456789ABCDEF0123456789ABCDEF",
        "e0.0123456789abcdef0123456789abcdef",
        "e01.0123456789abcdef0123456789abcdef",
        "e1.0123456789abcdef",
        "e1.e1.0123456789abcdef0123456789abcdef",
        "E1.0123456789abcdef0123456789abcdef",
        "e9999999.0123456789abcdef0123456789abcdef"
      })
  void anythingElseIsNone(String text) {
    assertThat(SubjectRefFormat.epoch(text)).isEmpty();
    assertThat(SubjectRefFormat.matches(text)).isFalse();
  }
}
