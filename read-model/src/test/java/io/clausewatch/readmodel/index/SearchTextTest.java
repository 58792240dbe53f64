package io.clausewatch.readmodel.index;

import static org.assertj.core.api.Assertions.assertThat;

import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SearchTextTest {
  @Test
  void latinWordsAreCutAtWhatIsNoLetterOrDigit() {
    assertThat(SearchText.indexed(List.of("Disclosed to «Partner», disclosed: evt-2024_17")))
        .isEqualTo("disclosed to partner evt 2024 17");
  }

  @Test
  void koreanIsCutIntoCharactersAndPairs() {
    assertThat(SearchText.indexed(List.of("제3자에게"))).isEqualTo("제 3 자 에 게 자에 에게");
  }

  @Test
  void nullTextsCountAsAbsent() {
    assertThat(SearchText.indexed(Arrays.asList(null, "a", null, "b"))).isEqualTo("a b");
    assertThat(SearchText.indexed(List.of())).isEmpty();
  }

  @Test
  void findsByTheBeginningsOfLatinWords() {
    assertThat(matches("Disclosed to a partner", "disclos PART")).isTrue();
    assertThat(matches("Disclosed to a partner", "closed")).isFalse();
    assertThat(matches("evt-2024_17", "evt-2024")).isTrue();
    assertThat(matches("evt-2024_17", "evt-2025")).isFalse();
  }

  @Test
  void findsKoreanWithinACompoundAndBeforeParticles() {
    String text = "회사는 개인정보처리방침을 제3자에게 알립니다.";
    assertThat(matches(text, "처리방침")).isTrue();
    assertThat(matches(text, "제3자")).isTrue();
    assertThat(matches(text, "자")).isTrue();
    assertThat(matches(text, "방침처리")).isFalse();
  }

  @Test
  void decomposedAndWideCharactersAreTheSame() {
    assertThat(matches("개인정보", "\u1100\u1162인")).isTrue();
    assertThat(matches("ＡＢＣ", "abc")).isTrue();
  }

  @Test
  void accentsStayInTheirWord() {
    assertThat(SearchText.indexed(List.of("q\u0307uestion"))).isEqualTo("q\u0307uestion");
  }

  @Test
  void aWordLongerThanElasticsearchKeepsIsCutOnBothSides() {
    assertThat(matches("a".repeat(300), "a".repeat(280))).isTrue();
  }

  @Test
  void aQueryWithNothingToLookForFindsNothing() {
    assertThat(SearchText.query(" -!? ").isMatchNone()).isTrue();
  }

  private static String marked(String text, String typed) {
    StringBuilder marked = new StringBuilder(text);
    SearchText.marks(typed, text)
        .reversed()
        .forEach(mark -> marked.insert(mark.end(), ']').insert(mark.start(), '['));
    return marked.toString();
  }

  @Test
  void marksTheWordsThatItFindsInBothLanguages() {
    assertThat(marked("It was disclosed to a Partner.", "DISCLOS partner"))
        .isEqualTo("It was [disclosed] to a [Partner].");
    assertThat(marked("회사는 개인정보처리방침을 알립니다", "처리방침 개인")).isEqualTo("회사는 [개인]정보[처리방침]을 알립니다");
    assertThat(marked("제3자에게", "제3자")).isEqualTo("[제3자]에게");
    assertThat(marked("nothing of it", "else")).isEqualTo("nothing of it");
  }

  @Test
  void marksTheTextAsItIsWhateverItLooksLikeMadeEven() {
    assertThat(marked("ｗｉｄｅ ﬁne \u1112\u1161\u11ab글", "wide fin 한글"))
        .isEqualTo("[ｗｉｄｅ] [ﬁne] [\u1112\u1161\u11ab글]");
  }

  /**
   * What Elasticsearch does with the two: the text split at blanks, each piece asked for as a term
   * or a prefix.
   */
  private static boolean matches(String text, String typed) {
    Set<String> pieces = Set.of(SearchText.indexed(List.of(text)).split(" "));
    return SearchText.query(typed).bool().filter().stream().allMatch(q -> matches(pieces, q));
  }

  private static boolean matches(Set<String> pieces, Query query) {
    return query.isTerm()
        ? pieces.contains(query.term().value().stringValue())
        : pieces.stream().anyMatch(piece -> piece.startsWith(query.prefix().value()));
  }
}
