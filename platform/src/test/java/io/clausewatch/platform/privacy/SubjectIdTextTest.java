package io.clausewatch.platform.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectIdTextTest {
  private static List<String> found(String id, String text) {
    String canonical = SubjectIdText.canonical(id);
    return SubjectIdText.of(text)
        .windows(canonical.codePointCount(0, canonical.length()))
        .filter(window -> window.form().equals(canonical))
        .map(window -> text.substring(window.start(), window.end()))
        .distinct()
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "Bug.Choi@Example.com, bug.choi@example.com",
    "ｂｕｇ％４０choi, bug@choi",
    "Straße, strasse",
    "bu\u00ADg\u200B-\u20647\uFE0F, bug-7",
    "a\u0000b\u180E\uFFF9c, abc",
    "bug\u20117, bug-7",
    "b\u2010u\u2013g\u2212\u28007, b-u-g-7",
    "bug%2540x+y, bug@x+y",
    "bug&#45;7&#x2D;%u002Da, bug-7--a",
    "bug\\\\u002D7 \\\\ud800 &#1114112; &#x; &# %u12, bug-7 \\ud800 &#1114112; &#x; &# %u12",
    "100%zz%FF%C0%80, 100%zz%ff%c0%80",
    "pin%6E\u0303a, pinña",
    "%ED%9A%8C%EC%9B%90, 회원"
  })
  void allSpellingsHaveOneCanonicalForm(String id, String canonical) {
    assertThat(SubjectIdText.canonical(id.translateEscapes())).isEqualTo(canonical);
    assertThat(SubjectIdText.canonical(Normalizer.normalize(canonical, Normalizer.Form.NFD)))
        .isEqualTo(canonical);
  }

  @Test
  void itIsFoundWhereItStandsInTheTextAsGiven() {
    assertThat(found("bug-7", "an BUG-７님께, bu\u200Bg%2D7 und x.bug-77"))
        .containsExactlyInAnyOrder("BUG-７", "bu\u200Bg%2D7", "bug-7");
    assertThat(found("🙂🙂-1", "a🙂🙂🙂-1")).containsExactly("🙂🙂-1");
    assertThat(found("ffi-", "xﬃ-y"))
        .as("a part of a character is all of it")
        .containsExactly("ﬃ-");
  }

  @Test
  void aPartOfACharacterIsAnotherOne() {
    assertThat(found("cafe", "café")).isEmpty();
    assertThat(found("cafe", "cafe\u0301")).isEmpty();
    assertThat(found("김홍길도", "김홍길동")).isEmpty();
    assertThat(found("김홍길도", Normalizer.normalize("김홍길동", Normalizer.Form.NFD))).isEmpty();
  }

  @Test
  void aShortIdIsOnlyEverTheWholeText() {
    assertThat(found("K-7", " k-7\n")).containsExactly("k-7");
    assertThat(found("K-7", "ask k-7")).isEmpty();
    assertThat(found("", "")).isEmpty();
    assertThat(found("\u200B", "ask")).isEmpty();
  }

  @Test
  void itIsFoundHoweverOftenItWasEncoded() {
    assertThat(found("bug@x", "to bug%" + "25".repeat(9) + "40x")).hasSize(1);
  }

  @Test
  void eachLevelOfEncodingIsAForm() {
    assertThat(SubjectIdText.of("a%252Bb").forms()).containsExactly("a%252bb", "a%2bb", "a+b");
  }

  /** With all of them put in order as one, it would take minutes. */
  @Test
  void manyMarksInARowHideNothingBehindThem() {
    assertThat(found("bug-7", "e" + "\u0323\u0301".repeat(500_000) + " bug-7"))
        .containsExactly("bug-7");
  }
}
