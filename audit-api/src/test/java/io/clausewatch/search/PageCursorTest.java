package io.clausewatch.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageCursorTest {
  private static final ArrayNode AFTER =
      JsonNodeFactory.instance.arrayNode().add(1).add("영장").addNull().add(2.5);

  private static String packed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(bytes)) {
      deflater.write(text.getBytes(UTF_8));
    }
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
  }

  @Test
  void aTokenGivesTheCursorBack() {
    PageCursor cursor = new PageCursor("16LBBAIC-pit", AFTER, "hash");
    assertThat(cursor.encode()).matches("[A-Za-z0-9_-]+");
    assertThat(PageCursor.decode(cursor.encode())).hasValue(cursor);
  }

  @Test
  void manyIndicesFitIntoAUrl() {
    // As Elasticsearch makes them: base64 of many parts that differ in a few bytes.
    StringBuilder parts = new StringBuilder();
    for (int month = 0; month < 24; month++) {
      parts.append("clausewatch-findings-2026.").append(month).append("Gt9QmckWSlebYO5WFZWfAA");
    }
    String snapshot = Base64.getUrlEncoder().encodeToString(parts.toString().getBytes(UTF_8));
    assertThat(new PageCursor(snapshot, AFTER, "hash").encode().length())
        .isLessThan(snapshot.length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "%%%", "====", "eJw", "eJwrSS0uAQAEXQHB"})
  void whatWasNotMadeHereIsNone(String token) {
    assertThat(PageCursor.decode(token)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "null",
        "{}",
        "{\"p\":1,\"h\":\"\",\"a\":[]}",
        "{\"p\":\"\",\"h\":\"\",\"a\":{}}",
        "{\"p\":\"\",\"h\":\"\",\"a\":[[]]}"
      })
  void norIsWhatOnlyLooksLikeIt(String json) throws IOException {
    assertThat(PageCursor.decode(packed(json))).isEmpty();
  }

  @Test
  void norIsOneCutOffOrGrownBeyondMeasure() throws IOException {
    String token = new PageCursor("16LBBAIC-pit", AFTER, "hash").encode();
    for (int end = 0; end < token.length() - 8; end++) {
      assertThat(PageCursor.decode(token.substring(0, end))).isEmpty();
    }
    assertThat(PageCursor.decode(packed(" ".repeat(10_000_000)))).isEmpty();
  }
}
