package io.clausewatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class WordlessTest {
  @Test
  void showsWhereAndWhatButNoWords() {
    Throwable original =
        new IllegalStateException("about anna", new IllegalArgumentException("more about anna"));
    StringWriter printed = new StringWriter();
    Wordless.of(original).printStackTrace(new PrintWriter(printed, true));

    assertThat(printed.toString())
        .contains("IllegalStateException", "IllegalArgumentException", "WordlessTest.java")
        .doesNotContain("anna");
  }
}
