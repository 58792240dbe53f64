package io.clausewatch.alertsender.delivery;

import static io.clausewatch.alertsender.TestReasons.said;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.alertsender.outbox.AttemptOutcome;
import io.clausewatch.alertsender.outbox.AttemptOutcome.Delivered;
import io.clausewatch.alertsender.outbox.AttemptOutcome.Postponed;
import io.clausewatch.alertsender.outbox.AttemptOutcome.Refused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpPostTest {
  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofHours(24);
  private static final byte[] BODY = "{\"주의\":1}".getBytes(UTF_8);

  private static AttemptOutcome post(URI url) throws InterruptedException {
    return post(url, HttpPost.TIMEOUT);
  }

  private static AttemptOutcome post(URI url, Duration limit) throws InterruptedException {
    try (HttpClient client = DeliveryChannels.client()) {
      HttpPost http = new HttpPost(client, () -> TestMessages.NOW, limit);
      try {
        return http.post(url, Map.of("webhook-id", "msg_1"), BODY);
      } finally {
        client.shutdownNow();
      }
    }
  }

  private static AttemptOutcome answered(int status, Map<String, String> headers)
      throws IOException, InterruptedException {
    try (HttpReceiver receiver = new HttpReceiver()) {
      receiver.answers(status, headers);
      AttemptOutcome outcome = post(receiver.url("/hook"));
      assertThat(receiver.requests()).hasSize(1);
      return outcome;
    }
  }

  private static Optional<Duration> pauseAfter(String retryAfter) throws Exception {
    AttemptOutcome outcome = answered(503, Map.of("Retry-After", retryAfter));
    assertThat(outcome).isInstanceOf(Postponed.class);
    return ((Postponed) outcome).notWithin();
  }

  @Test
  void theBodyAndTheHeadersArriveAsTheyAre() throws Exception {
    try (HttpReceiver receiver = new HttpReceiver()) {
      assertThat(post(receiver.url("/hook?to=desk"))).isEqualTo(new Delivered(said("200")));

      HttpReceiver.Request request = receiver.only();
      assertThat(request.method()).isEqualTo("POST");
      assertThat(request.path()).isEqualTo("/hook?to=desk");
      assertThat(request.body()).isEqualTo("{\"주의\":1}");
      assertThat(request.headers())
          .containsEntry("content-type", "application/json")
          .containsEntry("webhook-id", "msg_1");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204})
  void anyTwoHundredIsDelivered(int status) throws Exception {
    assertThat(answered(status, Map.of())).isEqualTo(new Delivered(said(Integer.toString(status))));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 407, 410, 413, 422})
  void whatTheReceiverFaultsIsRefused(int status) throws Exception {
    assertThat(answered(status, Map.of())).isEqualTo(new Refused(said(Integer.toString(status))));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 500, 502, 503, 504})
  void whatMayPassIsPostponed(int status) throws Exception {
    assertThat(answered(status, Map.of()))
        .isEqualTo(new Postponed(said(Integer.toString(status)), Optional.empty()));
  }

  /** Who can have a receiver redirect gets no message by it, nor a request in our network. */
  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void aRedirectIsNotFollowed(int status) throws Exception {
    try (HttpReceiver other = new HttpReceiver()) {
      AttemptOutcome outcome = answered(status, Map.of("Location", other.url("/").toString()));

      assertThat(outcome)
          .isEqualTo(new Refused(said(status + ", a redirect, which is not followed")));
      assertThat(other.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"0, PT0S", "120, PT2M", "86400, PT24H"})
  void retryAfterInSecondsIsKept(String header, Duration pause) throws Exception {
    assertThat(pauseAfter(header)).contains(pause);
  }

  @Test
  void retryAfterAsADateIsReckonedFromNow() throws Exception {
    // Dates have no milliseconds, and now has 456.
    assertThat(pauseAfter("Sun, 29 Nov 2026 01:04:03 GMT"))
        .contains(Duration.ofMinutes(2).minusMillis(456));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "soon", "-5", "1.5", "12 s", "Sun, 29 Nov 2026 01:00:00 GMT", "2026-11-29"})
  void aRetryAfterThatSaysNothingOrIsOverIsNone(String header) throws Exception {
    assertThat(pauseAfter(header)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "86401",
        "9223372036854775807",
        "99999999999999999999999999",
        "Fri, 31 Dec 9999 23:59:59 GMT"
      })
  void nobodyPutsUsOffForMoreThanADay(String header) throws Exception {
    assertThat(pauseAfter(header)).contains(DAY);
  }

  @Test
  void nobodyAtTheAddressIsPostponed() throws Exception {
    int port;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = taken.getLocalPort();
    }

    assertThat(post(URI.create("http://127.0.0.1:" + port + "/hook?token=t0p")))
        .isEqualTo(new Postponed(said("no connection"), Optional.empty()));
  }

  @Test
  void aNameThatNobodyHasIsPostponed() throws Exception {
    assertThat(post(URI.create("http://nobody.invalid/hook")))
        .isEqualTo(new Postponed(said("no connection"), Optional.empty()));
  }

  @Test
  void aConnectionThatIsCutBeforeAnAnswerIsPostponed() throws Exception {
    try (RawServer server = RawServer.treating(RawServer::readHead)) {
      assertThat(post(server.url("/hook")))
          .isEqualTo(new Postponed(said("the connection was cut"), Optional.empty()));
    }
  }

  @Test
  void whatIsNoHttpIsPostponed() throws Exception {
    try (RawServer server =
        RawServer.treating(
            socket -> {
              RawServer.readHead(socket);
              socket.getOutputStream().write("220 mail ESMTP\r\n\r\n".getBytes(US_ASCII));
            })) {
      assertThat(post(server.url("/hook"))).isInstanceOf(Postponed.class);
    }
  }

  @Test
  void aServerWithoutTlsAtAnHttpsAddressIsPostponed() throws Exception {
    try (RawServer server =
        RawServer.treating(
            socket -> {
              socket.getOutputStream().write("HTTP/1.1 400 no TLS\r\n\r\n".getBytes(US_ASCII));
              RawServer.trickle(socket, "");
            })) {
      URI url = URI.create("https://127.0.0.1:" + server.port() + "/hook");

      assertThat(post(url, LIMIT))
          .isEqualTo(
              new Postponed(
                  said("its certificate is not trusted, or TLS failed"), Optional.empty()));
    }
  }

  @Test
  @Timeout(8)
  void aServerThatHangsIsPostponedAtTheLimit() throws Exception {
    try (RawServer server = RawServer.hanging()) {
      assertThat(post(server.url("/hook"), LIMIT))
          .isEqualTo(new Postponed(said("no answer within 1 s"), Optional.empty()));
    }
  }

  /** The client's own limit ends with the headers. */
  @Test
  @Timeout(8)
  void aBodyThatTricklesForEverIsPostponedAtTheLimit() throws Exception {
    try (RawServer server =
        RawServer.treating(
            socket -> {
              RawServer.readHead(socket);
              socket
                  .getOutputStream()
                  .write(
                      "HTTP/1.1 500 no\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(US_ASCII));
              RawServer.trickle(socket, "1\r\nx\r\n");
            })) {
      assertThat(post(server.url("/hook"), LIMIT))
          .isEqualTo(new Postponed(said("no answer within 1 s"), Optional.empty()));
    }
  }

  @Test
  @Timeout(8)
  void headersThatTrickleForEverArePostponedAtTheLimit() throws Exception {
    try (RawServer server =
        RawServer.treating(
            socket -> {
              RawServer.readHead(socket);
              socket.getOutputStream().write("HTTP/1.1 200 OK\r\n".getBytes(US_ASCII));
              RawServer.trickle(socket, "X-More: x\r\n");
            })) {
      assertThat(post(server.url("/hook"), LIMIT)).isInstanceOf(Postponed.class);
    }
  }

  @Test
  void theLimitIsTheContractsOne() {
    assertThat(HttpPost.TIMEOUT).isEqualTo(Duration.ofSeconds(10));
  }
}
