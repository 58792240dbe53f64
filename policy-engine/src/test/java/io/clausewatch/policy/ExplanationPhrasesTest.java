package io.clausewatch.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.InstrumentKind;
import io.clausewatch.facts.ConsentFault;
import io.clausewatch.facts.InstrumentFault;
import io.clausewatch.facts.InstrumentFault.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExplanationPhrasesTest {

  private static final Instant MARCH = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant APRIL = Instant.parse("2026-04-01T11:59:59.999Z");
  private static final EnumDomain ANYTHING = new EnumDomain.Anything();

  private final ExplanationPhrases english = ExplanationPhrases.in("en");
  private final ExplanationPhrases korean = ExplanationPhrases.in("ko");

  @Test
  void consents() {
    assertSaid(new ConsentFault.NoneKnown(), "no consent to it is known", "해당 처리에 대한 동의가 확인되지 않음");
    assertSaid(
        new ConsentFault.Withdrawn(MARCH),
        "consent was withdrawn on 2026-03-01 12:00 UTC",
        "2026-03-01 12:00 UTC에 동의가 철회됨");
    assertSaid(
        new ConsentFault.EndedWithMembership(MARCH, APRIL),
        "the consent of 2026-03-01 12:00 UTC ended with the membership on"
            + " 2026-04-01 11:59:59.999 UTC",
        "2026-03-01 12:00 UTC에 받은 동의가 2026-04-01 11:59:59.999 UTC에 회원 자격의 종료와 함께 효력을 잃음");
    assertSaid(
        new ConsentFault.Expired(MARCH, APRIL),
        "the consent of 2026-03-01 12:00 UTC expired on 2026-04-01 11:59:59.999 UTC",
        "2026-03-01 12:00 UTC에 받은 동의의 유효기간이 2026-04-01 11:59:59.999 UTC에 만료됨");
    assertSaid(
        new ConsentFault.NotCovering(MARCH),
        "the consent of 2026-03-01 12:00 UTC does not cover it",
        "2026-03-01 12:00 UTC에 받은 동의가 해당 처리를 포함하지 않음");
    assertSaid(
        new ConsentFault.NotEnough(MARCH),
        "the consent of 2026-03-01 12:00 UTC is in force, but is not all that the clause asks for",
        "2026-03-01 12:00 UTC에 받은 동의는 유효하나 그것만으로는 해당 조항의 요건을 충족하지 못함");
  }

  @Test
  void instruments() {
    InstrumentKind kind = InstrumentKind.JUDGE_PERMIT;
    assertSaid(new InstrumentFault.NoneGiven(), "no instrument was given", "근거 문서가 제시되지 않음");
    assertSaid(
        new InstrumentFault.WrongKind(InstrumentKind.SEALED_WRITTEN_REQUEST),
        "a sealed written request is not enough",
        "근거 문서(기관장 직인이 날인된 요청서)만으로는 충분하지 않음");
    assertSaid(
        new InstrumentFault.Incomplete(kind, Part.REFERENCE),
        "the judge permit has no reference",
        "근거 문서(판사의 허가서)에 문서번호가 없음");
    assertSaid(
        new InstrumentFault.Incomplete(kind, Part.ISSUER),
        "the judge permit names no issuer",
        "근거 문서(판사의 허가서)에 발급 기관이 기재되어 있지 않음");
    assertSaid(
        new InstrumentFault.Incomplete(kind, Part.ISSUED_AT),
        "the judge permit has no date of issue",
        "근거 문서(판사의 허가서)에 발급일이 기재되어 있지 않음");
    assertSaid(
        new InstrumentFault.IssuedLater(kind, APRIL),
        "the judge permit was issued only on 2026-04-01 11:59:59.999 UTC",
        "근거 문서(판사의 허가서)가 제공 이후인 2026-04-01 11:59:59.999 UTC에 발급됨");
    assertSaid(
        new InstrumentFault.NotCovering(kind, List.of("name", "phone")),
        "the judge permit does not cover name, phone",
        "근거 문서(판사의 허가서)가 다음 항목을 포함하지 않음: name, phone");
  }

  @ParameterizedTest
  @CsvSource({
    "P3DT5H, 3 days, 3일",
    "P1D, one day, 1일",
    "PT23H59M, 23 hours, 23시간",
    "PT1H, one hour, 1시간",
    "PT59M, 59 minutes, 59분",
    "PT1M, one minute, 1분",
    "PT0.001S, less than a minute, 1분 미만"
  })
  void anInstrumentThatExpired(Duration earlier, String english, String korean) {
    assertSaid(
        new InstrumentFault.Expired(InstrumentKind.WARRANT, MARCH, earlier),
        "the warrant expired on 2026-03-01 12:00 UTC, " + english + " earlier",
        "근거 문서(영장)의 유효기간이 제공 시점보다 " + korean + " 앞선 2026-03-01 12:00 UTC에 만료됨");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T00:00:00Z, 2026-03-01 00:00 UTC",
    "2026-03-01T12:00:01Z, 2026-03-01 12:00:01 UTC",
    "2026-03-01T12:00:00.001Z, 2026-03-01 12:00:00.001 UTC",
    "2026-03-01T12:00:00.500Z, 2026-03-01 12:00:00.500 UTC"
  })
  void anInstantIsNeverCut(Instant instant, String said) {
    assertSaid(instant, said, said);
  }

  @Test
  void whatIsNotThere() {
    assertSaid(null, "–", "해당 없음");
    assertSaid(List.of(), "nothing", "없음");
    assertSaid("", "(not said)", "미상");
  }

  @Test
  void idsStayAsTheyAre() {
    assertSaid(List.of("name", "phone"), "name, phone", "name, phone");
    assertSaid("EMAIL", "EMAIL", "EMAIL");
    assertSaid(14L, "14", "14");
  }

  @Test
  void koreanHasAWordForEverySymbolThatAFieldCanHold() {
    for (RuleVariable variable : RuleVariables.all().values()) {
      if (variable.domain() instanceof EnumDomain.Symbols symbols) {
        for (String symbol : symbols.symbols()) {
          assertThat(korean.words(symbol, symbols))
              .as("%s of %s", symbol, variable.name())
              .matches("[\\p{IsHangul}\\d· ]+");
        }
      }
    }
  }

  @Test
  void anotherLanguageFallsBackToEnglish() {
    assertThat(ExplanationPhrases.in("fr").words(List.of(), ANYTHING)).isEqualTo("nothing");
  }

  private void assertSaid(Object value, String inEnglish, String inKorean) {
    assertThat(english.words(value, ANYTHING)).isEqualTo(inEnglish);
    assertThat(korean.words(value, ANYTHING)).isEqualTo(inKorean);
  }
}
