package io.clausewatch.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.events.TestEventRoutes;
import io.clausewatch.findings.FindingsPage;
import io.clausewatch.http.AccessControl;
import io.clausewatch.http.ApiServer;
import io.clausewatch.http.BearerTokens;
import io.clausewatch.http.BrowserSessions;
import io.clausewatch.http.Caller;
import io.clausewatch.http.KnownParameters;
import io.clausewatch.http.LogCapture;
import io.clausewatch.http.Role;
import io.clausewatch.http.ServerFront;
import io.clausewatch.page.PageRoutes;
import io.clausewatch.page.TestPages;
import io.clausewatch.platform.metrics.AppMetrics;
import io.clausewatch.recording.TestActivity;
import io.clausewatch.search.FakeElasticsearch;
import io.clausewatch.searches.SavedSearches;
import io.clausewatch.signin.SignInRoutes;
import io.clausewatch.table.MemoryTable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many connections of everybody who means ill, and one of an officer. For longer, by command:
 * {@code -Dclausewatch.hostile.connections=2000 -Dclausewatch.hostile.seconds=60}.
 */
@Tag("long")
class HostileConnectionsTest {

  private static final int CONNECTIONS = Integer.getInteger("clausewatch.hostile.connections", 500);
  private static final Duration LASTS =
      Duration.ofSeconds(Integer.getInteger("clausewatch.hostile.seconds", 4));

  private final AppMetrics metrics = new AppMetrics("test");
  private final HttpClient browser = HttpClient.newHttpClient();
  private FakeElasticsearch elasticsearch;
  private ApiServer server;

  /** What is sent, over and over. */
  private enum Shape {
    SILENT("", ""),
    HEADER("GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-A: ", "a"),
    FORM(post("/sign-in", "Content-Type: application/x-www-form-urlencoded", 8_000), "a"),
    CHUNKED(post("/sign-in", "Content-Type: application/x-www-form-urlencoded", -1), "1\r\na\r\n"),
    SIGN_OUT(post("/sign-out", "Content-Type: application/x-www-form-urlencoded", 8_000), "a"),
    LARGE(
        post("/sign-in", "Content-Type: application/x-www-form-urlencoded", 950_000),
        "a&".repeat(10_000)),
    MULTIPART(
        post("/sign-in", "Content-Type: multipart/form-data; boundary=b", 100_000_000),
        "--b\r\nContent-Disposition: form-data; name=f; filename=f\r\n\r\n" + "a".repeat(50_000)),
    EVENTS(post("/v1/events", "Content-Type: application/cloudevents+json", 8_000_000), "{"),
    FILES("", "GET /assets/style.css HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    LARGE_FILES("", "GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n"),
    PAGES(
        "", "GET /sign-in HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n".repeat(20)),
    NOT_FOR_THEM("", "GET /findings?q=a HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(20));

    private final String first;
    private final String next;

    Shape(String first, String next) {
      this.first = first;
      this.next = next;
    }

    private static String post(String path, String type, int length) {
      return "POST "
          + path
          + " HTTP/1.1\r\nHost: localhost\r\n"
          + type
          + "\r\n"
          + (length < 0 ? "Transfer-Encoding: chunked" : "Content-Length: " + length)
          + "\r\n\r\n";
    }
  }

  /** One that is opened again as often as it is closed; next to nothing that comes back is read. */
  private final class Hostile implements AutoCloseable {
    private final Shape shape;
    private SocketChannel channel;

    Hostile(Shape shape) throws IOException {
      this.shape = shape;
      connect();
    }

    private void connect() throws IOException {
      channel =
          SocketChannel.open(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
      channel.configureBlocking(false);
      channel.write(bytes(shape.first));
    }

    private static ByteBuffer bytes(String text) {
      return ByteBuffer.wrap(text.getBytes(ISO_8859_1));
    }

    void goOn() throws IOException {
      try {
        channel.write(bytes(shape.next)); // as much as goes without waiting
        if (shape == Shape.PAGES) {
          channel.read(ByteBuffer.allocate(512)); // as much as keeps it from being idle
        }
      } catch (IOException e) {
        channel.close();
        connect();
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  @BeforeEach
  void start() {
    elasticsearch = new FakeElasticsearch(asked -> FakeElasticsearch.hits(0, List.of()));
    AccessControl auth =
        new AccessControl(
            BearerTokens.of(Map.of("officer-token", new Caller("officer", Role.OFFICER))),
            new BrowserSessions(InstantSource.system()));
    SavedSearches saved =
        new SavedSearches(new MemoryTable<>(), refs -> false, InstantSource.system());
    server =
        ApiServer.start(
            "127.0.0.1",
            0,
            ServerFront.NONE,
            auth,
            metrics,
            List.of(
                TestEventRoutes.routes(),
                new SignInRoutes(
                    auth,
                    Optional.empty(),
                    new TestActivity(auth::caller).signIns(),
                    InstantSource.system()),
                new PageRoutes(
                    auth,
                    new TestActivity(auth::caller).recorder(),
                    List.of(
                        new FindingsPage(
                            elasticsearch.searcher(), null, saved, TestPages.catalog())),
                    ZoneId.of("UTC")),
                routes ->
                    routes.get(
                        "/openapi.json",
                        ctx -> ctx.result("a".repeat(1_000_000)),
                        AccessControl.OPEN),
                routes ->
                    routes.get(
                        "/healthz",
                        ctx -> ctx.result("alive"),
                        AccessControl.OPEN,
                        KnownParameters.LEFT_TO_CALL)));
  }

  @AfterEach
  void stop() {
    browser.close();
    server.close();
    elasticsearch.close();
    metrics.close();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return browser.send(
        request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString(UTF_8));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
  }

  private String signedIn() throws Exception {
    HttpResponse<String> answer =
        send(
            request("/sign-in")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(BodyPublishers.ofString("token=officer-token")));
    assertThat(answer.statusCode()).isEqualTo(303);
    return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
  }

  /** How long a page takes, in nanoseconds. */
  private long time(String path, String cookie) throws Exception {
    long begun = System.nanoTime();
    assertThat(send(request(path).header("Cookie", cookie)).statusCode()).as(path).isEqualTo(200);
    return System.nanoTime() - begun;
  }

  @Test
  void anOfficersPageAnswersWhateverStrangersDo() throws Exception {
    List<Hostile> hostile = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    try (LogCapture log = new LogCapture()) {
      String cookie = signedIn();
      time("/findings", cookie);
      for (int i = 0; i < CONNECTIONS; i++) {
        hostile.add(new Hostile(Shape.values()[i % Shape.values().length]));
      }
      long end = System.nanoTime() + LASTS.toNanos();
      while (System.nanoTime() < end || times.size() < 40) {
        for (Hostile connection : hostile) {
          connection.goOn();
        }
        times.add(time("/findings", cookie));
        times.add(time("/healthz", cookie));
      }
      assertThat(signedIn()).isNotEmpty();
      assertThat(log.text()).doesNotContain("ERROR", "OutOfMemory");
    } finally {
      for (Hostile connection : hostile) {
        connection.close();
      }
    }
    Collections.sort(times);
    Duration p99 = Duration.ofNanos(times.get(times.size() * 99 / 100));
    System.out.printf("%d answers, p99 %d ms%n", times.size(), p99.toMillis());
    assertThat(p99).isLessThan(Duration.ofSeconds(1));
  }
}
