package io.clausewatch.alertsender.delivery;

import static io.clausewatch.alertsender.TestReasons.said;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.alertroutes.AlertReceiver;
import io.clausewatch.alertroutes.SecretSource;
import io.clausewatch.alertroutes.SmtpServer;
import io.clausewatch.alertroutes.SmtpServer.Encryption;
import io.clausewatch.alertsender.outbox.AttemptOutcome;
import io.clausewatch.alertsender.outbox.AttemptOutcome.Delivered;
import io.clausewatch.alertsender.outbox.AttemptOutcome.PartlyDelivered;
import io.clausewatch.alertsender.outbox.AttemptOutcome.Postponed;
import io.clausewatch.alertsender.outbox.AttemptOutcome.Refused;
import io.clausewatch.alertsender.outbox.ReceiverOutbox.Sending;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of a mail, by what the mail server says, and who could read it on its way. */
class MailServerTest {
  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final String PASSWORD = "s3cr3t";

  @TempDir static Path folder;
  private static SSLContext ours;
  private static SSLContext anothers;

  @BeforeAll
  static void keys() throws Exception {
    ours = TestKey.make(folder, "ours", "ip:127.0.0.1");
    anothers = TestKey.make(folder, "anothers", "dns:mail.example.org");
  }

  private static AttemptOutcome deliver(
      RawServer server,
      Encryption tls,
      Optional<SSLContext> trusted,
      Duration limit,
      Sending sending)
      throws InterruptedException {
    return new EmailChannel(
            new AlertReceiver.Email(List.of("one@example.org", "two@example.org"), "en"),
            new SmtpServer(
                "127.0.0.1",
                server.port(),
                tls,
                "clausewatch@example.org",
                Optional.of(new SmtpServer.Credentials("cw", new SecretSource.InVariable("SMTP")))),
            Map.of("SMTP", PASSWORD),
            TestMessages.ENGLISH,
            limit,
            trusted.map(SSLContext::getSocketFactory))
        .deliver(sending);
  }

  private static AttemptOutcome deliver(
      RawServer server, Encryption tls, Optional<SSLContext> trusted, Duration limit)
      throws InterruptedException {
    return deliver(server, tls, trusted, limit, TestMessages.raised());
  }

  private static AttemptOutcome deliver(RawServer.Treatment treatment)
      throws IOException, InterruptedException {
    return deliver(treatment, Encryption.NONE, Optional.empty());
  }

  private static AttemptOutcome deliver(
      RawServer.Treatment treatment, Encryption tls, Optional<SSLContext> trusted)
      throws IOException, InterruptedException {
    try (RawServer server = RawServer.treating(treatment)) {
      return deliver(server, tls, trusted, HttpPost.TIMEOUT);
    }
  }

  private static SmtpConversation conversation() {
    return new SmtpConversation(Optional.empty());
  }

  // --- Who can read it ---------------------------------------------------------------------------

  @Test
  void withStarttlsNeitherPasswordNorMailCanBeRead() throws Exception {
    SmtpConversation conversation = new SmtpConversation(Optional.of(ours));

    assertThat(deliver(conversation, Encryption.STARTTLS, Optional.of(ours)))
        .isEqualTo(new Delivered(said("250")));

    assertThat(conversation.heardPlain()).containsExactly("EHLO", "STARTTLS");
    assertThat(conversation.heardEncrypted())
        .containsExactly("EHLO", "AUTH", "MAIL", "RCPT", "RCPT", "DATA", "QUIT");
  }

  /** Who sits between could take the offer out of the server's words. */
  @Test
  void withoutAnOfferOfStarttlsNothingIsSent() throws Exception {
    SmtpConversation conversation = conversation();

    assertThat(deliver(conversation, Encryption.STARTTLS, Optional.of(ours)))
        .isInstanceOf(Postponed.class);

    assertThat(conversation.heardPlain()).doesNotContain("AUTH", "MAIL", "RCPT", "DATA");
  }

  @Test
  void toACertificateThatIsNotTrustedNothingIsSent() throws Exception {
    SmtpConversation conversation = new SmtpConversation(Optional.of(ours));

    assertThat(deliver(conversation, Encryption.STARTTLS, Optional.empty()))
        .isInstanceOf(Postponed.class);

    assertThat(conversation.heardPlain()).doesNotContain("AUTH", "MAIL", "RCPT", "DATA");
    assertThat(conversation.heardEncrypted()).isEmpty();
  }

  @Test
  void toATrustedCertificateOfAnotherHostNothingIsSent() throws Exception {
    SmtpConversation conversation = new SmtpConversation(Optional.of(anothers));

    assertThat(deliver(conversation, Encryption.STARTTLS, Optional.of(anothers)))
        .isInstanceOf(Postponed.class);

    assertThat(conversation.heardPlain()).doesNotContain("AUTH", "MAIL", "RCPT", "DATA");
    assertThat(conversation.heardEncrypted()).doesNotContain("AUTH", "MAIL", "RCPT", "DATA");
  }

  @Test
  void withTlsItIsEncryptedFromTheFirstByte() throws Exception {
    SmtpConversation conversation = conversation();

    assertThat(
            deliver(
                socket -> conversation.of(SmtpConversation.encrypted(ours, socket)),
                Encryption.TLS,
                Optional.of(ours)))
        .isEqualTo(new Delivered(said("250")));

    assertThat(conversation.heardPlain()).isEmpty();
    assertThat(conversation.heardEncrypted()).contains("AUTH", "MAIL", "DATA");
  }

  @Test
  void withTlsToACertificateThatIsNotTrustedNothingIsSent() throws Exception {
    SmtpConversation conversation = conversation();

    assertThat(
            deliver(
                socket -> conversation.of(SmtpConversation.encrypted(ours, socket)),
                Encryption.TLS,
                Optional.empty()))
        .isInstanceOf(Postponed.class);

    assertThat(conversation.heardEncrypted()).isEmpty();
  }

  // --- What it says ------------------------------------------------------------------------------

  @ParameterizedTest
  @CsvSource({"MAIL, 550", "MAIL, 530", "RCPT, 550", "RCPT, 553", "DATA, 554", "., 552"})
  void whatItDoesNotTakeForGoodIsRefused(String command, int code) throws Exception {
    assertThat(deliver(conversation().answering(command, code + " no " + PASSWORD)))
        .isEqualTo(new Refused(said("the mail server answered " + code)));
  }

  @ParameterizedTest
  @CsvSource({"MAIL, 451", "RCPT, 450", "RCPT, 452", "DATA, 451", "., 421"})
  void whatItDoesNotTakeNowIsPostponed(String command, int code) throws Exception {
    assertThat(deliver(conversation().answering(command, code + " not now " + PASSWORD)))
        .isEqualTo(new Postponed(said("the mail server answered " + code), Optional.empty()));
  }

  @Test
  void oneAddressThatIsWrongKeepsItFromNoOther() throws Exception {
    SmtpConversation conversation =
        conversation().answering("RCPT TO:<two@example.org>", "550 unknown");

    assertThat(deliver(conversation))
        .isEqualTo(new Delivered(said("250, but not to every address: 550")));
    assertThat(conversation.heardPlain()).contains("DATA");
  }

  @Test
  void anAddressThatIsPostponedIsTriedAgainAndNoOther() throws Exception {
    SmtpConversation conversation =
        conversation().answering("RCPT TO:<two@example.org>", "450 greylisted");
    Sending sending = TestMessages.raised();
    try (RawServer server = RawServer.treating(conversation)) {
      AttemptOutcome first =
          deliver(server, Encryption.NONE, Optional.empty(), HttpPost.TIMEOUT, sending);
      assertThat(first)
          .isEqualTo(
              new PartlyDelivered(
                  said("250, but not to every address yet: 450"), List.of("one@example.org")));

      sending.message().setDeliveredTo(((PartlyDelivered) first).to());
      conversation.answering("RCPT TO:<two@example.org>", "250 yes");
      AttemptOutcome second =
          deliver(server, Encryption.NONE, Optional.empty(), HttpPost.TIMEOUT, sending);

      assertThat(second).isEqualTo(new Delivered(said("250")));
    }
    assertThat(conversation.addressed())
        .containsExactly("one@example.org", "two@example.org", "two@example.org");
  }

  @Test
  void anAddressThatIsPostponedIsNotLostBesideOneThatIsWrong() throws Exception {
    assertThat(
            deliver(
                conversation()
                    .answering("RCPT TO:<one@example.org>", "550 unknown")
                    .answering("RCPT TO:<two@example.org>", "450 greylisted")))
        .isEqualTo(new Postponed(said("the mail server answered 450, 550"), Optional.empty()));
  }

  /** The server takes the address, and not the mail; the other address is wrong for good. */
  @Test
  void aMailThatIsPostponedIsNotLostThoughOneAddressIsWrong() throws Exception {
    assertThat(
            deliver(
                conversation()
                    .answering("RCPT TO:<two@example.org>", "550 unknown")
                    .answering(".", "451 not now")))
        .isEqualTo(new Postponed(said("the mail server answered 451, 550"), Optional.empty()));
  }

  @Test
  void whereAllAddressesHaveItNothingIsSent() throws Exception {
    SmtpConversation conversation = conversation();
    Sending sending = TestMessages.raised();
    sending.message().setDeliveredTo(List.of("one@example.org", "two@example.org"));
    try (RawServer server = RawServer.treating(conversation)) {
      assertThat(deliver(server, Encryption.NONE, Optional.empty(), HttpPost.TIMEOUT, sending))
          .isEqualTo(new Delivered(said("250")));
    }
    assertThat(conversation.heardPlain()).isEmpty();
  }

  @Test
  void aWrongPasswordIsRefused() throws Exception {
    assertThat(deliver(conversation().answering("AUTH", "535 not " + PASSWORD)))
        .isEqualTo(new Refused(said("the mail server does not take user and password")));
  }

  @Test
  void aPasswordThatCannotBeCheckedNowIsPostponed() throws Exception {
    assertThat(deliver(conversation().answering("AUTH", "454 not now")))
        .isEqualTo(
            new Postponed(
                said("the mail server cannot check user and password now"), Optional.empty()));
  }

  @Test
  void aServerThatIsBusyIsPostponed() throws Exception {
    assertThat(deliver(socket -> socket.getOutputStream().write("421 busy\r\n".getBytes(US_ASCII))))
        .isInstanceOf(Postponed.class);
  }

  @Test
  void aConnectionThatIsCutIsPostponed() throws Exception {
    assertThat(deliver(socket -> {})).isInstanceOf(Postponed.class);
  }

  @Test
  void nobodyAtTheAddressIsPostponed() throws Exception {
    RawServer server = RawServer.hanging();
    server.close();

    assertThat(deliver(server, Encryption.NONE, Optional.empty(), HttpPost.TIMEOUT))
        .isInstanceOf(Postponed.class);
  }

  // --- How long it may take ----------------------------------------------------------------------

  @Test
  @Timeout(8)
  void aServerThatHangsIsPostponedAtTheLimit() throws Exception {
    try (RawServer server = RawServer.hanging()) {
      assertThat(deliver(server, Encryption.NONE, Optional.empty(), LIMIT))
          .isInstanceOf(Postponed.class);
    }
  }

  /** The library's own limits are for one answer each, and a line of it is one in time. */
  @ParameterizedTest
  @ValueSource(strings = {"220-wait\r\n", "2"})
  @Timeout(8)
  void aGreetingThatTricklesForEverIsPostponedAtTheLimit(String bytes) throws Exception {
    try (RawServer server = RawServer.treating(socket -> RawServer.trickle(socket, bytes))) {
      assertThat(deliver(server, Encryption.NONE, Optional.empty(), LIMIT))
          .isEqualTo(
              new Postponed(said("the mail server did not take it within 1 s"), Optional.empty()));
    }
  }
}
