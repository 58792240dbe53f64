package io.clausewatch.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.clausewatch.platform.privacy.SubjectIdText;
import java.text.Normalizer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SpellingHidingTest {
  private static final List<UnaryOperator<String>> SPELLINGS =
      List.of(
          id -> id,
          id -> id.toUpperCase(Locale.ROOT),
          id -> id.toLowerCase(Locale.ROOT),
          id -> Normalizer.normalize(id, Normalizer.Form.NFD),
          id -> Normalizer.normalize(id, Normalizer.Form.NFKC),
          id -> each(id, c -> c > ' ' && c < 0x7F ? Character.toString(c + 0xFEE0) : one(c)),
          id -> each(id, c -> one(c) + "\u200B"),
          id -> each(id, SpellingHidingTest::encoded),
          id -> each(id, "&#%d;"::formatted),
          id -> each(id, "\\u{%x}"::formatted),
          id -> each(id, c -> c % 2 == 0 ? encoded(c) : one(c)));

  /**
   * A place where an id stands.
   *
   * @param id which of the event's
   */
  record Embedding(int id, List<UnaryOperator<String>> spelling, String before, String after) {}

  private static String each(String text, IntFunction<String> spell) {
    return text.codePoints().mapToObj(spell).collect(Collectors.joining());
  }

  private static String one(int point) {
    return Character.toString(point);
  }

  private static String encoded(int point) {
    StringBuilder escapes = new StringBuilder();
    for (byte each : one(point).getBytes(UTF_8)) {
      escapes.append('%').append(HexFormat.of().withUpperCase().toHexDigits(each));
    }
    return escapes.toString();
  }

  /** The first of an id's characters is in no ref and in no text of the second property. */
  @Provide
  Arbitrary<List<String>> ids() {
    Arbitrary<String> heads = Arbitraries.of("k", "회원", "é", "ｗ", "🙂", "x%", "q+");
    Arbitrary<String> tails =
        Arbitraries.strings().withChars("abcXYZ09.@-_%+ßé김길ｋ").ofMinLength(3).ofMaxLength(10);
    return Combinators.combine(heads, tails)
        .as((head, tail) -> head + tail)
        .list()
        .uniqueElements()
        .ofMinSize(1)
        .ofMaxSize(3);
  }

  @Provide
  Arbitrary<List<Embedding>> embeddings() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 2),
            Arbitraries.of(SPELLINGS).list().ofMaxSize(2),
            Arbitraries.of("", "to ", "보냄:", "mailto:", "?id=", "\"", "(", "\n", "@"),
            Arbitraries.of(" ", "님께", "은", "는 ", "의 요청", "\"", ")", ".", "\n", "&to=1", "'s"))
        .as(Embedding::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  private static Map<String, String> refs(List<String> ids) {
    Map<String, String> refs = new LinkedHashMap<>();
    ids.forEach(id -> refs.put(id, "%032x".formatted(refs.size() + 1)));
    return refs;
  }

  @Property(seed = "20261130")
  void noSpellingOfAnIdIsLeft(
      @ForAll("ids") List<String> ids, @ForAll("embeddings") List<Embedding> embeddings) {
    StringBuilder text = new StringBuilder();
    for (Embedding each : embeddings) {
      String id = ids.get(each.id() % ids.size());
      for (UnaryOperator<String> spelling : each.spelling()) {
        id = spelling.apply(id);
      }
      text.append(each.before()).append(id).append(each.after());
    }
    Assume.that(ids.stream().map(SubjectIdText::canonical).allMatch(SpellingHidingTest::isSought));
    String hidden = new SpellingHiding(refs(ids)).inText(text.toString());

    for (String id : ids) {
      String canonical = SubjectIdText.canonical(id);
      int length = canonical.codePointCount(0, canonical.length());
      assertThat(SubjectIdText.of(hidden).windows(length))
          .noneMatch(window -> window.form().equals(canonical));
    }
    assertThat(hidden).containsAnyOf(refs(ids).values().toArray(String[]::new));
  }

  private static boolean isSought(String canonical) {
    return canonical.codePointCount(0, canonical.length()) >= SubjectIdText.MIN_LENGTH_WITHIN_TEXT;
  }

  @Provide
  Arbitrary<String> otherTexts() {
    return Arbitraries.strings().withChars("abcXYZ09.@-_+ßmn 김길님\n\u200B").ofMaxLength(60);
  }

  @Property(seed = "20261130")
  void whatIsNoneStays(@ForAll("ids") List<String> ids, @ForAll("otherTexts") String text) {
    assertThat(new SpellingHiding(refs(ids)).inText(text)).isEqualTo(text);
  }

  @Example
  void theLongestFromTheLeftAndWhatOverlapsIt() {
    SpellingHiding hiding =
        new SpellingHiding(Map.of("anna", "<1>", "Anna-Bell", "<2>", "bella-7", "<3>"));
    assertThat(hiding.inText("ANNA, anna-bell, anna-bella-7.")).isEqualTo("<1>, <2>, <2><3>.");
  }

  @Example
  void ofTwoSpellingsInOneEventEachHasItsRef() {
    SpellingHiding hiding = new SpellingHiding(Map.of("Anna", "<1>", "anna", "<2>"));
    assertThat(hiding.inText("of Anna and anna")).isEqualTo("of <1> and <2>");
  }

  @Example
  void aLinkIsReplacedAsAWhole() {
    SpellingHiding hiding = new SpellingHiding(Map.of("Kim-7", "<1>", "x", "<2>"));
    assertThat(hiding.ofLink("KIM%2D7")).isEqualTo("<1>");
    assertThat(hiding.ofLink("X")).isEqualTo("<2>");
    assertThat(hiding.ofLink("kim-77")).isEqualTo("kim-77");
  }

  @Example
  void whatLooksLikeAnEscapeMayBeThePartOfAnId() {
    SpellingHiding hiding = new SpellingHiding(Map.of("abc%", "<1>"));
    assertThat(hiding.inText("see abc%20x")).isEqualTo("see <1>20x");
    assertThat(hiding.inText("see abc%2520x")).isEqualTo("see <1>20x");
  }

  @Example
  void manyIdsInALongTextTakeNoLongTime() {
    Map<String, String> refs = new LinkedHashMap<>();
    for (int i = 0; i < 1_000; i++) {
      refs.put("a".repeat(5 + i % 250) + "k" + i, "<" + i + ">");
    }
    String text = "a".repeat(4_000);
    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> assertThat(new SpellingHiding(refs).inText(text)).isEqualTo(text));
  }
}
