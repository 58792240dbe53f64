package io.clausewatch.export;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFileTest {

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
  @ValueSource(strings = {",", ";", "|", "\t", "\r", "\n", "\"", ";\""})
  void afterWhatMayEndACellToo(String separator) {
    assertThat(CsvFile.harmless("a" + separator + "=cmd()|'/C calc'!A0"))
        .isEqualTo("a" + separator + "'=cmd()|'/C calc'!A0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "kim-1", "a=b", "kim@example.org", "2026-11-24T09:30:15Z", "a, b; c", "1 - 2"})
  void nothingElseIsChanged(String text) {
    assertThat(CsvFile.harmless(text)).isSameAs(text);
  }
}
