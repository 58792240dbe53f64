package io.clausewatch.findings;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.findings.HighlightedExcerpt.Part;
import io.clausewatch.readmodel.index.SearchText.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HighlightedExcerptTest {

  private static List<Mark> marks(int... places) {
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < places.length; i += 2) {
      marks.add(new Mark(places[i], places[i + 1]));
    }
    return marks;
  }

  private static String written(HighlightedExcerpt marked) {
    return marked.parts().stream()
        .map(part -> part.marked() ? "[" + part.text() + "]" : part.text())
        .collect(Collectors.joining());
  }

  @Test
  void theWordsThatWereSearchedForAreMarked() {
    assertThat(written(HighlightedExcerpt.text("By warrant alone", marks(3, 10))))
        .isEqualTo("By [warrant] alone");
    assertThat(HighlightedExcerpt.text("By warrant", List.of()).parts())
        .containsExactly(new Part("By warrant", false));
  }

  @Test
  void aLongTextIsCutBetweenWordsAroundTheFirstMark() {
    String before = "word ".repeat(50);
    String text = before + "warrant" + " after".repeat(60);
    HighlightedExcerpt snippet =
        HighlightedExcerpt.snippet(
            text, marks(before.length(), before.length() + 7, text.length() - 5, text.length()));
    assertThat(written(snippet)).startsWith("… word ").contains("[warrant] after").endsWith("…");
    assertThat(written(snippet).length()).isLessThan(260);
  }
}
