package io.clausewatch.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFileTest {
  private static final Pattern FORMULA = Pattern.compile("^[\\s\\h\u200B]*[=+@＝＋－＠-]");

  private static String file(List<String> columns, List<String> row) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CsvFile file = new CsvFile(bytes, columns);
    file.row(row);
    file.flush();
    return bytes.toString(UTF_8);
  }

  @Test
  void isWhatRfc4180SaysWithAByteOrderMarkAndEveryCellInQuotes() throws IOException {
    assertThat(file(List.of("a", "b", "c"), Arrays.asList("한국어, \"so\"\nand on", null, "1")))
        .isEqualTo("\uFEFF\"a\",\"b\",\"c\"\r\n\"한국어, \"\"so\"\"\nand on\",\"\",\"1\"\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1",
        "＋1",
        "－1",
        "＠1",
        "\tx"
      })
  void whatBeginsAFormulaGetsAnApostrophe(String text) {
    assertThat(CsvFile.harmless(text)).startsWith("'" + text.charAt(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",",
        ";",
        "|",
        "\t",
        "\r",
        "\n",
        "\"",
        ";\"",
        " | ",
        "; ",
        ",\u00A0",
        "|\u3000\u200B"
      })
  void afterWhatMayEndACellToo(String separator) {
    assertThat(CsvFile.harmless("a" + separator + "=cmd()|'/C calc'!A0"))
        .isEqualTo("a" + separator + "'=cmd()|'/C calc'!A0");
  }

  @ParameterizedTest
  @ValueSource(strings = {" =1", "\u00A0=1", "\uFEFF=1", "\u0000=1"})
  void afterBlanksToo(String text) {
    assertThat(CsvFile.harmless(text)).isEqualTo(text.replace("=", "'="));
  }

  @Test
  void eachElementOfAListIsHarmless() {
    assertThat(CsvFile.harmless(CellText.text(List.of("a", "=1+1", "-2"))))
        .isEqualTo("a | '=1+1 | '-2");
  }

  /** Whatever separator a program splits at, no cell that it sees begins as a formula. */
  @Property(seed = "20261130")
  void noPieceOfACellBeginsAFormulaAndNothingElseIsChanged(
      @ForAll
          @StringLength(max = 12)
          @Chars({
            'a', '1', '\'', ' ', '=', '+', '-', '@', '＝', '＋', '－', '＠', ',', ';', '|', '\t', '\r',
            '\n', '"', '\u00A0', '\u3000', '\u200B'
          })
          String text) {
    String harmless = CsvFile.harmless(text);

    assertThat(pieces(harmless)).noneMatch(piece -> FORMULA.matcher(piece).find());
    assertThat(harmless).doesNotContainPattern("^[\t\r\n]");
    boolean harmful =
        text.matches("(?s)[\t\r\n].*")
            || pieces(text).anyMatch(piece -> FORMULA.matcher(piece).find());
    assertThat(harmless.equals(text)).isEqualTo(!harmful);
    assertThat(harmless.replace("'", "")).isEqualTo(text.replace("'", ""));
  }

  private static Stream<String> pieces(String cell) {
    return Stream.of(cell.split("[,;|\t\r\n\"]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "kim-1", "a=b", "kim@example.org", "2026-11-24T09:30:15Z", "a, b; c", "1 - 2"})
  void nothingElseIsChanged(String text) {
    assertThat(CsvFile.harmless(text)).isSameAs(text);
  }
}
