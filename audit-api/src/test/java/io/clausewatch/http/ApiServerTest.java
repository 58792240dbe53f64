package io.clausewatch.http;

import static io.clausewatch.http.TestServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiServerTest {

  private static final String SECRET = "person-4711";

  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        new TestServer(
            routes -> {
              routes.get(
                  "/v1/things/{id}",
                  ctx -> ctx.json(Map.of("id", "é")),
                  Role.OFFICER,
                  KnownParameters.LEFT_TO_CALL);
              routes.post("/v1/things/{id}", ctx -> ctx.status(204), Role.OFFICER);
              routes.get(
                  "/v1/broken/{id}",
                  ctx -> {
                    throw new IllegalStateException(
                        "cannot find " + ctx.pathParam("id"), new IOException(SECRET));
                  },
                  Role.OFFICER,
                  KnownParameters.LEFT_TO_CALL);
              routes.get(
                  "/v1/dead/{id}",
                  ctx -> {
                    throw new StackOverflowError(ctx.pathParam("id"));
                  },
                  Role.OFFICER);
              routes.get(
                  "/v1/problem",
                  ctx -> {
                    throw Problem.badRequest("Two things.", List.of("one", "two"))
                        .with("extra", Map.of("a", 1))
                        .exception();
                  },
                  Role.OFFICER);
              routes.get("/open", ctx -> ctx.result("open"), AccessControl.OPEN);
            });
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void everyResponseHasTheSecurityHeaders() {
    for (String path :
        List.of("/open", "/v1/things/1", "/v1/problem", "/nowhere", "/v1/broken/1", "/v1/dead/1")) {
      HttpResponse<String> response = server.get(path, Role.OFFICER);
      assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(response.headers().firstValue("X-Frame-Options")).hasValue("DENY");
      assertThat(response.headers().firstValue("Referrer-Policy")).hasValue("no-referrer");
      assertThat(response.headers().firstValue("Cache-Control")).hasValue("no-store");
      assertThat(response.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("default-src 'none'", "frame-ancestors 'none'");
      assertThat(response.headers().firstValue("Permissions-Policy")).isPresent();
      assertThat(response.headers().firstValue("Strict-Transport-Security")).isEmpty();
      assertThat(response.headers().firstValue("Server")).isEmpty();
    }
  }

  @Test
  void jsonIsUtf8() {
    HttpResponse<String> response = server.get("/v1/things/1", Role.OFFICER);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
    assertThat(response.body().getBytes(StandardCharsets.UTF_8))
        .isEqualTo("{\"id\":\"é\"}".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aProblemNamesEverything() {
    HttpResponse<String> response = server.get("/v1/problem", Role.OFFICER);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("Content-Type")).hasValue(Problem.MEDIA_TYPE);
    assertThat(json(response).toString())
        .isEqualTo(
            "{\"type\":\"about:blank\",\"title\":\"Bad Request\",\"status\":400,"
                + "\"detail\":\"Two things.\",\"errors\":[\"one\",\"two\"],\"extra\":{\"a\":1}}");
  }

  @Test
  void whatIsNotThereIsAProblem() {
    HttpResponse<String> response = server.get("/v1/nowhere", Role.OFFICER);
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(json(response).path("title").asText()).isEqualTo("Not Found");
    assertThat(response.headers().firstValue("Content-Type")).hasValue(Problem.MEDIA_TYPE);
  }

  @Test
  void anotherMethodIsAProblemThatSaysWhichThereAre() {
    HttpResponse<String> response =
        server.send(server.request("/v1/things/1", Role.OFFICER).DELETE().build());
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).hasValue("GET, POST, HEAD, OPTIONS");
    assertThat(json(response).path("status").asInt()).isEqualTo(405);
  }

  @Test
  void optionsSaysWhichMethodsThereAre() {
    HttpResponse<String> response =
        server.send(
            server
                .request("/v1/things/1", null)
                .method("OPTIONS", BodyPublishers.noBody())
                .build());
    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.headers().firstValue("Allow")).hasValue("GET, POST, HEAD, OPTIONS");
    assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void headIsGetWithoutItsBody() {
    for (Role role : new Role[] {Role.OFFICER, Role.PRODUCER, null}) {
      HttpResponse<String> get = server.get("/v1/things/1", role);
      HttpResponse<String> head = server.send(server.request("/v1/things/1", role).HEAD().build());
      assertThat(head.statusCode()).isEqualTo(get.statusCode());
      assertThat(head.headers().firstValue("Content-Type"))
          .isEqualTo(get.headers().firstValue("Content-Type"));
      assertThat(head.body()).isEmpty();
    }
  }

  @Test
  void aFaultOfTheServerTellsNothingButItsReference() {
    try (LogCapture log = new LogCapture()) {
      HttpResponse<String> response =
          server.get("/v1/broken/" + SECRET + "?subjectId=" + SECRET, Role.OFFICER);
      assertThat(response.statusCode()).isEqualTo(500);
      JsonNode problem = json(response);
      String reference = problem.path("reference").asText();
      assertThat(reference).hasSize(16);
      assertThat(response.body()).doesNotContain("IllegalState").doesNotContain(SECRET);
      assertThat(log.text())
          .contains(reference)
          .contains("GET /v1/broken/{id}")
          .contains("java.lang.IllegalStateException")
          .contains("Caused by")
          .contains("java.io.IOException")
          .contains("ApiServerTest.java")
          .doesNotContain(SECRET);
    }
  }

  @Test
  void aFailureOfTheMachineTellsNoMore() {
    try (LogCapture log = new LogCapture()) {
      HttpResponse<String> response = server.get("/v1/dead/" + SECRET, Role.OFFICER);
      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(response.headers().firstValue("Content-Type")).hasValue(Problem.MEDIA_TYPE);
      assertThat(log.text())
          .contains(json(response).path("reference").asText())
          .contains("java.lang.StackOverflowError")
          .doesNotContain(SECRET);
    }
  }

  @Test
  void neitherLogNorMetricsSeeWhatWasAskedFor() {
    try (LogCapture log = new LogCapture()) {
      server.get("/v1/things/" + SECRET + "?subjectId=" + SECRET, Role.OFFICER);
      server.get("/v1/" + SECRET + "?subjectId=" + SECRET, Role.OFFICER);
      server.get("/v1/things/" + SECRET + "?subjectId=" + SECRET, null);
      assertThat(log.text())
          .contains("GET /v1/things/{id} 200")
          .contains("GET /v1/things/{id} 401")
          .doesNotContain(SECRET);
    }
    assertThat(server.metrics().scrape())
        .contains("route=\"/v1/things/{id}\"")
        .contains("route=\"(none)\"")
        .doesNotContain(SECRET);
  }

  @Test
  void whatIsNoHttpIsAProblemToo() throws IOException {
    assertThat(
            RawHttp.send(
                server.port(),
                "GET /open HTTP/1.1\r\nHost: localhost\r\nHost: b\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains(Problem.MEDIA_TYPE)
        .contains("X-Content-Type-Options: nosniff", "frame-ancestors 'none'", "no-store")
        .contains("\"status\":400");
    assertThat(
            RawHttp.send(
                server.port(),
                "GET /open?subjectId="
                    + SECRET
                    + "x".repeat(40_000)
                    + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 414")
        .contains(Problem.MEDIA_TYPE)
        .doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "100%",
        "%4",
        "%zz",
        "%C0%AF",
        "%E9",
        "%C3",
        "%ED%A0%80",
        "%u0041",
        "a%00b",
        "\u00e9"
      })
  void aPathThatIsNotWellFormedIsNamed(String id) throws IOException {
    assertThat(RawHttp.get(server.port(), "/v1/things/" + id, Role.OFFICER))
        .startsWith("HTTP/1.1 400")
        .contains(Problem.MEDIA_TYPE)
        .contains("\"path: expected percent-encoded UTF-8, found something else\"");
  }

  @Test
  void whatIsNotWellFormedElsewhereIsNotSaidOfThePath() throws IOException {
    assertThat(
            RawHttp.request(
                server.port(), "POST", "/v1/things/1", Role.OFFICER, "Content-Length: many\r\n"))
        .startsWith("HTTP/1.1 400")
        .doesNotContain("path");
  }

  @Test
  void aPathMayHoldAnyCharacter() throws IOException {
    for (String id : List.of("a%2Fb", "%F0%9F%98%80", "a+b", "a%25b", "a;b", "%20")) {
      assertThat(RawHttp.get(server.port(), "/v1/things/" + id, Role.OFFICER))
          .as(id)
          .startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void aCallThatNamesNobodyIsNotServed() {
    assertThatThrownBy(
            () -> new TestServer(routes -> routes.get("/v1/forgotten", ctx -> ctx.status(200))))
        .hasStackTraceContaining("GET /v1/forgotten does not say who may make it");
  }
}
