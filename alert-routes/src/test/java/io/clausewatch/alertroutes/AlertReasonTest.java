package io.clausewatch.alertroutes;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.alertroutes.AlertReason.Said;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlertReasonTest {
  /** More than any of them is about. */
  private static final Object[] NUMBERS = {503, 250};

  @ParameterizedTest
  @EnumSource
  void eachIsReadBackAsItself(AlertReason reason) {
    String text = reason.of(NUMBERS).text();
    assertThat(text).doesNotContain("%");
    Said read = AlertReason.read(text).orElseThrow();
    assertThat(read.reason()).isEqualTo(reason);
    assertThat(read.text()).isEqualTo(text);
  }

  @Test
  void whatPeopleWroteIsNoReasonOfOurs() {
    assertThat(AlertReason.read("silence of kim: quiet hours: moving house"))
        .contains(AlertReason.SILENCE.of("kim", "quiet hours: moving house"));
    assertThat(AlertReason.read("silence of kim: closed, kept back by: nobody"))
        .contains(AlertReason.SILENCE.of("kim", "closed, kept back by: nobody"));
    assertThat(AlertReason.read("quiet hours of somebody")).isEmpty();
    assertThat(AlertReason.read("")).isEmpty();
  }
}
