package io.clausewatch.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserSessionsTest {

  private static String signIn(TestServer server, String path) {
    HttpResponse<String> signedIn =
        server.send(
            HttpRequest.newBuilder(server.url(path))
                .header("Sec-Fetch-Site", "same-origin")
                .POST(BodyPublishers.noBody())
                .build());
    assertThat(signedIn.statusCode()).isEqualTo(200);
    return signedIn.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
  }

  private static String who(TestServer server, String cookie) {
    return server
        .send(HttpRequest.newBuilder(server.url("/who")).header("Cookie", cookie).build())
        .body();
  }

  /** Each who signs in again and again does so in the place of their own sessions. */
  @Test
  void withTooManyTheCallersOldestEnds() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    BrowserSessions sessions = new BrowserSessions(now::get);
    try (TestServer server =
        new TestServer(
            routes -> {
              for (String name : List.of("officer", "auditor")) {
                Caller caller = new Caller(name, Role.OFFICER);
                routes.post("/" + name, ctx -> sessions.start(ctx, caller), AccessControl.OPEN);
              }
              routes.get(
                  "/who",
                  ctx -> ctx.result(sessions.find(ctx).map(Caller::name).orElse("nobody")),
                  AccessControl.OPEN);
            })) {
      String auditor = signIn(server, "/auditor");
      List<String> officers = new ArrayList<>();
      for (int i = 0; i < BrowserSessions.MAX_OF_A_CALLER + 3; i++) {
        now.updateAndGet(t -> t.plusSeconds(1));
        officers.add(signIn(server, "/officer"));
        assertThat(who(server, officers.getFirst())).isNotEmpty(); // the oldest, not the idlest
      }
      assertThat(officers.stream().map(cookie -> who(server, cookie)))
          .startsWith("nobody", "nobody", "nobody", "officer")
          .filteredOn("officer"::equals)
          .hasSize(BrowserSessions.MAX_OF_A_CALLER);
      assertThat(who(server, auditor)).isEqualTo("auditor");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSessionEndsAfterItsLifetimeOrWhenNobodyUsesIt(boolean idle) {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    BrowserSessions sessions = new BrowserSessions(now::get);
    Caller caller = new Caller("officer", Role.OFFICER);
    try (TestServer server =
        new TestServer(
            routes -> {
              routes.post("/in", ctx -> sessions.start(ctx, caller), AccessControl.OPEN);
              routes.get(
                  "/who",
                  ctx -> ctx.result(sessions.find(ctx).map(Caller::name).orElse("nobody")),
                  AccessControl.OPEN);
            })) {
      HttpResponse<String> signedIn =
          server.send(
              HttpRequest.newBuilder(server.url("/in"))
                  .header("Sec-Fetch-Site", "same-origin")
                  .POST(BodyPublishers.noBody())
                  .build());
      String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
      HttpRequest who = HttpRequest.newBuilder(server.url("/who")).header("Cookie", cookie).build();

      now.updateAndGet(t -> t.plus(BrowserSessions.IDLE).minus(Duration.ofSeconds(1)));
      assertThat(server.send(who).body()).isEqualTo("officer");
      if (idle) {
        now.updateAndGet(t -> t.plus(BrowserSessions.IDLE));
        assertThat(server.send(who).body()).isEqualTo("nobody");
        return;
      }
      Instant end = Instant.parse("2026-01-01T00:00:00Z").plus(BrowserSessions.LIFETIME);
      while (now.get().isBefore(end.minus(Duration.ofMinutes(30)))) {
        now.updateAndGet(t -> t.plus(Duration.ofMinutes(30)));
        assertThat(server.send(who).body()).isEqualTo("officer");
      }
      now.set(end.minusSeconds(1));
      assertThat(server.send(who).body()).isEqualTo("officer");
      now.set(end);
      assertThat(server.send(who).body()).isEqualTo("nobody");
    }
  }
}
