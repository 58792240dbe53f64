package io.clausewatch.local.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clausewatch.local.terminal.TextTable.Column;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextTableTest {

  @Test
  void alignsColumnsByWhatTheyTakeOnTheScreen() {
    TextTable table =
        new TextTable(Column.keep("name"), Column.number("count"), Column.keep("city"));
    table.row("주식회사 오픈잇", 7, "서울");
    table.row("Sony", 1234, "Tokyo");

    assertThat(table.render(80))
        .isEqualTo(
            """
            NAME             COUNT  CITY
            주식회사 오픈잇      7  서울
            Sony              1234  Tokyo
            """);
  }

  @Test
  void wrapsAtBlanksAndInsideKoreanWordsThatAreTooLong() {
    TextTable table = new TextTable(Column.keep("clause"), Column.wrap("quote"));
    table.row("LE-1", "법률에 규정된 바에 따라 영장 또는 판사의 허가서");
    table.row("LE-2", "가나다라마바사아자차카타파하");

    assertThat(table.render(22))
        .isEqualTo(
            """
            CLAUSE  QUOTE
            LE-1    법률에 규정된
                    바에 따라 영장
                    또는 판사의
                    허가서
            LE-2    가나다라마바사
                    아자차카타파하
            """);
  }

  @Test
  void cutsWithAnEllipsisAndNeverHalfASyllable() {
    TextTable table = new TextTable(Column.cut("what"), Column.keep("id"));
    table.row("개인정보보호법", "x");

    assertThat(table.render(13).lines().toList()).containsExactly("WHAT       ID", "개인정보…  x");
  }

  @ParameterizedTest
  @ValueSource(ints = {40, 60, 80, 120, 200})
  void noLineIsWiderThanTheTerminal(int width) {
    TextTable table =
        new TextTable(
            Column.keep("severity"), Column.cut("policy"), Column.cut("to"), Column.wrap("what"));
    for (int i = 0; i < 20; i++) {
      table.row(
          "CRITICAL",
          "a-policy-with-quite-a-long-name-" + i,
          "받는 사람 ".repeat(i),
          "Personal data of a member went to 경찰청 without a warrant. ".repeat(i + 1));
    }

    assertThat(table.render(width).lines())
        .allSatisfy(line -> assertThat(DisplayWidth.of(line)).isLessThanOrEqualTo(width));
  }

  @Test
  void keepsAllWordsOfWrappedCells() {
    TextTable table = new TextTable(Column.wrap("what"));
    table.row("one two three four five six seven eight nine ten");

    assertThat(String.join(" ", table.render(12).lines().skip(1).toList()))
        .isEqualTo("one two three four five six seven eight nine ten");
  }

  @Test
  void letsNoControlCharacterThrough() {
    TextTable table = new TextTable(Column.keep("a"), Column.keep("b"));
    table.row("x\u001b[2Jy\nz", null);

    assertThat(table.render(80)).isEqualTo("A         B\nx [2Jy z\n");
  }

  @Test
  void refusesARowOfAnotherLength() {
    TextTable table = new TextTable(Column.keep("a"), Column.keep("b"));

    assertThatThrownBy(() -> table.row("x")).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "abc, 3",
    "한국, 4",
    "日本語, 6",
    "é, 1",
    "e\u0301, 1",
    "ｆｕｌｌ, 8",
    "…“”, 3",
    "🎵, 2",
    "'', 0"
  })
  void knowsHowWideCharactersAre(String text, int width) {
    assertThat(DisplayWidth.of(text)).isEqualTo(width);
  }

  @Test
  void anEmptyTableIsItsHeader() {
    assertThat(List.of(new TextTable(Column.keep("a"), Column.keep("b")).render(80)))
        .containsExactly("A  B\n");
  }
}
