package io.clausewatch.alertsender.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.alertroutes.AlertReceiver;
import io.clausewatch.alertroutes.SecretSource;
import io.clausewatch.alertroutes.SmtpServer;
import io.clausewatch.alertsender.outbox.AttemptOutcome;
import io.clausewatch.alertsender.outbox.AttemptOutcome.Delivered;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said of an attempt is kept and shown, so that no secret may be in it. */
class NoSecretsTest {
  private static final Duration LIMIT = Duration.ofSeconds(1);

  /** In each secret, and in the query of each address. */
  private static final String TOKEN = "t0psecr3t";

  private static final String WEBHOOK_KEY =
      Base64.getEncoder().encodeToString(TOKEN.repeat(3).getBytes(US_ASCII));

  private HttpClient client;

  /** How an attempt fails. */
  enum Failure {
    REFUSED("HTTP/1.1 400 " + TOKEN),
    REDIRECTED("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/?" + TOKEN),
    GONE("HTTP/1.1 410 Gone\r\nX-Why: " + TOKEN),
    BUSY("HTTP/1.1 503 " + TOKEN + "\r\nRetry-After: " + TOKEN),
    NO_HTTP(TOKEN),
    NO_STATUS("HTTP/1.1 " + TOKEN),
    REFUSED_MAIL("554 " + TOKEN),
    BUSY_MAIL("421 " + TOKEN),
    CUT(null),
    NO_TLS("220 " + TOKEN),
    HANGING(null),
    NOBODY(null);

    private final String answer;

    Failure(String answer) {
      this.answer = answer;
    }

    private RawServer server() throws IOException {
      return switch (this) {
        case CUT -> RawServer.treating(socket -> {});
        case HANGING -> RawServer.hanging();
        case NOBODY -> {
          RawServer gone = RawServer.hanging();
          gone.close();
          yield gone;
        }
        default ->
            RawServer.treating(
                socket -> {
                  socket
                      .getOutputStream()
                      .write((answer + "\r\nContent-Length: 0\r\n\r\n").getBytes(US_ASCII));
                  // A connection that is closed before all was read is cut.
                  RawServer.readHead(socket);
                });
      };
    }

    private String scheme() {
      return this == NO_TLS ? "https" : "http";
    }
  }

  @BeforeEach
  void open() {
    client = DeliveryChannels.client();
  }

  @AfterEach
  void close() {
    client.shutdownNow();
  }

  private static ReadSecret secret(String text) {
    return new ReadSecret(new SecretSource.InVariable("SECRET"), Map.of("SECRET", text));
  }

  private Map<String, DeliveryChannel> channels(Failure failure, int port) {
    HttpPost http = new HttpPost(client, () -> TestMessages.NOW, LIMIT);
    URI url = URI.create("%s://127.0.0.1:%d/in?token=%s".formatted(failure.scheme(), port, TOKEN));
    Map<String, DeliveryChannel> all = new LinkedHashMap<>();
    all.put(
        "webhook",
        new WebhookChannel(
            url,
            secret("whsec_" + WEBHOOK_KEY),
            http,
            new WebhookBody(TestMessages.LINKS, TestMessages.POLICIES)));
    all.put("slack", new SlackChannel(secret(url.toString()), http, TestMessages.ENGLISH));
    all.put("pager", new PagerDutyChannel(secret(TOKEN), url, http, TestMessages.ENGLISH));
    all.put(
        "alertmanager",
        new AlertmanagerChannel(
            URI.create("%s://127.0.0.1:%d/%s".formatted(failure.scheme(), port, TOKEN)),
            http,
            TestMessages.ENGLISH));
    all.put(
        "mail",
        new EmailChannel(
            new AlertReceiver.Email(List.of("officer@example.org"), "en"),
            new SmtpServer(
                "127.0.0.1",
                port,
                failure == Failure.NO_TLS
                    ? SmtpServer.Encryption.STARTTLS
                    : SmtpServer.Encryption.NONE,
                "clausewatch@example.org",
                Optional.of(new SmtpServer.Credentials("cw", new SecretSource.InVariable("SMTP")))),
            Map.of("SMTP", TOKEN),
            TestMessages.ENGLISH,
            LIMIT,
            Optional.empty()));
    return all;
  }

  @ParameterizedTest
  @EnumSource(Failure.class)
  void noOutcomeHoldsASecretOrTheQueryOfAnAddress(Failure failure) throws Exception {
    try (RawServer server = failure.server()) {
      for (Map.Entry<String, DeliveryChannel> one : channels(failure, server.port()).entrySet()) {
        AttemptOutcome outcome = one.getValue().deliver(TestMessages.raised());

        assertThat(outcome).as(one.getKey()).isNotInstanceOf(Delivered.class);
        assertThat(outcome.toString())
            .as(one.getKey())
            .doesNotContain(TOKEN, WEBHOOK_KEY, "token=", "127.0.0.1");
      }
    }
  }
}
