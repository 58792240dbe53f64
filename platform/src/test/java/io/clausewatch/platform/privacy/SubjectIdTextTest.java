package io.clausewatch.platform.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.text.Normalizer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  /** As programs write them that put a text into another one; each character by itself. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "%2d",
        "%u002d",
        "%252d",
        "%25252d",
        "&#45;",
        "&#x2d;",
        "&#X2D;",
        "&#45",
        "&#x002D",
        "&#00000045;",
        "&#x0000002d;",
        "&hyphen;",
        "&dash;",
        "&ndash;",
        "&amp;#45;",
        "&amp;hyphen;",
        "&amp;amp;#45;",
        "&#38;#45;",
        "%26%2345%3b",
        "\\u002d",
        "\\u002D",
        "\\uu002d",
        "\\uuuu002d",
        "\\\\u002d",
        "\\\\\\\\u002d",
        "\\u{2d}",
        "\\u{00002D}",
        "\\U0000002d",
        "\\x2d",
        "\\X2D",
        "\\x{2d}",
        "\\055",
        "\\55",
        "\\\\055",
        "%5cu002d",
        "&bsol;x2d",
        "\\u2010",
        "\\342\\200\\220",
        "\\xe2\\x80\\x90",
        "\u2212"
      })
  void anEscapeIsRead(String hyphen) {
    String text = "to member" + hyphen + "q7, who asked";
    assertThat(found("member-q7", text)).contains("member" + hyphen + "q7");
    assertThat(SubjectIdText.canonical("member" + hyphen + "q7")).isEqualTo("member-q7");
  }

  @ParameterizedTest
  @CsvSource({
    "\\ud83d\\ude42-77, 🙂-77",
    "\\u{1f642}-77, 🙂-77",
    "\\U0001F642-77, 🙂-77",
    "\\355\\232\\214\\354\\233\\220-7, 회원-7",
    "\\xed\\x9a\\x8c\\xec\\x9b\\x90-7, 회원-7",
    "caf\\xe9-7, café-7",
    "caf\\351-7, café-7"
  })
  void soIsAnyCharacter(String text, String id) {
    assertThat(SubjectIdText.canonical(text)).isEqualTo(id);
  }

  /** The hash of the canonical form is kept: that of ids without an escape must stay. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "corp\\kim",
        "corp\\8-user",
        "corp\\xavier",
        "corp\\ursula",
        "corp\\x",
        "corp\\u",
        "c:\\",
        "r&d-7",
        "a&b;c",
        "a&ampere;b",
        "&;",
        "&",
        "&#",
        "&#;",
        "&#x;",
        "&#xg",
        "&#1114112;",
        "&#99999999999;",
        "50%",
        "100%zz",
        "%u12",
        "%x2d",
        "\\u{}",
        "\\u{110000}",
        "\\u{2d",
        "\\x{}",
        "\\x2",
        "\\9",
        "\\7",
        "\\ud83d-7",
        "a=2db",
        "m_7",
        "м-7"
      })
  void whatIsNoEscapeStays(String id) {
    assertThat(SubjectIdText.of(id).forms()).containsExactly(id);
  }

  /** Not the character of eight digits, of which four would be the digits of an id. */
  @Test
  void anEscapeEndsWhereItsProgramEndsIt() {
    assertThat(found("1234", "of\\u000a1234 and")).containsExactly("1234");
    assertThat(found("badge-7", "of\\nbadge-7")).containsExactly("badge-7");
    assertThat(found("kim-lee", "kim&#45lee")).containsExactly("kim&#45lee");
  }

  @Test
  void aTextOfBeginningsOfEscapesIsReadAtOnce() {
    for (String beginning : List.of("&#0", "&#x0", "\\u", "\\u{0", "u", "\\", "&a", "%", "0")) {
      for (String text : List.of(beginning.repeat(200_000), "\\u" + beginning.repeat(200_000))) {
        assertTimeoutPreemptively(
            Duration.ofSeconds(20), () -> assertThat(SubjectIdText.of(text).length()).isPositive());
      }
    }
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
