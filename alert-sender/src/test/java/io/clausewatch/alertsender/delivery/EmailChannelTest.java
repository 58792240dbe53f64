package io.clausewatch.alertsender.delivery;

import static io.clausewatch.alertsender.TestReasons.said;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.clausewatch.alertroutes.AlertReason;
import io.clausewatch.alertroutes.AlertReceiver;
import io.clausewatch.alertroutes.SecretSource;
import io.clausewatch.alertroutes.SmtpServer;
import io.clausewatch.alertroutes.SmtpServer.Encryption;
import io.clausewatch.alertsender.outbox.AttemptOutcome;
import io.clausewatch.alertsender.outbox.AttemptOutcome.Delivered;
import io.clausewatch.alertsender.outbox.AttemptOutcome.Postponed;
import io.clausewatch.alertsender.outbox.AttemptOutcome.Refused;
import io.clausewatch.alertsender.outbox.ReceiverOutbox.Sending;
import io.clausewatch.contract.AlertType;
import io.clausewatch.contract.Finding;
import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmailChannelTest {
  private static final String HOST = "127.0.0.1";

  private GreenMail server;

  @BeforeEach
  void open() {
    server = new GreenMail(new ServerSetup(0, HOST, ServerSetup.PROTOCOL_SMTP));
    server.start();
    server.setUser("clausewatch@example.org", "cw", "right");
  }

  @AfterEach
  void close() {
    server.stop();
  }

  private AttemptOutcome deliver(
      Sending sending, String language, Encryption tls, Optional<String> password)
      throws InterruptedException {
    return new EmailChannel(
            new AlertReceiver.Email(List.of("officer@example.org", "desk@example.org"), language),
            new SmtpServer(
                HOST,
                server.getSmtp().getPort(),
                tls,
                "clausewatch@example.org",
                password.map(
                    known ->
                        new SmtpServer.Credentials("cw", new SecretSource.InVariable("SMTP")))),
            password.map(known -> Map.of("SMTP", known)).orElse(Map.of()),
            new MessageText(TestMessages.LINKS, TestMessages.POLICIES, language))
        .deliver(sending);
  }

  /** The mail as one of its readers gets it. */
  private MimeMessage mail(Sending sending, String language) throws Exception {
    server.purgeEmailFromAllMailboxes();
    assertThat(deliver(sending, language, Encryption.NONE, Optional.empty()))
        .isEqualTo(new Delivered(said("250")));
    MimeMessage[] all = server.getReceivedMessages();
    assertThat(all).hasSize(2);
    return all[0];
  }

  private MimeMessage mail(Sending sending) throws Exception {
    return mail(sending, "en");
  }

  private static BodyPart part(MimeMessage mail, int number) throws Exception {
    return ((MimeMultipart) mail.getContent()).getBodyPart(number);
  }

  private static String text(MimeMessage mail) throws Exception {
    return ((String) part(mail, 0).getContent()).replace("\r\n", "\n");
  }

  private static String html(MimeMessage mail) throws Exception {
    return (String) part(mail, 1).getContent();
  }

  @Test
  void allItsReadersGetIt() throws Exception {
    MimeMessage mail = mail(TestMessages.raised());

    assertThat(mail.getAllRecipients())
        .extracting(Address::toString)
        .containsExactly("officer@example.org", "desk@example.org");
    assertThat(mail.getFrom())
        .extracting(Address::toString)
        .containsExactly("Clausewatch <clausewatch@example.org>");
    assertThat(mail.getSentDate().toInstant())
        .isEqualTo(TestMessages.NOW.truncatedTo(ChronoUnit.SECONDS));
    assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
  }

  @Test
  void itIsTheSameAsTextAndAsHtml() throws Exception {
    MimeMessage mail = mail(TestMessages.raised());

    ContentType type = new ContentType(mail.getContentType());
    assertThat(type.getBaseType()).isEqualTo("multipart/alternative");
    assertThat(((MimeMultipart) mail.getContent()).getCount()).isEqualTo(2);
    for (int i = 0; i < 2; i++) {
      ContentType one = new ContentType(part(mail, i).getContentType());
      assertThat(one.getBaseType()).isEqualTo(i == 0 ? "text/plain" : "text/html");
      assertThat(one.getParameter("charset")).isEqualTo("UTF-8");
    }
    assertThat(mail.getSubject()).isEqualTo("[CRITICAL] Finding: Disclosure without a warrant");
    for (String body : List.of(text(mail), html(mail))) {
      assertThat(body)
          .contains(
              "[CRITICAL] Finding: Disclosure without a warrant",
              "It went to the police.",
              "“영장 없이 제공하지 않습니다.”",
              TestMessages.PUBLIC_URL + "/findings/f-1",
              TestMessages.PUBLIC_URL + "/findings?eventId=e-f-1");
    }
  }

  @Test
  void aKoreanReaderGetsItInKorean() throws Exception {
    MimeMessage mail = mail(TestMessages.raised(), "ko");

    assertThat(mail.getSubject()).isEqualTo("[매우 심각] 지적 사항: 영장 없는 제공");
    assertThat(mail.getHeader("Subject")[0]).as("as it is sent").matches("\\p{ASCII}+");
    assertThat(text(mail)).contains("[매우 심각] 지적 사항: 영장 없는 제공", "경찰에 제공되었습니다.", "Clausewatch에서 열기");
    assertThat(html(mail)).contains("<html lang=\"ko\">", "경찰에 제공되었습니다.");
  }

  @Test
  void aTroubleOfThePipelineIsInKoreanToo() throws Exception {
    MimeMessage mail =
        mail(
            TestMessages.about(
                AlertType.PIPELINE_TROUBLE, "pipeline index", AlertReason.INDEX_AWAY.of().text()),
            "ko");

    assertThat(mail.getSubject())
        .isEqualTo("Clausewatch에 문제가 있습니다: Elasticsearch가 응답하지 않아 새로운 내용을 검색할 수 없음");
  }

  /** A long subject is several encoded words; no character is cut between two. */
  @Test
  void aLongKoreanSubjectIsWhole() throws Exception {
    String title = "영장 없이 제공된 개인정보 🔒 ".repeat(20).strip();

    MimeMessage mail =
        mail(
            TestMessages.sending(
                AlertType.FINDING_RAISED, TestMessages.finding("f-1").setLocalTitle(title).build()),
            "ko");

    assertThat(mail.getSubject()).isEqualTo("[매우 심각] 지적 사항: " + title);
  }

  @Test
  void itsIdIsTheSameAtEachAttempt() throws Exception {
    Sending sending = TestMessages.raised();
    String id = "<" + sending.message().getMessageId() + "@example.org>";

    assertThat(mail(sending).getMessageID()).isEqualTo(id);
    assertThat(mail(sending).getMessageID()).isEqualTo(id);
  }

  @Test
  void allAboutOneFindingIsOneConversation() throws Exception {
    Finding finding = TestMessages.finding("f-1").build();
    for (AlertType type :
        List.of(AlertType.FINDING_RAISED, AlertType.FINDING_REMINDER, AlertType.FINDING_CLOSED)) {
      MimeMessage mail = mail(TestMessages.sending(type, finding));
      assertThat(mail.getHeader("In-Reply-To")).containsExactly("<finding-f-1@example.org>");
      assertThat(mail.getHeader("References")).containsExactly("<finding-f-1@example.org>");
    }
    MimeMessage other = mail(TestMessages.about(AlertType.TEST, null, "by kim"));
    assertThat(other.getHeader("References")).isNull();
  }

  @Test
  void noTitleMakesAHeaderOfItsOwn() throws Exception {
    MimeMessage mail =
        mail(
            TestMessages.sending(
                AlertType.FINDING_RAISED,
                TestMessages.finding("f-1")
                    .setTitle("one\r\nBcc: evil@example.org\n\nbody\u2028x\u0085y")
                    .build()));

    assertThat(mail.getHeader("Bcc")).isNull();
    assertThat(mail.getSubject()).startsWith("[CRITICAL] Finding: one Bcc: evil@example.org body");
    assertThat(mail.getAllRecipients()).hasSize(2);
    MimeMessage about =
        mail(
            TestMessages.about(
                AlertType.PIPELINE_TROUBLE,
                "t\r\nBcc: evil@example.org",
                "a\r\nBcc: e@example.org"));
    assertThat(about.getHeader("Bcc")).isNull();
    assertThat(about.getHeader("References")).hasSize(1);
  }

  /** Services have names of any letters; two names are two conversations. */
  @Test
  void aConversationAboutAServiceHasANameThatMailsMayHave() throws Exception {
    List<String> roots = new ArrayList<>();
    for (String service : List.of("고객 관리", "고객-관리", "crm <1>")) {
      MimeMessage mail = mail(TestMessages.about(AlertType.SERVICE_SILENT, service, "silent"));
      roots.add(mail.getHeader("References")[0]);
    }

    assertThat(roots).doesNotHaveDuplicates().allMatch(root -> root.matches("<[!-;=?-~]+>"));
  }

  @Test
  void noWordsOfAFindingAreHtml() throws Exception {
    MimeMessage mail =
        mail(
            TestMessages.sending(
                AlertType.FINDING_RAISED,
                TestMessages.finding("f-1")
                    .setTitle("<script>alert(\"1\")</script>")
                    .setExplanation("a & <img src=x onerror=alert(1)>")
                    .build()));

    assertThat(html(mail))
        .contains(
            "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;",
            "a &amp; &lt;img src=x onerror=alert(1)&gt;")
        .doesNotContain("<script", "<img");
    assertThat(text(mail)).contains("<script>alert(\"1\")</script>");
  }

  @Test
  void itTellsFiveInFullAndLinksToAll() throws Exception {
    MimeMessage mail =
        mail(TestMessages.sending(AlertType.FINDING_RAISED, TestMessages.findings(31)));

    assertThat(mail.getSubject())
        .isEqualTo("[CRITICAL] Finding: 31 findings, the first: Disclosure without a warrant");
    assertThat(text(mail))
        .contains("/findings/f-5\n", "All 31 in Clausewatch: ")
        .doesNotContain("/findings/f-6");
  }

  // --- The server --------------------------------------------------------------------------------

  @Test
  void theRightPasswordIsTaken() throws Exception {
    assertThat(deliver(TestMessages.raised(), "en", Encryption.NONE, Optional.of("right")))
        .isEqualTo(new Delivered(said("250")));
    assertThat(server.getReceivedMessages()).hasSize(2);
  }

  @Test
  void aWrongPasswordIsRefused() throws Exception {
    assertThat(deliver(TestMessages.raised(), "en", Encryption.NONE, Optional.of("wrong")))
        .isEqualTo(new Refused(said("the mail server does not take user and password")));
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void aPasswordThatIsMissingIsWaitedFor() throws Exception {
    assertThat(deliver(TestMessages.raised(), "en", Encryption.NONE, Optional.of("")))
        .isInstanceOfSatisfying(
            Postponed.class,
            outcome ->
                assertThat(outcome.answer().text()).contains("the variable SMTP is not set"));
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  /** GreenMail has none. */
  @Test
  void aServerWithoutStarttlsGetsNothing() throws Exception {
    assertThat(deliver(TestMessages.raised(), "en", Encryption.STARTTLS, Optional.of("right")))
        .isInstanceOf(Postponed.class);
    assertThat(server.getReceivedMessages()).isEmpty();
  }

  @Test
  void anAddressThatCannotBeReadIsRefused() throws Exception {
    EmailChannel channel =
        new EmailChannel(
            new AlertReceiver.Email(List.of("a\"b@example.org"), "en"),
            new SmtpServer(
                HOST,
                server.getSmtp().getPort(),
                Encryption.NONE,
                "clausewatch@example.org",
                Optional.empty()),
            Map.of(),
            TestMessages.ENGLISH);

    assertThat(channel.deliver(TestMessages.raised()))
        .isEqualTo(new Refused(said("an address cannot be read")));
  }
}
