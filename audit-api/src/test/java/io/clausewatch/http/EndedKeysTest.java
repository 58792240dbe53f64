package io.clausewatch.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class EndedKeysTest {
  private static final Instant LAST_SECOND = Instant.parse("2027-03-31T23:59:59Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(LAST_SECOND);
  private final KnownToken known =
      new KnownToken(new Caller("kim", Role.OFFICER), Optional.of(LocalDate.parse("2027-03-31")));
  private final AccessControl auth =
      new AccessControl(
          BearerTokens.ofHashes(Map.of(BearerTokens.sha256("kims-key"), known)),
          new BrowserSessions(now::get));

  private TestServer server() {
    return new TestServer(
        auth,
        routes -> {
          routes.get("/v1/officers", ctx -> ctx.result("in"), Role.OFFICER);
          routes.post(
              "/in",
              ctx -> auth.sessions().start(ctx, auth.token(ctx.body()).orElseThrow()),
              AccessControl.OPEN);
        });
  }

  @Test
  void aKeyCountsToTheEndOfItsLastDayAndIsToldThatItEnded() {
    try (TestServer server = server()) {
      HttpRequest request =
          HttpRequest.newBuilder(server.url("/v1/officers"))
              .header("Authorization", "Bearer kims-key")
              .build();
      assertThat(server.send(request).statusCode()).isEqualTo(200);
      now.set(LAST_SECOND.plusSeconds(1));
      try (LogCapture log = new LogCapture()) {
        HttpResponse<String> refused = server.send(request);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body())
            .contains("The key ended on 2027-03-31 (UTC): ask for a new one.")
            .doesNotContain("kims-key");
        assertThat(server.send(request).statusCode()).isEqualTo(401);
        now.set(now.get().plusSeconds(60));
        assertThat(server.send(request).statusCode()).isEqualTo(401);
        assertThat(log.text())
            .containsPattern("(?s)^(.*ended on 2027-03-31 and was refused){2}(?!.*was refused)")
            .contains("WARN")
            .contains("The key of kim ended")
            .doesNotContain("kims-key");
      }
    }
  }

  @Test
  void aSessionEndsWithItsKey() {
    try (TestServer server = server()) {
      HttpResponse<String> in =
          server.send(
              HttpRequest.newBuilder(server.url("/in"))
                  .header("Sec-Fetch-Site", "same-origin")
                  .POST(BodyPublishers.ofString("kims-key"))
                  .build());
      HttpRequest request =
          HttpRequest.newBuilder(server.url("/v1/officers"))
              .header(
                  "Cookie", in.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0])
              .build();
      assertThat(server.send(request).statusCode()).isEqualTo(200);
      now.set(LAST_SECOND.plusSeconds(1));
      assertThat(server.send(request).statusCode()).isEqualTo(401);
    }
  }
}
