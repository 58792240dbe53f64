package io.clausewatch.findings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.clausewatch.findings.HighlightedExcerpt.Part;
import io.clausewatch.http.ApiJson;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HighlightedExcerptTest {

  private static ObjectNode finding(String text, int... places) {
    ObjectNode finding = ApiJson.object().put("quote", text);
    var marks = finding.putObject("highlight").putArray("quote");
    for (int i = 0; i < places.length; i += 2) {
      marks.addObject().put("start", places[i]).put("end", places[i + 1]);
    }
    return finding;
  }

  private static String written(HighlightedExcerpt marked) {
    return marked.parts().stream()
        .map(part -> part.marked() ? "[" + part.text() + "]" : part.text())
        .collect(Collectors.joining());
  }

  @Test
  void theWordsThatWereSearchedForAreMarked() {
    assertThat(written(HighlightedExcerpt.text(finding("By warrant alone", 3, 10), "quote")))
        .isEqualTo("By [warrant] alone");
    assertThat(
            HighlightedExcerpt.text(ApiJson.object().put("quote", "By warrant"), "quote").parts())
        .containsExactly(new Part("By warrant", false));
    assertThat(HighlightedExcerpt.snippet(ApiJson.object().put("quote", "x"), List.of("quote")))
        .isEmpty();
  }

  @Test
  void aLongTextIsCutBetweenWordsAroundTheFirstMark() {
    String before = "word ".repeat(50);
    String text = before + "warrant" + " after".repeat(60);
    HighlightedExcerpt snippet =
        HighlightedExcerpt.snippet(
                finding(
                    text, before.length(), before.length() + 7, text.length() - 5, text.length()),
                List.of("title", "quote"))
            .orElseThrow();
    assertThat(written(snippet)).startsWith("… word ").contains("[warrant] after").endsWith("…");
    assertThat(written(snippet).length()).isLessThan(260);
  }
}
