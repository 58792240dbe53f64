package io.clausewatch.alertsender.delivery;

import static io.clausewatch.alertsender.TestReasons.said;
import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.alertroutes.SecretSource;
import io.clausewatch.alertsender.outbox.AttemptOutcome;
import io.clausewatch.alertsender.outbox.AttemptOutcome.Delivered;
import io.clausewatch.alertsender.outbox.AttemptOutcome.Postponed;
import io.clausewatch.alertsender.outbox.AttemptOutcome.Refused;
import io.clausewatch.alertsender.outbox.ReceiverOutbox.Sending;
import io.clausewatch.contract.AlertType;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlackChannelTest {
  @TempDir Path folder;
  private HttpClient client;
  private HttpReceiver receiver;

  @BeforeEach
  void open() throws IOException {
    client = DeliveryChannels.client();
    receiver = new HttpReceiver();
    address(receiver.url("/services/T0/B0/s3cr3t").toString());
  }

  @AfterEach
  void close() {
    receiver.close();
    client.shutdownNow();
  }

  private void address(String text) throws IOException {
    Files.writeString(folder.resolve("slack"), text);
  }

  private AttemptOutcome deliver(Sending sending) throws InterruptedException {
    return new SlackChannel(
            new ReadSecret(new SecretSource.InFile(folder.resolve("slack")), Map.of()),
            new HttpPost(client, () -> TestMessages.NOW),
            TestMessages.ENGLISH)
        .deliver(sending);
  }

  private String text() {
    return receiver.only().json().get("text").asText();
  }

  @Test
  void itPostsATextToTheAddressInTheFile() throws Exception {
    address("\n " + receiver.url("/services/T0/B0/s3cr3t") + " \n");

    assertThat(deliver(TestMessages.raised())).isEqualTo(new Delivered(said("200")));

    assertThat(receiver.only().path()).isEqualTo("/services/T0/B0/s3cr3t");
    assertThat(receiver.only().json().fieldNames()).toIterable().containsExactly("text");
    assertThat(text().lines())
        .startsWith(
            "*[CRITICAL] Finding: Disclosure without a warrant*",
            "<https://clausewatch.example.org/findings/f-1|Disclosure without a warrant>",
            "> It went to the police.")
        .endsWith("<https://clausewatch.example.org/findings?eventId=e-f-1|Open in Clausewatch>");
  }

  /** Three characters have a meaning there: who could write them could call everybody. */
  @Test
  void noWordsOfAFindingAreMarkup() throws Exception {
    deliver(
        TestMessages.sending(
            AlertType.FINDING_RAISED,
            TestMessages.finding("f-1")
                .setTitle("<!channel> A & B > C")
                .setExplanation("a < b|c, <https://evil.example.org|here>")
                .build()));

    assertThat(text())
        .contains(
            "*[CRITICAL] Finding: &lt;!channel&gt; A &amp; B &gt; C*",
            "> a &lt; b¦c, &lt;https://evil.example.org¦here&gt;")
        .doesNotContain("<!", "<https://evil");
  }

  @Test
  void noWordsOfAFindingMakeALineOfTheirOwn() throws Exception {
    deliver(
        TestMessages.sending(
            AlertType.FINDING_RAISED,
            TestMessages.finding("f-1").setTitle("one\r\n> two").setExplanation("a\n*b*").build()));

    assertThat(text()).contains("one &gt; two", "> a *b*").doesNotContain("\r");
  }

  @Test
  void itTellsFiveInFullAndLinksToAll() throws Exception {
    deliver(TestMessages.sending(AlertType.FINDING_RAISED, TestMessages.findings(31)));

    assertThat(text())
        .contains("31 findings, the first: Disclosure without a warrant", "/findings/f-5|")
        .doesNotContain("/findings/f-6|")
        .contains("|All 31 in Clausewatch>");
  }

  @Test
  void anAddressThatIsReplacedHoldsAtOnce() throws Exception {
    deliver(TestMessages.raised());
    address(receiver.url("/services/T0/B0/other").toString());
    deliver(TestMessages.raised());

    assertThat(receiver.requests())
        .extracting(HttpReceiver.Request::path)
        .isEqualTo(List.of("/services/T0/B0/s3cr3t", "/services/T0/B0/other"));
  }

  @Test
  void anAddressThatIsMissingIsWaitedFor() throws Exception {
    Files.delete(folder.resolve("slack"));

    assertThat(deliver(TestMessages.raised()))
        .isInstanceOfSatisfying(
            Postponed.class,
            outcome -> assertThat(outcome.answer().text()).startsWith("its secret is missing"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd?s3cr3t",
        "ftp://hooks.example.org/s3cr3t",
        "jar:file:/s3cr3t.jar!/",
        "hooks.example.org/s3cr3t",
        "http:s3cr3t",
        "https:///s3cr3t",
        "https://hooks example.org/s3cr3t"
      })
  void whatIsNoAddressOfAWebServerIsRefused(String text) throws Exception {
    address(text);

    assertThat(deliver(TestMessages.raised()))
        .isInstanceOfSatisfying(
            Refused.class,
            outcome ->
                assertThat(outcome.answer().text())
                    .startsWith("its address ")
                    .doesNotContain("s3cr3t"));
  }
}
