package io.clausewatch.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Files whose readers read as slowly as they like. */
class AsyncBodyTest {

  /** More than sockets keep for a reader. */
  private static final int REQUESTS = 60;

  private final TestServer server = new TestServer(new OpenApiRoutes());
  private final List<Socket> readers = new ArrayList<>();

  @AfterEach
  void stop() throws IOException {
    for (Socket reader : readers) {
      reader.close();
    }
    server.close();
  }

  private Socket reader() throws IOException {
    Socket reader = new Socket();
    readers.add(reader);
    reader.setReceiveBufferSize(2_048);
    reader.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
    reader
        .getOutputStream()
        .write(
            "GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n"
                .repeat(REQUESTS)
                .getBytes(ISO_8859_1));
    return reader;
  }

  @Test
  void aFileIsWhole() {
    HttpResponse<String> file = server.get("/openapi.json", null);
    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(file.headers().firstValueAsLong("Content-Length"))
        .hasValue(file.body().getBytes(UTF_8).length);
    assertThat(file.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(TestServer.json(file).path("openapi").asText()).startsWith("3.");
  }

  @Test
  void whoDoesNotReadOneHoldsNoThread() throws IOException {
    for (int i = 0; i < ServerThreads.ALL + 10; i++) {
      reader();
    }
    Socket last = reader();
    await().until(() -> last.getInputStream().available() > 0);
    assertThat(server.get("/openapi.json", null).statusCode()).isEqualTo(200);
  }

  /** Javalin would serve it past every guard, and keep a session of it for good. */
  @Test
  void aWebSocketIsNotAskedFor() throws IOException {
    assertThat(with("GET", "Sec-WebSocket-Version: 13"))
        .startsWith("HTTP/1.1 200")
        .doesNotContain("Set-Cookie");
  }

  @Test
  void aMethodIsTheOneThatWasSent() throws IOException {
    assertThat(with("DELETE", "X-HTTP-Method-Override: GET")).startsWith("HTTP/1.1 405");
  }

  private String with(String method, String header) throws IOException {
    return RawHttp.request(server.port(), method, "/openapi.json", Role.OFFICER, header + "\r\n");
  }

  @Test
  void chunksAreOfHttp11() throws IOException {
    String answer =
        RawHttp.send(
            server.port(),
            String.join(
                "\r\n",
                "POST /openapi.json HTTP/1.0",
                "Host: localhost",
                "Transfer-Encoding: chunked",
                "",
                "0",
                "",
                ""));
    assertThat(answer).startsWith("HTTP/1.1 400");
  }

  @Test
  void aPathHasOneSpelling() {
    assertThat(server.get("/openapi.json/", null).statusCode()).isEqualTo(404);
  }
}
