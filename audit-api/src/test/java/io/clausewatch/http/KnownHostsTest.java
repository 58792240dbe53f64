package io.clausewatch.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownHostsTest {
  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        new TestServer(
            new ServerFront(
                Optional.of(URI.create("https://Audit.example.org:8443")),
                Set.of("audit-api.audit.svc"),
                TrustedProxies.NONE),
            new AccessControl(
                TestServer.localTokens(), new BrowserSessions(InstantSource.system(), true)),
            routes -> {
              for (String path : List.of("/", "/healthz", "/readyz", "/metrics")) {
                routes.get(path, ctx -> ctx.result("in"), AccessControl.OPEN);
              }
              routes.get(
                  "/link",
                  ctx -> ctx.result(ServerFront.link(ctx, "/findings/f1").toString()),
                  AccessControl.OPEN);
            });
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static String answer(String path, String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket
          .getOutputStream()
          .write(
              "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
                  .formatted(path, host)
                  .getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.0.0.1:8080",
        "[::1]:8080",
        "203.0.113.9",
        "localhost",
        "LOCALHOST:8080",
        "localhost.",
        "audit.example.org",
        "audit.example.org:8443",
        "AUDIT.example.org.",
        "audit-api.audit.svc:8080"
      })
  void aNameOfTheServerPasses(String host) throws IOException {
    assertThat(answer("/", host)).startsWith("HTTP/1.1 200").endsWith("in");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "audit.example.org.evil.example",
        "xaudit.example.org",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "127.0.0.1.nip.io:8080",
        "2130706433",
        "audit-api"
      })
  void anyOtherIsMisdirectedButForHealthAndMetrics(String host) throws IOException {
    String refused = answer("/", host);
    assertThat(refused)
        .startsWith("HTTP/1.1 421")
        .contains("CLAUSEWATCH_PUBLIC_URL", "X-Frame-Options: DENY")
        .doesNotContain(host + "\"");
    for (String exempt : List.of("/healthz", "/readyz", "/metrics")) {
      assertThat(answer(exempt, host)).as(exempt).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void aLinkIsOfThePublicUrlWhateverTheHost() throws IOException {
    assertThat(answer("/link", "203.0.113.9"))
        .endsWith("https://Audit.example.org:8443/findings/f1");
    try (TestServer local =
        new TestServer(
            routes ->
                routes.get(
                    "/link",
                    ctx -> ctx.result(ServerFront.link(ctx, "/findings/f1").toString()),
                    AccessControl.OPEN))) {
      assertThat(local.get("/link", null).body())
          .isEqualTo("http://127.0.0.1:" + local.port() + "/findings/f1");
    }
  }
}
