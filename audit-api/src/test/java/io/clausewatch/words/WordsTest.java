package io.clausewatch.words;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.ActorKind;
import io.clausewatch.contract.FindingStatus;
import io.clausewatch.contract.InstrumentKind;
import io.clausewatch.contract.LegalBasisKind;
import io.clausewatch.contract.Operation;
import io.clausewatch.contract.RecipientKind;
import io.clausewatch.contract.SafeguardKind;
import io.clausewatch.contract.Severity;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.policy.Vocabulary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WordsTest {
  private static Words in(String language) {
    return Words.in(language, "io.clausewatch.report.words");
  }

  private final Words korean = in("ko");

  @Test
  void everySymbolAndEveryIdOfTheVocabularyHasAKoreanWord() throws Exception {
    Stream<Enum<?>[]> symbols =
        Stream.of(
            ActorKind.values(),
            FindingStatus.values(),
            InstrumentKind.values(),
            LegalBasisKind.values(),
            Operation.values(),
            RecipientKind.values(),
            SafeguardKind.values(),
            Severity.values());
    assertThat(symbols.flatMap(Stream::of).map(Enum::name)).allMatch(korean::knows);
    Path folder = Path.of("policies");
    Vocabulary vocabulary =
        PolicyCatalog.load(Files.isDirectory(folder) ? folder : Path.of("../policies"))
            .vocabulary();
    assertThat(vocabulary.purposes().keySet()).allMatch(id -> korean.knows("purpose." + id));
    assertThat(vocabulary.categories().values().stream().flatMap(group -> group.keySet().stream()))
        .allMatch(id -> korean.knows("category." + id));
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
