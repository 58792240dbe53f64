package io.clausewatch.alertsender.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.clausewatch.alertroutes.SecretSource;
import io.clausewatch.contract.AlertType;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library that many receivers verify by takes what we sign, and nothing else. */
class ForeignVerifierTest {
  private static final String LIBRARY = "standardwebhooks@1.1.1";
  private static final String SECRET =
      "whsec_" + Base64.getEncoder().encodeToString("0123456789abcdef01234567".getBytes(UTF_8));

  private static final String SCRIPT =
      """
      const { Webhook } = require("standardwebhooks");
      const given = JSON.parse(require("fs").readFileSync(0, "utf8"));
      try {
        new Webhook(given.secret).verify(given.body, given.headers);
      } catch (e) {
        console.log(e.message);
        process.exit(1);
      }
      """;

  @TempDir static Path folder;
  private static Path node;
  private static HttpReceiver.Request request;

  @BeforeAll
  static void install() throws Exception {
    node = NeededProgram.onThePath("node");
    Path npm = NeededProgram.onThePath("npm");
    Files.writeString(folder.resolve("verify.cjs"), SCRIPT);
    Run install =
        run(
            "",
            List.of(
                npm.toString(),
                "install",
                "--no-audit",
                "--no-fund",
                "--ignore-scripts",
                "--prefix",
                folder.toString(),
                LIBRARY));
    NeededProgram.need(
        install.status() == 0, LIBRARY + " cannot be installed: " + install.output());

    Files.writeString(folder.resolve("secret"), SECRET);
    try (HttpReceiver receiver = new HttpReceiver();
        HttpClient client = DeliveryChannels.client()) {
      new WebhookChannel(
              receiver.url("/hook"),
              new ReadSecret(new SecretSource.InFile(folder.resolve("secret")), Map.of()),
              new HttpPost(client, InstantSource.system()),
              new WebhookBody(TestMessages.LINKS, TestMessages.POLICIES))
          .deliver(TestMessages.sending(AlertType.FINDING_RAISED, TestMessages.findings(3)));
      client.shutdownNow();
      request = receiver.only();
    }
  }

  private record Run(int status, String output) {}

  private static Run run(String input, List<String> command)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    try (OutputStream to = process.getOutputStream()) {
      to.write(input.getBytes(UTF_8));
    }
    boolean ended = process.waitFor(2, TimeUnit.MINUTES);
    if (!ended) {
      process.destroyForcibly();
    }
    String output = Files.readString(folder.resolve("output"));
    return new Run(ended ? process.exitValue() : -1, output);
  }

  private static Run verify(String secret, Map<String, String> headers, String body)
      throws IOException, InterruptedException {
    String given =
        new ObjectMapper()
            .writeValueAsString(Map.of("secret", secret, "headers", headers, "body", body));
    return run(given, List.of(node.toString(), folder.resolve("verify.cjs").toString()));
  }

  @Test
  void itTakesWhatWeSign() throws Exception {
    assertThat(verify(SECRET, request.headers(), request.body())).isEqualTo(new Run(0, ""));
  }

  @Test
  void itRefusesABodyThatIsAnotherByOneByte() throws Exception {
    String changed = request.body().replaceFirst("CRITICAL", "CRITICAl");
    assertThat(changed).isNotEqualTo(request.body()).hasSameSizeAs(request.body());

    assertThat(verify(SECRET, request.headers(), changed).output())
        .contains("No matching signature");
  }

  @Test
  void itRefusesAnotherTime() throws Exception {
    Map<String, String> headers = new HashMap<>(request.headers());
    headers.computeIfPresent(
        "webhook-timestamp", (name, time) -> Long.toString(Long.parseLong(time) - 1));

    assertThat(verify(SECRET, headers, request.body()).output()).contains("No matching signature");
  }

  @Test
  void itRefusesAnotherSecret() throws Exception {
    String other = "whsec_" + Base64.getEncoder().encodeToString("another".getBytes(UTF_8));

    assertThat(verify(other, request.headers(), request.body()).output())
        .contains("No matching signature");
  }
}
