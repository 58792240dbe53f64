package io.clausewatch.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.page.QuoteMarker.Piece;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class QuoteMarkerTest {

  private static List<String> pieces(QuoteMarker text) {
    return text.paragraphs().stream()
        .flatMap(List::stream)
        .map(piece -> piece.text() + piece.quotes())
        .toList();
  }

  private static Map<String, String> quotes(String... idsAndQuotes) {
    Map<String, String> quotes = new LinkedHashMap<>();
    for (int i = 0; i < idsAndQuotes.length; i += 2) {
      quotes.put(idsAndQuotes[i], idsAndQuotes[i + 1]);
    }
    return quotes;
  }

  @Test
  void blanksAndCapitalLettersDoNotCount() {
    QuoteMarker text = new QuoteMarker("We give\n  Data  away.", quotes("A", "GIVE data"));
    assertThat(pieces(text)).containsExactly("We []", "give\n  Data[A]", "  away.[]");
    assertThat(text.has("A")).isTrue();
  }

  @Test
  void quotesMayOverlapBeginTogetherAndCrossParagraphs() {
    QuoteMarker text =
        new QuoteMarker("one two three\n\nfour five", quotes("A", "two three four", "B", "two"));
    assertThat(pieces(text))
        .containsExactly("one []", "two[A, B]", " three[A]", "four[A]", " five[]");
    List<Piece> first = text.paragraphs().getFirst();
    assertThat(first.get(1).begins()).containsExactly("A", "B");
    assertThat(first.get(1).ends()).containsExactly("B");
    assertThat(text.paragraphs().getLast().getFirst().ends()).containsExactly("A");
  }

  @Test
  void whatIsNotThereIsNotMarked() {
    QuoteMarker text = new QuoteMarker("one two", quotes("A", "three", "B", " "));
    assertThat(pieces(text)).containsExactly("one two[]");
    assertThat(text.has("A")).isFalse();
    assertThat(text.has("B")).isFalse();
  }

  @Property(seed = "20261130")
  void nothingOfTheTextGetsLost(
      @ForAll @Chars({'a', 'b', ' ', '\n'}) @StringLength(max = 60) String text,
      @ForAll @CharRange(from = 'a', to = 'b') @StringLength(max = 3) String one,
      @ForAll @CharRange(from = 'a', to = 'b') @StringLength(max = 3) String other) {
    QuoteMarker marked = new QuoteMarker(text, quotes("A", one, "B", other));
    String said =
        String.join("", pieces(marked).stream().map(p -> p.replaceAll("\\[.*", "")).toList());
    assertThat(said.replaceAll("\\s", "")).isEqualTo(text.replaceAll("\\s", ""));
    assertThat(marked.has("A")).isEqualTo(!one.isEmpty() && text.contains(one));
  }
}
