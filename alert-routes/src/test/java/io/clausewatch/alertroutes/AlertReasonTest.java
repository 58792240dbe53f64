package io.clausewatch.alertroutes;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.alertroutes.AlertReason.Said;
import java.util.Locale;
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

  @ParameterizedTest
  @EnumSource
  void eachHasKoreanWordsForAllThatItIsAbout(AlertReason reason) {
    Said said = AlertReason.read(reason.of(NUMBERS).text()).orElseThrow();
    boolean isNumberAlone = reason == AlertReason.STATUS;
    String inKorean = AlertReason.translated(said.text(), Locale.KOREAN);
    assertThat(inKorean.equals(said.text())).isEqualTo(isNumberAlone);
    assertThat(said.about()).allSatisfy(one -> assertThat(inKorean).contains(one));
    assertThat(inKorean).doesNotContain("{");
    assertThat(AlertReason.translated(said.text(), Locale.ENGLISH)).isEqualTo(said.text());
  }

  @Test
  void aReasonWithinAReasonIsKoreanToo() {
    assertThat(korean("its beginning is dead: tried for 24 hours, last: no connection"))
        .isEqualTo("시작 알림이 전달되지 않음: 24시간 동안 시도함, 마지막 결과: 연결되지 않음");
    assertThat(korean("closed before it was sent, kept back by: quiet hours"))
        .isEqualTo("보내기 전에 종결됨, 그때까지 보류한 이유: 알림 제한 시간");
    // What an officer wrote is theirs, also where it reads like one of ours.
    assertThat(korean("silence of kim: quiet hours")).isEqualTo("kim의 알림 중지: quiet hours");
    assertThat(korean("a reason of another version")).isEqualTo("a reason of another version");
  }

  private static String korean(String text) {
    return AlertReason.translated(text, Locale.KOREAN);
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
