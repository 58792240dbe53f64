package io.clausewatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.http.LogCapture;
import io.clausewatch.http.Problem;
import io.clausewatch.http.RawHttp;
import io.clausewatch.http.Role;
import io.clausewatch.http.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no client sends, to the real server with nothing behind it. */
class OddRequestsTest {
  private static final List<String> BAD_CHARSETS =
      List.of(
          ";charset=foo",
          "; charset=\"",
          "; charset=%00",
          ";charset",
          ";charset=",
          "; charset=\"utf-8",
          "; charset=utf-8 x",
          "; charset=utf-16",
          "; CHARSET = iso-8859-1",
          "; a=b;charset=us-ascii",
          "; charset=utf-8; charset=foo",
          "\r\nContent-Type: text/plain; charset=foo");

  @TempDir private static Path folder;

  private static AuditApiMain server;

  @BeforeAll
  static void start() throws Exception {
    server = WiredServer.start(folder);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String send(String request) throws IOException {
    return RawHttp.send(server.port(), request);
  }

  private static int status(String response) {
    return Integer.parseInt(response.split(" ", 3)[1]);
  }

  private static Stream<Arguments> paths() {
    return Stream.of(
            "/",
            "/findings/",
            "/sign-in/",
            "/sign-in?next=",
            "/sign-in?language=",
            "/sign-in?",
            "/assets/",
            "/subjects/",
            "/policies/",
            "/reviews/x/",
            "/v1/findings/",
            "/v1/findings?q=",
            "/v1/findings?",
            "/v1/subjects/",
            "/v1/searches/",
            "/v1/policies/",
            "/nowhere")
        .flatMap(
            path ->
                Stream.of(
                        "%u0041",
                        "%u0041/report?reason=x",
                        "%u",
                        "%u00",
                        "%u00zz",
                        "%uD800",
                        "a%u0041b/%u0041",
                        "%zz",
                        "%",
                        "%4",
                        "%ff",
                        "%c0%af",
                        "%ed%a0%80",
                        "%00",
                        "%0a")
                    .map(odd -> path + odd))
        .flatMap(
            path ->
                Stream.concat(
                        Stream.of(Optional.<Role>empty()),
                        Stream.of(Role.OFFICER, Role.PRODUCER).map(Optional::of))
                    .map(role -> Arguments.of(path, role)));
  }

  /** Another reader of the same bytes may see other lines, and so another request. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /healthz HTTP/1.1\nHost: localhost\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: localhost\nConnection: close\r\n\r\n",
        "GET /healthz HTTP/1.1\nHost: localhost\nConnection: close\n\n",
        "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\n",
        "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX: a\r\n b\r\nConnection: close\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX : a\r\nConnection: close\r\n\r\n",
        "GET /healthz HTTP/1.1\r\nHost: localhost\r\nHost: b\r\nConnection: close\r\n\r\n"
      })
  void aLineThatEndsOtherwiseIsRefused(String request) throws Exception {
    assertThat(status(send(request))).isEqualTo(400);
  }

  /** Else a client sends its next request into a connection that is being closed. */
  @ParameterizedTest
  @MethodSource("unreadable")
  void afterARequestThatIsNotReadToItsEndTheResponseSaysThatItIsTheLast(String request)
      throws Exception {
    assertThat(send(request)).containsIgnoringCase("\r\nConnection: close\r\n");
  }

  private static Stream<String> unreadable() {
    String host = " HTTP/1.1\r\nHost: localhost\r\n";
    return Stream.of(
        "GET /" + "x".repeat(40_000) + host + "\r\n",
        "GET /healthz" + host + "X: " + "x".repeat(40_000) + "\r\n\r\n",
        "GET /healthz" + host + "a:b\r\n".repeat(200) + "\r\n",
        "GET /healthz" + host + "X : a\r\n\r\n",
        "GET /healthz HTTP/7.3\r\nHost: localhost\r\n\r\n",
        "GET /healthz HTTP/1.1\r\n\r\n",
        "GET /%zz" + host + "\r\n",
        "POST /sign-in" + host + "Content-Length: -1\r\n\r\n",
        "POST /sign-in" + host + "Content-Length: 1000000\r\n\r\n",
        "POST /sign-in" + host + "Content-Type: multipart/form-data\r\n\r\n",
        "POST /v1/events" + host + "Content-Length: 1000000\r\n\r\n",
        "GET /v1/findings HTTP/1.1\r\nHost: elsewhere.example.org\r\n\r\n");
  }

  @Test
  void twoLengthsOfABodyAreRefused() throws Exception {
    String rest = "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
    assertThat(status(send("PUT / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\n" + rest)))
        .isEqualTo(400);
  }

  /** Each takes far more memory than bytes. */
  @Test
  void moreThanAHundredHeadersAreRefused() throws Exception {
    String request = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%s\r\n";
    assertThat(status(send(request.formatted("a:b\r\n".repeat(98))))).isEqualTo(200);
    assertThat(send(request.formatted("a:b\r\n".repeat(99))))
        .startsWith("HTTP/1.1 431")
        .contains(Problem.MEDIA_TYPE);
  }

  static Set<String> calls() {
    return WhoMayDoWhatTest.calls();
  }

  /** Whoever asks Jetty for the type has it look for an encoding of that name. */
  @ParameterizedTest
  @MethodSource("calls")
  void anotherCharsetThanUtf8IsRefused(String call) throws Exception {
    String[] parts = call.replaceAll("\\{\\w+}", "none").split(" ", 2);
    try (LogCapture log = new LogCapture()) {
      for (String type : List.of("application/x-www-form-urlencoded", "application/json", "a")) {
        for (Optional<Role> role : List.of(Optional.<Role>empty(), Optional.of(Role.ADMIN))) {
          String head =
              "%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n%sContent-Length: 2\r\n"
                      .formatted(
                          parts[0],
                          parts[1],
                          role.map(
                                  r -> "Authorization: Bearer " + TestServer.TOKENS.get(r) + "\r\n")
                              .orElse(""))
                  + "Content-Type: "
                  + type;
          for (String charset : BAD_CHARSETS) {
            assertThat(send(head + charset + "\r\n\r\n{}"))
                .as(call + charset)
                .startsWith("HTTP/1.1 415")
                .contains(Problem.MEDIA_TYPE, "The charset can be utf-8 or none.");
          }
          for (String charset : List.of("; charset=\"UTF-8\"", " ;a=b; Charset = utf8")) {
            assertThat(send(head + charset + "\r\n\r\n{}"))
                .as(call + charset)
                .doesNotStartWith("HTTP/1.1 500")
                .doesNotContain("The charset can be");
          }
        }
      }
      assertThat(log.text()).doesNotContain("ERROR", "\tat io.clausewatch");
    }
  }

  @Test
  void chunksThatEndOtherwiseAreRefused() throws Exception {
    String head =
        "POST /v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
            + TestServer.TOKENS.get(Role.PRODUCER)
            + "\r\nContent-Type: application/cloudevents+json\r\nTransfer-Encoding: chunked\r\n"
            + "Connection: close\r\n\r\n";
    assertThat(status(send(head + "2\n{}\r\n0\r\n\r\n"))).isEqualTo(400);
    assertThat(status(send(head + "2\r\n{}\n0\n\n"))).isEqualTo(400);
  }

  @ParameterizedTest
  @MethodSource("paths")
  @Tag("long")
  void anAddressThatCannotBeReadIsNoFaultOfTheServer(String path, Optional<Role> role)
      throws Exception {
    String authorization =
        role.map(of -> "Authorization: Bearer " + TestServer.TOKENS.get(of) + "\r\n").orElse("");
    try (LogCapture log = new LogCapture()) {
      for (String method : List.of("GET", "HEAD", "POST", "PUT", "OPTIONS", "TRACE", "FOO")) {
        for (String more : List.of("", "Sec-Fetch-Dest: document\r\n", "Cookie: a=b\r\n")) {
          for (String version : List.of("1.1", "1.0")) {
            String response =
                send(
                    "%s %s HTTP/%s\r\nHost: localhost\r\n%s%sConnection: close\r\n\r\n"
                        .formatted(method, path, version, authorization, more));
            assertThat(status(response)).as(method + " " + path).isNotEqualTo(500);
          }
        }
      }
      // Of traces our own alone: Jetty tells of clients that hang up while it looks.
      assertThat(log.text()).doesNotContain("ERROR", "\tat io.clausewatch");
    }
  }
}
