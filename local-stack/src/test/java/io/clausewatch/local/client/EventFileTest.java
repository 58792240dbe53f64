package io.clausewatch.local.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.local.client.EventSource.EventJson;
import io.clausewatch.local.client.EventSource.Item;
import io.clausewatch.local.client.EventSource.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventFileTest {

  @Test
  void readsOneEventALineAndPassesOverEmptyLines() throws IOException {
    assertThat(read("\n{\"id\": \"a\"}\r\n   \n{\"id\": \"b\"}"))
        .containsExactly("2 {\"id\": \"a\"}", "4 {\"id\": \"b\"}");
  }

  @Test
  void readsAnArrayWithTheLinesOfItsElements() throws IOException {
    assertThat(read("  \n [\n  {\"id\": \"a\",\n \"n\": 1.50},\n{\"id\": \"서울\"}, {}]\n"))
        .containsExactly("3 {\"id\":\"a\",\"n\":1.50}", "5 {\"id\":\"서울\"}", "5 {}");
  }

  @Test
  void takesAByteOrderMark() throws IOException {
    assertThat(read("\uFEFF{\"id\": \"a\"}\n")).containsExactly("1 {\"id\": \"a\"}");
    assertThat(read("\uFEFF[{\"id\":\"a\"}]")).containsExactly("1 {\"id\":\"a\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n \n\t\n", "[]", " [ ] \n"})
  void findsNothingInAnEmptyFile(String text) throws IOException {
    assertThat(read(text)).isEmpty();
  }

  @Test
  void readsEventsThatAreSpreadOverLines() throws IOException {
    String one = "{\r\n  \"id\": \"서울 {\",\r\n\r\n  \"data\": {\"n\": [\r\n1]}\r\n}";
    String two = "{\n\t\"id\": 2\n}";

    assertThat(read(one)).containsExactly("1 " + one);
    assertThat(read("\n" + one + "\n" + two + "\n{}\n  " + two))
        .containsExactly("2 " + one, "8 " + two, "11 {}", "12 " + two);
  }

  @Test
  void namesEachLineThatIsNoEventAndReadsOn() throws IOException {
    assertThat(read("{\"id\": 1}\nnonsense\n42\n{\"id\": \n{} {}\n{\"id\" 3}\n{\"id\": 2}\n"))
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo("1 {\"id\": 1}"),
            nonsense -> assertThat(nonsense).isEqualTo("2 not a JSON object"),
            number -> assertThat(number).isEqualTo("3 not a JSON object"),
            cut -> assertThat(cut).isEqualTo("4 this JSON object has no end"),
            two -> assertThat(two).isEqualTo("5 something follows the JSON object on its line"),
            broken -> assertThat(broken).startsWith("6 broken JSON: ").contains("(line 6, column "),
            last -> assertThat(last).isEqualTo("7 {\"id\": 2}"));
  }

  @Test
  void namesAnEventOverLinesThatIsBrokenOnceAndReadsOn() throws IOException {
    assertThat(read("{}\n{\n  \"id\": 1,\n  \"n\" 2\n}\n{\"id\":\n 2}\n{\n  \"id\": 3\n"))
        .satisfiesExactly(
            first -> assertThat(first).isEqualTo("1 {}"),
            broken ->
                assertThat(broken)
                    .startsWith("2 broken JSON: ")
                    .contains("(line 4, column ")
                    .endsWith("up to the next line that begins with { was passed over"),
            second -> assertThat(second).isEqualTo("6 {\"id\":\n 2}"),
            cut -> assertThat(cut).isEqualTo("8 this JSON object has no end"));
  }

  @Test
  void namesAnElementThatIsNoObjectAndReadsOn() throws IOException {
    assertThat(read("[1,\n[2, [3]],\n\"x\", {\"id\": 4}]"))
        .containsExactly(
            "1 not a JSON object", "2 not a JSON object", "3 not a JSON object", "3 {\"id\":4}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[{\"id\":1},\n{\"id\" 2}, {}]", "[{\"id\":1},\n{\"id\":2", "[{\"id\":1}\n"})
  void aBrokenArrayEndsWithItsFault(String text) throws IOException {
    List<String> items = read(text);

    assertThat(items).hasSize(2);
    assertThat(items.getFirst()).isEqualTo("1 {\"id\":1}");
    assertThat(items.getLast()).startsWith("2 broken JSON, nothing after it was read: ");
  }

  @Test
  void whatFollowsAnArrayIsNamed() throws IOException {
    assertThat(read("[{}]\n{}"))
        .containsExactly("1 {}", "2 something follows the JSON array; it was not read");
  }

  @Test
  void anEventLargerThanABatchIsNamedAndNotHeld() throws IOException {
    String large = "{\"x\": \"" + "y".repeat(EventSender.MAX_BYTES) + "\"}";

    assertThat(read(large + "\n{}")).containsExactly("1 " + EventSender.TOO_LARGE, "2 {}");
    assertThat(read("{\n\"data\":\n " + large + "\n}\n{}"))
        .containsExactly(
            "1 "
                + EventSender.TOO_LARGE
                + "; what follows up to the next line that begins with { was passed over",
            "5 {}");
    assertThat(read("[" + large + ",\n{}]")).containsExactly("1 " + EventSender.TOO_LARGE, "2 {}");
  }

  @Test
  void anEventThatJustFitsIsTaken() throws IOException {
    String fits = "{\"x\":\"" + "y".repeat(EventSender.MAX_BYTES_OF_EVENT - 8) + "\"}";

    assertThat(fits).hasSize(EventSender.MAX_BYTES_OF_EVENT);
    assertThat(read(fits + "  \n")).containsExactly("1 " + fits);
  }

  @Test
  void anArrayThatIsNoUtf8IsNotReadAsAnything() throws IOException {
    byte[] overlong = "[{\"id\":\"a??b\"}]".getBytes(UTF_8);
    overlong[9] = (byte) 0xC0;
    overlong[10] = (byte) 0xAF;

    assertThat(read(overlong))
        .containsExactly("1 not in UTF-8 here or soon after; nothing more was read");
  }

  private static List<String> read(String text) throws IOException {
    return read(text.getBytes(UTF_8));
  }

  private static List<String> read(byte[] file) throws IOException {
    List<String> items = new ArrayList<>();
    try (EventSource source = EventFile.open(new ByteArrayInputStream(file))) {
      Item item;
      while ((item = source.next()) != null) {
        items.add(
            item.line()
                + " "
                + switch (item) {
                  case EventJson event -> event.toString().strip();
                  case Unreadable unreadable -> unreadable.error();
                });
      }
      assertThat(source.position()).isEqualTo(file.length);
      assertThat(source.next()).isNull();
    }
    return items;
  }
}
