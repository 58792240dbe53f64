package io.clausewatch.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.http.LogCapture;
import io.clausewatch.http.MalformedBytes;
import io.clausewatch.http.Role;
import io.clausewatch.http.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that are wrong in whatever way get an answer that is no fault of the server. */
@Tag("long")
class MalformedRequestsTest {
  private static final String SUBJECT = "person-4711";

  @TempDir private static Path folder;

  private static String request(String line, Role role, String headers, String body) {
    return line
        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
        + TestServer.TOKENS.get(role)
        + "\r\n"
        + headers
        + "\r\n"
        + body;
  }

  private static String withBody(String line, Role role, String type, String body) {
    String headers = "Content-Type: " + type + "\r\nContent-Length: " + body.length() + "\r\n";
    return request(line, role, headers, body);
  }

  private static final List<String> SOUND =
      List.of(
          request("GET /v1/trail?subjectId=" + SUBJECT + "&limit=10", Role.OFFICER, "", ""),
          request("GET /v1/findings?from=2026-01-01T00:00:00Z&q=a%20b", Role.AUDITOR, "", ""),
          request("GET /v1/subjects/" + SUBJECT + "/report?reason=x", Role.OFFICER, "", ""),
          request("GET /v1/reviews/clausewatch/2026-10", Role.AUDITOR, "", ""),
          request("GET /trail?subjectId=" + SUBJECT, Role.OFFICER, "Accept-Language: ko\r\n", ""),
          request("GET /findings?status=OPEN&sort=service", Role.OFFICER, "Cookie: a=b\r\n", ""),
          withBody(
              "POST /v1/events",
              Role.PRODUCER,
              "application/cloudevents+json",
              """
              {"specversion":"1.0","id":"e","type":"io.clausewatch.consent.v1","source":"shop",
               "time":"2026-01-02T03:04:05Z","policy":"p",
               "data":{"subjectId":"person-4711","action":"GRANTED","purposes":["a"]}}\
              """),
          request(
              "POST /v1/events",
              Role.PRODUCER,
              """
              ce-specversion: 1.0\r
              ce-id: x-%C3%A9\r
              ce-type: io.clausewatch.consent.v1\r
              ce-time: 2026-01-02T03:04:05Z\r
              Content-Type: application/json\r
              Content-Length: 2\r
              """,
              "{}"),
          withBody(
              "POST /v1/findings/f/status",
              Role.OFFICER,
              "application/json",
              "{\"note\":\"about " + SUBJECT + "\",\"version\":1}"),
          withBody(
              "POST /findings/status",
              Role.OFFICER,
              "application/x-www-form-urlencoded",
              "here=%2Ffindings&selected=f%3A1&note=x"),
          withBody(
              "POST /sign-in", Role.OFFICER, "application/x-www-form-urlencoded", "token=a&x=%41"));

  @Test
  void noneIsAFaultOfTheServer() throws Exception {
    MalformedBytes malformed = new MalformedBytes();
    Map<Integer, Integer> answers = new TreeMap<>();
    int tries = MalformedBytes.tries(10_000);
    AuditApiMain server = WiredServer.start(folder);
    try (LogCapture log = new LogCapture()) {
      for (int i = 0; i < tries; i++) {
        byte[] request = malformed.next(SOUND);
        String answer = answer(server.port(), request);
        int status = answer.isEmpty() ? 0 : Integer.parseInt(answer.split(" ", 3)[1]);
        answers.merge(status, 1, Integer::sum);
        assertThat(status)
            .as(() -> new String(request, ISO_8859_1) + "\n->\n" + answer)
            .isNotEqualTo(500);
      }
      // One by one: all of it would be a long text to be shown.
      assertThat(log.text().lines().filter(line -> line.startsWith("ERROR"))).isEmpty();
      assertThat(log.text().lines().filter(line -> line.contains(SUBJECT))).isEmpty();
    } finally {
      server.close();
    }
    System.out.println("Answers to " + tries + " malformed requests: " + answers);
    assertThat(answers).containsKeys(400, 503).hasSizeGreaterThan(4);
  }

  /** Empty where the server hangs up. */
  private static String answer(int port, byte[] request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request);
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    } catch (SocketException e) {
      return ""; // reset: the rest of what was sent is read by nobody
    }
  }
}
