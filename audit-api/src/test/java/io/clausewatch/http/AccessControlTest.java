package io.clausewatch.http;

import static io.clausewatch.http.TestServer.TOKENS;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessControlTest {

  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        new TestServer(
            routes -> {
              routes.get("/v1/officers", ctx -> ctx.result("in"), Role.OFFICER, Role.AUDITOR);
              routes.post("/v1/officers", ctx -> ctx.result("in"), Role.OFFICER);
              routes.get("/v1/admins", ctx -> ctx.result("in"), Role.ADMIN);
              routes.get("/v1/all", ctx -> ctx.result("in"), Role.any());
              routes.get("/open", ctx -> ctx.result("in"), AccessControl.OPEN);
              routes.get(
                  "/name", ctx -> ctx.result(server.auth().caller(ctx).name()), AccessControl.OPEN);
              routes.get(
                  "/csrf",
                  ctx -> {
                    server.auth().caller(ctx);
                    ctx.result(BrowserSessions.csrf(ctx).orElse("none"));
                  },
                  AccessControl.OPEN);
              routes.post("/form", ctx -> ctx.result("in"), Role.OFFICER);
              routes.post(
                  "/sign-in",
                  ctx ->
                      server
                          .auth()
                          .sessions()
                          .start(ctx, server.auth().token(ctx.body()).orElseThrow()),
                  AccessControl.OPEN);
              routes.post(
                  "/sign-out", ctx -> server.auth().sessions().end(ctx), AccessControl.OPEN);
            });
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void eachRoleMayDoWhatItMay() {
    assertAllowed("/v1/officers", Set.of(Role.OFFICER, Role.AUDITOR, Role.ADMIN));
    assertAllowed("/v1/admins", Set.of(Role.ADMIN));
    assertAllowed("/v1/all", Set.of(Role.values()));
    assertAllowed("/open", Set.of(Role.values()));
  }

  private static void assertAllowed(String path, Set<Role> allowed) {
    for (Role role : Role.values()) {
      HttpResponse<String> response = server.get(path, role);
      assertThat(response.statusCode())
          .as("%s of %s", path, role)
          .isEqualTo(allowed.contains(role) ? 200 : 403);
      if (response.statusCode() == 403) {
        assertThat(response.headers().firstValue("Content-Type")).hasValue(Problem.MEDIA_TYPE);
        assertThat(response.body()).contains(role.id());
      }
    }
  }

  @Test
  void withoutATokenOnlyOpenCallsAnswer() {
    assertThat(server.get("/open", null).statusCode()).isEqualTo(200);
    HttpResponse<String> response = server.get("/v1/all", null);
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer");
    assertThat(response.headers().firstValue("Content-Type")).hasValue(Problem.MEDIA_TYPE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer wrong-token-wrong-token",
        "Bearer",
        "Bearer ",
        "Basic dGhlLXRva2Vu",
        "the-token-that-tests-give-to-the-admin",
        "Bearer the-token-that-tests-give-to-the-admi",
        "Bearer the-token-that-tests-give-to-the-admin x"
      })
  void aTokenThatIsNotKnownIsNoToken(String authorization) {
    HttpRequest request =
        HttpRequest.newBuilder(server.url("/v1/all"))
            .header("Authorization", authorization)
            .build();
    HttpResponse<String> response = server.send(request);
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer");
    assertThat(response.body()).doesNotContain("admi");
  }

  @Test
  void theSchemeIsReadInAnyCase() {
    for (String scheme : List.of("bearer", "BEARER", "Bearer")) {
      HttpRequest request =
          HttpRequest.newBuilder(server.url("/v1/all"))
              .header("Authorization", scheme + " " + TOKENS.get(Role.AUDITOR))
              .build();
      assertThat(server.send(request).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void aSessionStandsForItsCaller() {
    HttpResponse<String> signedIn = signIn(Role.OFFICER);
    String setCookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(setCookie)
        .contains("HttpOnly")
        .contains("SameSite=Strict")
        .contains("Path=/")
        .contains("Max-Age=43200");
    String cookie = setCookie.substring(0, setCookie.indexOf(';'));
    assertThat(cookie.length()).isGreaterThan(BrowserSessions.COOKIE.length() + 40);

    assertThat(server.send(with(cookie, "/name").build()).body()).isEqualTo("officer");
    assertThat(server.send(with(cookie, "/v1/officers").build()).statusCode()).isEqualTo(200);
    assertThat(server.send(with(cookie, "/v1/admins").build()).statusCode()).isEqualTo(403);

    // A form of our own page may change something, one of another site may not, and the API wants a
    // token.
    String csrf = server.send(with(cookie, "/csrf").build()).body();
    assertThat(csrf).hasSizeGreaterThan(40).doesNotContain(cookie.split("=", 2)[1]);
    assertThat(post(cookie, "/form", "", "Sec-Fetch-Site", "same-origin")).isEqualTo(403);
    for (String wrong : List.of("csrf=", "csrf=x" + csrf, "csrf=" + otherCsrf(), "csrf=none")) {
      assertThat(post(cookie, "/form", wrong, "Sec-Fetch-Site", "same-origin")).isEqualTo(403);
    }
    String form = "csrf=" + csrf;
    assertThat(post(cookie, "/form", form, "Sec-Fetch-Site", "same-origin")).isEqualTo(200);
    assertThat(post(cookie, "/form", form, "Origin", "http://127.0.0.1:" + server.port()))
        .isEqualTo(200);
    assertThat(post(cookie, "/form", form, "Sec-Fetch-Site", "same-site")).isEqualTo(403);
    assertThat(post(cookie, "/form", form, "Sec-Fetch-Site", "cross-site")).isEqualTo(403);
    assertThat(post(cookie, "/form", form, "Origin", "http://127.0.0.1.evil.example"))
        .isEqualTo(403);
    assertThat(post(cookie, "/form", form, "Origin", "null")).isEqualTo(403);
    assertThat(post(cookie, "/form", form, "X-Nothing", "at-all")).isEqualTo(403);
    assertThat(post(cookie, "/v1/officers", form, "Sec-Fetch-Site", "same-origin")).isEqualTo(401);

    assertThat(post(cookie, "/sign-out", form, "Sec-Fetch-Site", "same-origin")).isEqualTo(200);
    assertThat(server.send(with(cookie, "/v1/officers").build()).statusCode()).isEqualTo(401);
  }

  @Test
  void aSessionIsStartedFromOurOwnPageAlone() {
    HttpRequest request =
        HttpRequest.newBuilder(server.url("/sign-in"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Sec-Fetch-Site", "cross-site")
            .POST(BodyPublishers.ofString(TOKENS.get(Role.OFFICER)))
            .build();
    HttpResponse<String> response = server.send(request);
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void aCookieThatIsNotKnownIsNoSession() {
    String cookie = BrowserSessions.COOKIE + "=" + "A".repeat(43);
    assertThat(server.send(with(cookie, "/v1/all").build()).statusCode()).isEqualTo(401);
  }

  @Test
  void aWrongTokenIsNotMadeGoodByASession() {
    String setCookie = signIn(Role.ADMIN).headers().firstValue("Set-Cookie").orElseThrow();
    HttpRequest request =
        with(setCookie.substring(0, setCookie.indexOf(';')), "/v1/all")
            .header("Authorization", "Bearer wrong-token-wrong-token")
            .build();
    assertThat(server.send(request).statusCode()).isEqualTo(401);
  }

  private static HttpResponse<String> signIn(Role role) {
    return server.send(
        HttpRequest.newBuilder(server.url("/sign-in"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Sec-Fetch-Site", "same-origin")
            .POST(BodyPublishers.ofString(TOKENS.get(role)))
            .build());
  }

  private static HttpRequest.Builder with(String cookie, String path) {
    return HttpRequest.newBuilder(server.url(path)).header("Cookie", cookie);
  }

  /** The token of another session. */
  private static String otherCsrf() {
    String setCookie = signIn(Role.OFFICER).headers().firstValue("Set-Cookie").orElseThrow();
    return server.send(with(setCookie.split(";", 2)[0], "/csrf").build()).body();
  }

  private static int post(String cookie, String path, String form, String header, String value) {
    return server
        .send(
            with(cookie, path)
                .header(header, value)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form))
                .build())
        .statusCode();
  }
}
