package io.clausewatch.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Those who send slowly, or what nobody takes, before a call is found; with little patience. */
class SlowClientsTest {

  private static final String FORM = "Content-Type: application/x-www-form-urlencoded\r\n";
  private static final Duration PATIENCE = Duration.ofMillis(300);

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  @BeforeEach
  void start() throws Exception {
    server.addConnector(connector);
    JettyProblems problems = new JettyProblems(Map.of());
    server.setErrorHandler(problems);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws Exception {
            String body = Content.Source.asString(request, UTF_8);
            response.write(true, ByteBuffer.wrap(("got " + body).getBytes(UTF_8)), callback);
            return true;
          }
        });
    AnonymousBodies bodies = new AnonymousBodies(Set.of("/sign-in"), PATIENCE, problems);
    bodies.setHandler(server.getHandler());
    ContentTypes types = new ContentTypes(problems);
    types.setHandler(bodies);
    server.setHandler(types);
    server.addBean(new SlowHeaders(server, PATIENCE));
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
  }

  private String send(String request) throws IOException {
    return RawHttp.send(connector.getLocalPort(), request);
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  @Test
  void aFormThatIsThereIsReadWhole() throws IOException {
    String head = "POST /sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + FORM;
    assertThat(send(head + "Content-Length: 7\r\n\r\ntoken=x")).endsWith("got token=x");
    assertThat(send(head + "Transfer-Encoding: chunked\r\n\r\n5\r\ntoken\r\n2\r\n=x\r\n0\r\n\r\n"))
        .endsWith("got token=x");
    assertThat(send(head + "Content-Length: 0\r\n\r\n")).endsWith("got ");
    String longest = "x".repeat(BodyLimit.ANONYMOUS.mostBytes());
    assertThat(send(head + "Content-Length: " + longest.length() + "\r\n\r\n" + longest))
        .endsWith("got " + longest);
  }

  @ParameterizedTest
  @CsvSource({
    "/sign-in, application/x-www-form-urlencoded, Content-Length: 8193, 413",
    "/sign-in, application/x-www-form-urlencoded, Content-Length: 950000, 413",
    "/sign-in, text/plain, Content-Length: 10, 415",
    "/sign-in, application/json, Transfer-Encoding: chunked, 415",
    "/sign-in, multipart/form-data; boundary=b, Content-Length: 100000000, 415",
    "/anywhere, multipart/form-data; boundary=b, Content-Length: 100000000, 415",
    "/anywhere, Multipart/Mixed, Transfer-Encoding: chunked, 415",
    "/anywhere, application/json; charset=utf-16, Content-Length: 100000000, 415",
  })
  void whatNobodyTakesIsRefusedBeforeItIsSent(String path, String type, String length, int status)
      throws IOException {
    assertThat(
            send(
                "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\n%s\r\n\r\n"
                    .formatted(path, type, length)))
        .startsWith("HTTP/1.1 " + status)
        .contains(Problem.MEDIA_TYPE, "Connection: close");
  }

  @Test
  void aLengthThatIsNotToldIsBoundedToo() throws IOException {
    assertThat(
            send(
                "POST /sign-in HTTP/1.1\r\nHost: localhost\r\n"
                    + FORM
                    + "Transfer-Encoding: chunked\r\n\r\n2001\r\n"
                    + "x".repeat(0x2001)
                    + "\r\n"))
        .startsWith("HTTP/1.1 413");
  }

  @Test
  void aFormThatComesByTheByteIsNotWaitedFor() throws IOException {
    try (Socket socket = connect()) {
      write(
          socket,
          "POST /sign-in HTTP/1.1\r\nHost: localhost\r\n" + FORM + "Content-Length: 999\r\n\r\n");
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .startsWith("HTTP/1.1 408")
          .contains("too slowly");
    }
  }

  @Test
  void aFormThatBreaksOffIsNoFaultOfTheServer() throws IOException {
    try (Socket socket = connect()) {
      write(
          socket,
          "POST /sign-in HTTP/1.1\r\nHost: localhost\r\n" + FORM + "Content-Length: 9\r\n\r\nx");
      socket.shutdownOutput();
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8)).doesNotContain(" 500 ");
    }
  }

  @Test
  void aHeaderThatComesByTheByteIsCutOff() throws IOException {
    try (Socket slow = connect();
        Socket idle = connect()) {
      String quick = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
      write(idle, quick);
      assertThat(idle.getInputStream().read()).isEqualTo('H');
      write(slow, "GET / HTTP/1.1\r\nHost: localhost\r\nX-A: ");
      await().until(() -> isCutOff(slow));
      write(idle, quick); // one that waits between two requests is not slow
      await().until(() -> read(idle).split("got ", -1).length == 3);
    }
  }

  private final StringBuilder answers = new StringBuilder();

  private String read(Socket socket) throws IOException {
    answers.append(
        new String(socket.getInputStream().readNBytes(socket.getInputStream().available()), UTF_8));
    return answers.toString();
  }

  private static boolean isCutOff(Socket socket) throws IOException {
    try {
      write(socket, "a");
      return false;
    } catch (SocketException e) {
      return true;
    }
  }
}
