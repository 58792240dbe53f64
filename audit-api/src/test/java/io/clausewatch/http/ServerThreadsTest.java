package io.clausewatch.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.javalin.config.RoutesConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What strangers leave to those who are known, and to each other. */
class ServerThreadsTest {

  /** More than sockets keep for a reader. */
  private static final int REQUESTS = 60;

  private static final String PAGE = "page ".repeat(12_000);

  private final CountDownLatch goesOn = new CountDownLatch(1);
  private final AtomicInteger begun = new AtomicInteger();
  private final TestServer server =
      new TestServer(
          new Routes() {
            @Override
            public void register(RoutesConfig routes) {
              routes.get("/page", ctx -> ctx.result(PAGE), AccessControl.OPEN);
              routes.get(
                  "/slow",
                  ctx -> {
                    begun.incrementAndGet();
                    goesOn.await();
                  },
                  AccessControl.OPEN);
              routes.get(
                  "/probe",
                  ctx -> AsyncBody.send(ctx, "text/plain", "ok".getBytes(ISO_8859_1)),
                  AccessControl.OPEN);
              routes.get("/v1/known", ctx -> ctx.result("known"), Role.OFFICER);
              routes.post(
                  "/in",
                  ctx -> server().auth().sessions().start(ctx, new Caller("kim", Role.OFFICER)),
                  AccessControl.OPEN);
            }

            @Override
            public Set<String> withoutThread() {
              return Set.of("/probe");
            }
          });
  private final List<Socket> readers = new ArrayList<>();

  private TestServer server() {
    return server;
  }

  @AfterEach
  void stop() throws IOException {
    goesOn.countDown();
    for (Socket reader : readers) {
      reader.close();
    }
    server.close();
  }

  private Socket reader(String path) throws IOException {
    Socket reader = new Socket();
    readers.add(reader);
    reader.setReceiveBufferSize(2_048);
    reader.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    reader
        .getOutputStream()
        .write(
            "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n"
                .formatted(path)
                .repeat(REQUESTS)
                .getBytes(ISO_8859_1));
    return reader;
  }

  private int status(String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.url(path)).timeout(Duration.ofSeconds(8));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return server.send(request.build()).statusCode();
  }

  private int known() {
    return status("/v1/known", "Authorization", "Bearer " + TestServer.TOKENS.get(Role.OFFICER));
  }

  @Test
  void whoDoesNotReadAPageHoldsNoPlace() throws IOException {
    for (int i = 0; i < ServerThreads.ALL + 10; i++) {
      reader("/page");
    }
    Socket last = reader("/page");
    await().until(() -> last.getInputStream().available() > 0);
    assertThat(known()).isEqualTo(200);
    assertThat(server.get("/page", null).body()).isEqualTo(PAGE);
    assertThat(status("/nowhere")).isEqualTo(404);
    assertThat(status("/probe")).isEqualTo(200);
  }

  @Test
  void strangersWaitForEachOtherAlone() throws Exception {
    String session =
        server
            .send(
                HttpRequest.newBuilder(server.url("/in"))
                    .header("Sec-Fetch-Site", "same-origin")
                    .POST(BodyPublishers.noBody())
                    .build())
            .headers()
            .firstValue("Set-Cookie")
            .orElseThrow()
            .split(";", 2)[0];
    try (ExecutorService clients = Executors.newFixedThreadPool(12)) {
      List<Future<Integer>> strangers = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        strangers.add(clients.submit(() -> status("/slow", "Authorization", "Bearer nobodys")));
      }
      await().until(() -> begun.get() == 8);
      assertThat(known()).isEqualTo(200);
      assertThat(status("/v1/known", "Cookie", session)).isEqualTo(200);
      assertThat(status("/probe")).isEqualTo(200);
      assertThat(begun).hasValue(8);
      goesOn.countDown();
      for (Future<Integer> stranger : strangers) {
        assertThat(stranger.get()).isEqualTo(200);
      }
    }
    assertThat(begun).hasValue(12);
  }

  @Test
  void anAnswerToAStrangerIsWhole() throws IOException {
    assertThat(RawHttp.send(server.port(), "GET /page HTTP/1.0\r\n\r\n"))
        .contains("Content-Length: " + PAGE.length() + "\r\n")
        .endsWith("\r\n\r\n" + PAGE);
    assertThat(
            RawHttp.send(
                server.port(),
                "HEAD /page HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200")
        .endsWith("\r\n\r\n");
    String two = "GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n";
    assertThat(
            RawHttp.send(
                server.port(), two + two + two.replace("Host", "Connection: close\r\nHost")))
        .containsPattern("(?s)404.*404.*404");
  }
}
