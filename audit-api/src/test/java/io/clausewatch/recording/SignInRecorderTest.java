package io.clausewatch.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.http.AccessControl;
import io.clausewatch.http.LogCapture;
import io.clausewatch.http.TestServer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SignInRecorderTest {
  private final TestActivity acts = new TestActivity();
  private final SignInRecorder recorder = acts.signIns();

  /** Strangers fill neither the trail nor the log; what is left out is told. */
  @Test
  void ofACrowdOfStrangersNoMoreIsRecordedThanAMinuteHolds() {
    try (LogCapture log = new LogCapture();
        TestServer server =
            new TestServer(
                routes ->
                    routes.get(
                        "/crowd",
                        ctx -> {
                          for (int i = 0; i < SignInRecorder.MAX_REFUSALS_A_MINUTE + 100; i++) {
                            recorder.refused(ctx, false, Optional.empty(), "unknown");
                          }
                        },
                        AccessControl.OPEN))) {
      assertThat(server.get("/crowd", null).statusCode()).isEqualTo(200);
      recorder.close();
      assertThat(acts.recorded())
          .hasSizeBetween(
              SignInRecorder.MAX_REFUSALS_A_MINUTE, SignInRecorder.MAX_REFUSALS_A_MINUTE + 50);
      assertThat(log.text()).contains("refused sign-ins were not recorded");
      assertThat(log.text().lines().filter(line -> line.contains("sign-in-refused")))
          .hasSize(acts.recorded().size());
    }
  }

  @Test
  void whatCouldNotBeRecordedIsTold() {
    acts.goAway();
    try (LogCapture log = new LogCapture();
        TestServer server =
            new TestServer(
                routes ->
                    routes.get(
                        "/out", ctx -> recorder.signedOut(ctx, "kim"), AccessControl.OPEN))) {
      server.get("/out", null);
      recorder.close();
      assertThat(log.text()).containsPattern("sign-out-[0-9a-f-]{36} was not recorded");
    }
  }
}
