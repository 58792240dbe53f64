package io.clausewatch.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailureCausesTest {

  @Test
  void theLastTellingLineIsTold() {
    assertThat(
            FailureCauses.of(
                List.of(
                    "2026-01-01 ERROR first",
                    "2026-01-01 ERROR CLAUSEWATCH_SETTLE: expected a duration",
                    "  at io.clausewatch.Main.main(Main.java:1)",
                    "bye")))
        .contains("2026-01-01 ERROR CLAUSEWATCH_SETTLE: expected a duration");
    assertThat(
            FailureCauses.of(
                List.of(
                    "ERROR Main: A setting is wrong:",
                    "  CLAUSEWATCH_TIME_ZONE: expected a time zone",
                    "bye")))
        .contains("ERROR Main: A setting is wrong: CLAUSEWATCH_TIME_ZONE: expected a time zone");
    assertThat(FailureCauses.of(List.of("INFO fine", "no error here"))).isEmpty();
    assertThat(FailureCauses.of(List.of())).isEmpty();
  }

  @Test
  void wellKnownFaultsAreToldPlainly() {
    assertThat(
            FailureCauses.of(
                List.of(
                    "ERROR x java.io.IOException: No space left on device", "ERROR shutting down")))
        .contains("the disk is full");
    assertThat(FailureCauses.of(List.of("java.lang.OutOfMemoryError: Java heap space")))
        .contains("it ran out of memory");
    assertThat(
            FailureCauses.of(
                List.of("cannot downgrade a node from version [9.6.0] to version [9.5.3]")))
        .contains("its data was written by an incompatible version");
  }

  @Test
  void exceptionsAreToldInWords() {
    assertThat(FailureCauses.of(new AccessDeniedException("/data/lock")))
        .isEqualTo("no permission for /data/lock");
    assertThat(FailureCauses.of(new IOException("/data/x: No space left on device")))
        .isEqualTo("the disk is full");
    assertThat(FailureCauses.of(new IOException("odd"))).isEqualTo("odd");
    assertThat(FailureCauses.of(new IOException())).isEqualTo("IOException");
  }
}
