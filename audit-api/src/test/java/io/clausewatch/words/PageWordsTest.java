package io.clausewatch.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.ActorKind;
import io.clausewatch.contract.BreachRisk;
import io.clausewatch.contract.ConsentAction;
import io.clausewatch.contract.DataSubjectRight;
import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.FindingStatus;
import io.clausewatch.contract.FollowUpKind;
import io.clausewatch.contract.InstrumentKind;
import io.clausewatch.contract.IssuerKind;
import io.clausewatch.contract.LegalBasisKind;
import io.clausewatch.contract.NoticeKind;
import io.clausewatch.contract.Operation;
import io.clausewatch.contract.RecipientKind;
import io.clausewatch.contract.RegisterKind;
import io.clausewatch.contract.RequestStage;
import io.clausewatch.contract.SafeguardKind;
import io.clausewatch.contract.Severity;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.policy.PolicyException;
import io.clausewatch.policy.Vocabulary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageWordsTest {
  private static PageWords in(String language) {
    return PageWords.in(language, "io.clausewatch.subjects.words");
  }

  private final PageWords korean = in("ko");

  @Test
  void everySymbolAndEveryIdOfTheVocabularyHasAKoreanWord() throws Exception {
    Stream<Enum<?>[]> symbols =
        Stream.of(
            ActorKind.values(),
            BreachRisk.values(),
            ConsentAction.values(),
            DataSubjectRight.values(),
            FindingStatus.values(),
            FollowUpKind.values(),
            InstrumentKind.values(),
            IssuerKind.values(),
            LegalBasisKind.values(),
            NoticeKind.values(),
            Operation.values(),
            RecipientKind.values(),
            RegisterKind.values(),
            RequestStage.values(),
            SafeguardKind.values(),
            Severity.values());
    assertThat(symbols.flatMap(Stream::of).map(Enum::name)).allMatch(korean::knows);
    assertThat(Stream.of(EventKind.values()).map(EventKind::id)).allMatch(korean::knows);
    Vocabulary vocabulary = catalog().vocabulary();
    assertThat(vocabulary.purposes().keySet()).allMatch(id -> korean.knows("purpose." + id));
    assertThat(vocabulary.categories().values().stream().flatMap(group -> group.keySet().stream()))
        .allMatch(id -> korean.knows("category." + id));
  }

  @ParameterizedTest
  @EnumSource
  void everyFieldOfAnEventHasAKoreanWord(EventKind kind) {
    assertThat(fieldsOf(kind.schema())).allMatch(field -> korean.knows("field." + field));
  }

  private static Stream<String> fieldsOf(Schema type) {
    return switch (type.getType()) {
      case RECORD ->
          type.getFields().stream()
              .flatMap(field -> Stream.concat(Stream.of(field.name()), fieldsOf(field.schema())));
      case UNION -> type.getTypes().stream().flatMap(PageWordsTest::fieldsOf);
      default -> Stream.of();
    };
  }

  @Test
  void aReasonIsInTheLanguageOfTheReader() {
    assertThat(korean.reason("closed before it was sent")).isEqualTo("보내기 전에 종결됨");
    assertThat(in("en").reason("closed before it was sent")).isEqualTo("closed before it was sent");
  }

  private static PolicyCatalog catalog() throws PolicyException {
    Path folder = Path.of("policies");
    return PolicyCatalog.load(Files.isDirectory(folder) ? folder : Path.of("../policies"));
  }

  @Test
  void aHeadlineIsInTheLanguageOfTheReaderWhereThePolicyHasItInThat() throws Exception {
    PolicyCatalog catalog = catalog();
    String policy = "loen-partner-center";
    String english = "No warrant";
    String local = "영장 없는 제공";
    assertThat(korean.preferred(policy, english, local, catalog)).isEqualTo(local);
    assertThat(in("en").preferred(policy, english, local, catalog)).isEqualTo(english);
    assertThat(korean.preferred("gone", english, local, catalog)).isEqualTo(english);
    assertThat(korean.preferred(policy, english, null, catalog)).isEqualTo(english);
  }

  @ParameterizedTest
  @ValueSource(strings = {"page", "subjects", "reviews"})
  void ofOneThingNoSentenceSpeaksAsOfSeveral(String of) {
    String bundle = "io.clausewatch." + of + ".words";
    PageWords words = PageWords.in("en", bundle);
    Object[] ones = Collections.nCopies(4, 1L).toArray();
    assertThat(ResourceBundle.getBundle(bundle, Locale.ENGLISH).keySet())
        .allSatisfy(
            key ->
                assertThat(words.say(key, ones))
                    .as(key)
                    .doesNotContainPattern(
                        "\\b1 (more |further |other |or )?(?!is\\b|was\\b|access\\b)[a-z]+s\\b"));
  }

  @Test
  void timesAreThoseOfAZone() {
    Instant instant = Instant.parse("2026-11-28T15:30:00Z");
    PageWords seoul = in("en").at(ZoneId.of("Asia/Seoul"));
    assertThat(seoul.date(instant) + " " + seoul.time(instant)).isEqualTo("29 Nov 2026 00:30:00");
    assertThat(in("en").instant(instant)).isEqualTo("2026-11-28 15:30:00");
  }

  @Test
  void wordsDoNotDependOnTheMachine() {
    assertThat(in("en").symbol("LAW_ENFORCEMENT")).isEqualTo("Law enforcement");
    assertThat(in("en").say("period.now")).isEqualTo("the day of this report");
    assertThat(korean.say("period", "a", "b")).isEqualTo("a ~ b");
    assertThat(korean.instant(Instant.parse("2026-11-24T09:30:15.9Z")))
        .isEqualTo("2026-11-24 09:30:15");
    assertThat(in("en").category("postal-address")).isEqualTo("postal address");
  }
}
