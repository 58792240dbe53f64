package io.clausewatch.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdTextTest {
  private static final Pattern WHITE_SPACE = Pattern.compile("\\p{IsWhite_Space}");

  @Test
  void blankIsWhatUnicodeOrJavaCallsSo() {
    assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT))
        .allSatisfy(
            character -> {
              String text = Character.toString(character);
              boolean blank = WHITE_SPACE.matcher(text).matches() || text.isBlank();
              assertThat(IdText.isBlank(text)).isEqualTo(blank);
              assertThat(IdText.hasBlankEnds("x" + text)).isEqualTo(blank);
              assertThat(IdText.hasBlankEnds(text + "x")).isEqualTo(blank);
              assertThat(IdText.hasBlankEnds("x" + text + "x")).isFalse();
            });
    assertThat(IdText.isBlank("")).isTrue();
    assertThat(IdText.hasBlankEnds("")).isFalse();
  }

  @Test
  void composesWhatIsDecomposed() {
    assertThat(IdText.normalise("e\u0301")).isEqualTo("é");
    assertThat(IdText.normalise("\u1112\u1169\u11BC")).isEqualTo("홍");
    assertThat(IdText.normalise("\u212B")).as("the sign of the angstrom").isEqualTo("Å");
    assertThat(IdText.normalise("ﬁ")).as("compatible is not the same").isEqualTo("ﬁ");
    assertThat(IdText.normalise("Kim")).as("case matters").isEqualTo("Kim");
  }

  /** Marks in the wrong order, a hundred thousand of them, would take minutes. */
  @Test
  void leavesWhatIsTooLongToBeAnId() {
    String longest = "e\u0301".repeat(256);
    String crafted = "a" + "\u0301".repeat(50_000) + "\u0323".repeat(50_000);

    assertThat(IdText.normalise(longest)).isEqualTo("é".repeat(256));
    assertThat(IdText.normalise(crafted)).isSameAs(crafted);
  }
}
