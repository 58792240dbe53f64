package io.clausewatch.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PdfFileTest {
  private static final PdfFile.Heads HEADS =
      new PdfFile.Heads("title", "subtitle", "author 김", "about", "maker 李");

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private PdfFile file() throws IOException {
    return new PdfFile(bytes, "ko", HEADS);
  }

  /** The lines of each page, without what stands around it and the title on the first. */
  private List<List<String>> pages() throws IOException {
    try (PDDocument document = Loader.loadPDF(bytes.toByteArray())) {
      PDFTextStripper stripper = new PDFTextStripper();
      stripper.setSortByPosition(true);
      List<List<String>> pages = new ArrayList<>();
      for (int page = 1; page <= document.getNumberOfPages(); page++) {
        stripper.setStartPage(page);
        stripper.setEndPage(page);
        List<String> lines =
            stripper
                .getText(document)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        pages.add(lines.subList(page == 1 ? 4 : 2, lines.size() - 1));
      }
      return pages;
    }
  }

  private String wholeText() throws IOException {
    return pages().stream().flatMap(List::stream).collect(Collectors.joining("\n"));
  }

  private static void part(PdfFile file, String name, int rows, int linesOfARow) {
    file.begin("Heading " + name, "Note " + name, new float[] {1, 1}, List.of("Column", "Other"));
    for (int i = 0; i < rows; i++) {
      String lines = "\nline".repeat(linesOfARow - 1);
      file.row(file.type().plain("cell " + name + lines), file.type().plain("x"));
    }
    file.finish("Nothing of " + name);
  }

  /** However much stands before a heading, and however tall its first row is. */
  @Property(tries = 100, seed = "20261130")
  void noHeadingIsAloneAndEachPageOfATableHasItsColumns(
      @ForAll @IntRange(max = 130) int before,
      @ForAll @IntRange(min = 1, max = 60) int lines,
      @ForAll @IntRange(max = 3) int rows)
      throws IOException {
    bytes.reset();
    PdfFile file = file();
    part(file, "a", before, 1);
    part(file, "b", rows, lines);
    part(file, "c", 1, 1);
    file.end();

    List<List<String>> pages = pages();
    assertThat(pages)
        .allSatisfy(
            page -> {
              assertThat(page.getLast()).doesNotStartWith("Heading").doesNotStartWith("Note");
              assertThat(page.getLast()).isNotEqualTo("Column Other");
              assertThat(page.getFirst())
                  .satisfiesAnyOf(
                      first -> assertThat(first).isEqualTo("Column Other"),
                      first -> assertThat(first).startsWith("Heading"));
            });
    String whole = wholeText();
    assertThat(whole.lines().filter(line -> line.startsWith("cell b"))).hasSize(rows);
    assertThat(whole.lines().filter("line"::equals)).hasSize(rows * (lines - 1));
  }

  @Test
  void aRowThatNoPageHoldsBeginsBelowItsHeading() throws IOException {
    PdfFile file = file();
    part(file, "a", 20, 1);
    part(file, "b", 1, 100);
    file.end();

    List<String> beginning =
        pages().stream().filter(page -> page.contains("Heading b")).findFirst().orElseThrow();
    assertThat(beginning).contains("cell b x", "line");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"홍길동", "Nguyễn Thị Hồng", "Łukasz Żółć", "Şükrü Iğdır", "Ελένη Ζωή", "Ёжиков Й"})
  void textIsComposedBeforeItIsDrawn(String name) throws IOException {
    PdfFile file = file();
    file.facts(Map.of("Name", Normalizer.normalize(name, Form.NFD)));
    file.end();

    assertThat(wholeText()).contains(name).doesNotContain("[U+");
  }

  @Test
  void chineseCharactersStandAmongOtherLetters() throws IOException {
    PdfFile file = file();
    file.begin("漢字", "註", new float[] {1, 1}, List.of("姓名", "Name"));
    file.row(file.type().plain("김(金)철수, 李明博 & 田中太郎, 习近平"), file.type().mixed("朴 Park", "崔 Choi"));
    file.finish("");
    file.end();

    assertThat(wholeText())
        .contains("漢字", "註", "姓名", "김(金)철수, 李明博 & 田中太郎, 习近平", "朴 Park", "崔 Choi");
  }

  /** All 4,888 of KS X 1001, which Korean systems of any age can send. */
  @Test
  void everyChineseCharacterOfTheKoreanStandardHasAGlyph() throws IOException {
    String all = hanja();
    assertThat(all.codePoints().count()).isEqualTo(4_888);

    assertThat(new PdfTypeface().shown(all)).isEqualTo(Normalizer.normalize(all, Form.NFC));
  }

  @Test
  void aLigatureIsDrawnAsWhatItStandsFor() throws IOException {
    assertThat(new PdfTypeface().shown("ﬁn ｋｉｍ")).doesNotContain("U+").startsWith("fin");
  }

  private static String hanja() {
    byte[] pairs = new byte[52 * 94 * 2];
    int length = 0;
    for (int row = 0xCA; row <= 0xFD; row++) {
      for (int cell = 0xA1; cell <= 0xFE; cell++) {
        pairs[length++] = (byte) row;
        pairs[length++] = (byte) cell;
      }
    }
    return new String(pairs, Charset.forName("EUC-KR"));
  }

  @Test
  void whatHasNoGlyphIsShownAsItsCode() throws IOException {
    PdfFile file = file();
    file.facts(Map.of("Name", "a😀b\u0007"));
    file.end();

    assertThat(wholeText()).contains("a[U+1F600]b[U+0007]");
  }

  @Test
  void aLineEndsBetweenWordsAndAfterHyphensButNotWithinAWordOrADate() throws IOException {
    String words = "legal representative-organisation 2026-11-24 개인정보처리방침 아무개(金)님 전달받음 2026-11-25";
    PdfFile file = file();
    file.begin("Heading", "Note", new float[] {1, 10}, List.of("개인정보 처리방침", "Other"));
    file.row(file.type().plain(words), file.type().plain(""));
    file.finish("");
    file.end();

    assertThat(wholeText())
        .contains("legal", "representative-\norganisation", "2026-11-24", "2026-11-25")
        .contains("개인정보처리방침", "아무개(金)님", "전달받음");
  }

  @Test
  void aWordThatIsWiderThanItsCellIsBroken() throws IOException {
    String id = "0123456789abcdef".repeat(4);
    PdfFile file = file();
    file.begin("Heading", "Note", new float[] {1, 12}, List.of("Id", "Other"));
    file.row(file.type().plain("the " + id), file.type().plain(""));
    file.finish("");
    file.end();

    List<String> lines = wholeText().lines().dropWhile(line -> !line.equals("the")).toList();
    assertThat(lines.size()).isGreaterThan(3);
    assertThat(String.join("", lines)).isEqualTo("the" + id);
  }

  @Test
  void theHeadOfAPageEndsWhereThePageDoes() throws IOException {
    String reason = "金 because ".repeat(40);
    PdfFile file =
        new PdfFile(bytes, "en", new PdfFile.Heads("title", "", "author", "about", reason));
    file.remark("text");
    file.end();

    try (PDDocument document = Loader.loadPDF(bytes.toByteArray())) {
      assertThat(new PDFTextStripper().getText(document).lines().map(String::strip))
          .anyMatch(line -> line.startsWith("金 because 金") && line.endsWith("…"));
    }
  }
}
