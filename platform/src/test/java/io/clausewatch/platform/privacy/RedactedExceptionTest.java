package io.clausewatch.platform.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class RedactedExceptionTest {
  @Test
  void showsWhereAndWhatButNoWords() {
    Throwable original =
        new IllegalStateException("about anna", new IllegalArgumentException("more about anna"));
    StringWriter printed = new StringWriter();
    new RedactedException(original).printStackTrace(new PrintWriter(printed, true));

    assertThat(printed.toString())
        .contains("IllegalStateException", "IllegalArgumentException", "RedactedExceptionTest.java")
        .doesNotContain("anna");
  }
}
