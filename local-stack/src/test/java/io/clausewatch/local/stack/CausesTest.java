package io.clausewatch.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CausesTest {

  @Test
  void theLastTellingLineIsTold() {
    assertThat(
            Causes.of(
                List.of(
                    "2026-01-01 ERROR first",
                    "2026-01-01 ERROR CLAUSEWATCH_SETTLE: expected a duration",
                    "  at io.clausewatch.Main.main(Main.java:1)",
                    "bye")))
        .contains("2026-01-01 ERROR CLAUSEWATCH_SETTLE: expected a duration");
    assertThat(
            Causes.of(
                List.of(
                    "ERROR Main: A setting is wrong:",
                    "  CLAUSEWATCH_TIME_ZONE: expected a time zone",
                    "bye")))
        .contains("ERROR Main: A setting is wrong: CLAUSEWATCH_TIME_ZONE: expected a time zone");
    assertThat(Causes.of(List.of("INFO fine", "no error here"))).isEmpty();
    assertThat(Causes.of(List.of())).isEmpty();
  }

  @Test
  void wellKnownFaultsAreToldPlainly() {
    assertThat(
            Causes.of(
                List.of(
                    "ERROR x java.io.IOException: No space left on device", "ERROR shutting down")))
        .contains("the disk is full");
    assertThat(Causes.of(List.of("java.lang.OutOfMemoryError: Java heap space")))
        .contains("it ran out of memory");
    assertThat(
            Causes.of(List.of("cannot downgrade a node from version [9.6.0] to version [9.5.3]")))
        .contains("its data was written by an incompatible version");
  }

  @Test
  void exceptionsAreToldInWords() {
    assertThat(Causes.of(new AccessDeniedException("/data/lock")))
        .isEqualTo("no permission for /data/lock");
    assertThat(Causes.of(new IOException("/data/x: No space left on device")))
        .isEqualTo("the disk is full");
    assertThat(Causes.of(new IOException("odd"))).isEqualTo("odd");
    assertThat(Causes.of(new IOException())).isEqualTo("IOException");
  }
}
