package io.clausewatch.alertroutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.clausewatch.contract.Finding;
import io.clausewatch.contract.FindingStatus;
import io.clausewatch.contract.Severity;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.policy.PolicyException;
import io.clausewatch.policy.PolicyFault;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertRoutesTest {
  private static final PolicyCatalog POLICIES = policies();

  /** What every file of a test begins with, in four lines. */
  private static final String RECEIVERS =
      """
      receivers:
        desk: { webhook: { url: "https://desk.example.org/hook", secretFile: desk.key } }
        chat: { slack: { url: "${env:CHAT}" } }
      routes:
      """;

  private static final String EXAMPLE =
      """
      publicUrl: https://clausewatch.example.org
      receivers:
        privacy-desk:
          webhook: { url: "https://desk.example.org/hook", secretFile: /run/secrets/desk }
        chat:
          slack: { urlFile: /run/secrets/slack }
        officer:
          email: { to: [officer@example.org], language: ko }
        pager:
          pagerduty: { routingKeyFile: /run/secrets/pd, url: "https://events.pagerduty.com/v2/enqueue" }
        ops:
          alertmanager: { url: "http://alertmanager:9093" }
      smtp: { host: mail.example.org, port: 587, tls: STARTTLS, from: clausewatch@example.org, user: cw, passwordFile: /run/secrets/smtp }
      routes:
        - match: { severity: [CRITICAL], recipientKind: [LAW_ENFORCEMENT, GOVERNMENT, COURT] }
          to: [privacy-desk, pager]
          repeat: PT1H
          escalate: { after: PT15M, to: [officer] }
        - match: { severity: [CRITICAL, HIGH] }
          to: [chat]
          groupBy: [policyId, clauseId, service]
          groupWait: PT10S
          groupInterval: PT5M
      quietHours: { zone: Asia/Seoul, from: "22:00", to: "07:00", days: [MON, TUE, WED, THU, FRI], except: [CRITICAL] }
      heartbeats:
        - { service: crm, atLeastEvery: PT30M, to: [ops] }
      pipeline: { to: [ops] }
      people: { kim: officer }
      """;

  private static PolicyCatalog policies() {
    try {
      return PolicyCatalog.load(Path.of("..", "policies"));
    } catch (PolicyException e) {
      throw new IllegalStateException(e);
    }
  }

  private static AlertRoutes read(String yaml) throws AlertRoutesException {
    try {
      Path folder = Files.createTempDirectory("routes");
      Path file = folder.resolve("alerts.yaml");
      try {
        Files.writeString(file, yaml);
        return AlertRoutes.load(file, POLICIES);
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> faults(String yaml) {
    AlertRoutesException refused =
        catchThrowableOfType(AlertRoutesException.class, () -> read(yaml));
    assertThat(refused).as("refused").isNotNull();
    return refused.faults().stream().map(PolicyFault::toString).toList();
  }

  @Test
  void aSecretsPathBeginsWhereTheFileLies(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("alerts.yaml");
    Files.writeString(
        file,
        """
        receivers:
          beside: { slack: { urlFile: secrets/chat } }
          elsewhere: { slack: { urlFile: %s } }
        """
            .formatted(folder.resolve("chat").toAbsolutePath()));
    Files.createDirectory(folder.resolve("secrets"));
    Files.writeString(folder.resolve("secrets").resolve("chat"), "https://beside.example.org");
    Files.writeString(folder.resolve("chat"), "https://elsewhere.example.org");

    AlertRoutes routes = AlertRoutes.load(file, POLICIES);
    for (String name : List.of("beside", "elsewhere")) {
      AlertReceiver.Slack chat = (AlertReceiver.Slack) routes.receivers().get(name);
      assertThat(chat.url().read(Map.of())).isEqualTo("https://" + name + ".example.org");
    }
  }

  @Test
  void theExampleOfTheContractSaysAllThatItSays() throws Exception {
    AlertRoutes routes = read(EXAMPLE);

    assertThat(routes.publicUrl()).contains(URI.create("https://clausewatch.example.org"));
    assertThat(routes.receivers().keySet())
        .containsExactly("privacy-desk", "chat", "officer", "pager", "ops");
    assertThat(routes.receivers().get("privacy-desk"))
        .isEqualTo(
            new AlertReceiver.Webhook(
                URI.create("https://desk.example.org/hook"),
                new SecretSource.InFile(Path.of("/run/secrets/desk"))));
    assertThat(routes.receivers().get("officer"))
        .isEqualTo(new AlertReceiver.Email(List.of("officer@example.org"), "ko"));
    assertThat(routes.smtp().orElseThrow().tls()).isEqualTo(SmtpServer.Encryption.STARTTLS);
    assertThat(routes.smtp().orElseThrow().credentials().orElseThrow().user()).isEqualTo("cw");

    AlertRoute first = routes.routes().getFirst();
    assertThat(first.to()).containsExactly("privacy-desk", "pager");
    assertThat(first.repeat()).contains(Duration.ofHours(1));
    assertThat(first.escalation())
        .contains(new AlertRoute.Escalation(Duration.ofMinutes(15), List.of("officer")));
    assertThat(first.groupBy()).isEmpty();
    AlertRoute second = routes.routes().getLast();
    assertThat(second.number()).isEqualTo(1);
    assertThat(second.groupBy())
        .containsExactly(AlertField.POLICY_ID, AlertField.CLAUSE_ID, AlertField.SERVICE);
    assertThat(second.groupWait()).isEqualTo(Duration.ofSeconds(10));

    QuietHours quiet = routes.quietHours().orElseThrow();
    assertThat(quiet.zone()).isEqualTo(ZoneId.of("Asia/Seoul"));
    assertThat(quiet.from()).isEqualTo(LocalTime.of(22, 0));
    assertThat(quiet.days()).hasSize(5);
    assertThat(quiet.except()).containsExactly(Severity.CRITICAL);
    assertThat(routes.heartbeats())
        .containsExactly(new ServiceHeartbeat("crm", Duration.ofMinutes(30), List.of("ops")));
    assertThat(routes.pipeline()).containsExactly("ops");
    assertThat(routes.people()).containsEntry("kim", List.of("officer"));
    assertThat(routes.toString()).as("where secrets are, and none").contains("/run/secrets/pd");
  }

  @Test
  void aFindingTakesTheFirstRouteThatItMatches() throws Exception {
    AlertRoutes routes = read(EXAMPLE);
    assertThat(routes.routesOf(finding(Severity.CRITICAL, "COURT")))
        .extracting(AlertRoute::number)
        .containsExactly(0);
    assertThat(routes.routesOf(finding(Severity.HIGH, "COURT")))
        .extracting(AlertRoute::number)
        .containsExactly(1);
    assertThat(routes.routesOf(finding(Severity.LOW, null))).isEmpty();

    AlertRoutes further =
        read(EXAMPLE.replace("    repeat: PT1H\n", "    repeat: PT1H\n    continue: true\n"));
    assertThat(further.routesOf(finding(Severity.CRITICAL, "COURT")))
        .extracting(AlertRoute::number)
        .containsExactly(0, 1);
  }

  private static Finding finding(Severity severity, String recipientKind) {
    return Finding.newBuilder()
        .setFindingId("f")
        .setRevision(1)
        .setStatus(FindingStatus.OPEN)
        .setSeverity(severity)
        .setPolicyId("loen-partner-center")
        .setPolicyVersion("1")
        .setClauseId("LPC-LE")
        .setSection("1")
        .setQuote("q")
        .setTitle("t")
        .setExplanation("e")
        .setEventId("e1")
        .setEventKind("disclosure")
        .setOccurredAt(Instant.EPOCH)
        .setDetectedAt(Instant.EPOCH)
        .setRevisedAt(Instant.EPOCH)
        .setService("crm")
        .setRecipientKind(recipientKind)
        .setDataCategories(List.of("name", "email"))
        .build();
  }

  @Test
  void aGroupIsWhatFindingsHaveInCommon() throws Exception {
    AlertRoute route = read(EXAMPLE).routes().getLast();
    assertThat(route.group(finding(Severity.HIGH, null)))
        .containsExactly("loen-partner-center", "LPC-LE", "crm");
    AlertMatch match = new AlertMatch(Map.of(AlertField.DATA_CATEGORY, Set.of("phone", "email")));
    assertThat(match.matches(finding(Severity.HIGH, null))).as("one of several").isTrue();
    assertThat(match.inWords()).isEqualTo("dataCategory email, phone");
    assertThat(AlertMatch.ALL.matches(finding(Severity.LOW, null))).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          { to: [desc] }                                        | 5:12 | did you mean 'desk'
          { to: [] }                                            | 5:9  | at least one
          { to: desk, match: { severity: [URGENT] } }           | 5:35 | expected one of [CRITICAL
          { to: desk, match: { clauseId: [LPC-LEE] } }          | 5:35 | did you mean 'LPC-LE'
          { to: desk, match: { policyId: loen-partner-centre } }| 5:35 | did you mean 'loen-partner-center'
          { to: desk, match: { color: red } }                   | 5:32 | 'color' is not known
          { to: desk, match: { policyId: sony-music-us, clauseId: LPC-LE } } | 5:23 | can ever match
          { to: desk, match: { eventKind: access, recipientKind: COURT } } | 5:23 | can ever match
          { to: desk, match: { eventKind: access, clauseId: LPC-LE } }  | 5:23 | can ever match
          { to: desk, match: { purpose: marketting } }          | 5:32 | is not known here
          { to: [desk, desk] }                                  | 5:11 | the same twice
          { to: desk, match: { service: "" } }                  | 5:35 | none that is empty
          { to: desk, groupBy: [subjectRef] }                   | 5:25 | 'subjectRef' is not known
          { to: desk, groupWait: PT5S }                         | 5:27 | needs 'groupBy'
          { to: desk, repeat: 1h }                              | 5:24 | expected a duration
          { to: desk, repeat: PT1S }                            | 5:24 | from PT1M
          { to: desk, escalate: { to: chat } }                  | 5:26 | 'after' is missing
          { to: desk, continue: maybe }                         | 5:26 | true or false
          """)
  void aFaultyRouteIsToldWithItsPlace(String route, String place, String message) {
    assertThat(faults(RECEIVERS + "  - " + route + "\n"))
        .anySatisfy(
            fault ->
                assertThat(fault)
                    .startsWith("alerts.yaml:" + place.split(":", -1)[0] + ":")
                    .contains(message));
  }

  @Test
  void whatNothingEverReachesIsAFault() {
    assertThat(
            faults(
                RECEIVERS
                    + "  - { to: desk, match: { severity: [CRITICAL, HIGH] } }\n"
                    + "  - { to: chat, match: { severity: CRITICAL, service: crm } }\n"))
        .singleElement()
        .asString()
        .startsWith("alerts.yaml:6:")
        .contains("what stands in line 5 takes them all");
    assertThat(
            faults(
                RECEIVERS
                    + "  - { to: desk, match: { policyId: loen-partner-center } }\n"
                    + "  - { to: chat, match: { clauseId: LPC-LE } }\n"))
        .singleElement()
        .asString()
        .startsWith("alerts.yaml:6:");
    assertThat(
            faults(
                RECEIVERS
                    + "  - { to: desk, match: { severity: [CRITICAL, HIGH] } }\n"
                    + "  - { to: desk, match: { severity: [MEDIUM, LOW] } }\n"
                    + "  - { to: chat }\n"))
        .singleElement()
        .asString()
        .startsWith("alerts.yaml:7:")
        .contains("line 5 and 6");
  }

  @Test
  void whatHasAFaultOfItsOwnCausesNoFurtherOnes() {
    assertThat(faults(RECEIVERS.replace("${env:CHAT}", "clear") + "  - { to: chat }\n"))
        .singleElement()
        .asString()
        .contains("clear text");
    assertThat(
            faults(
                RECEIVERS + "  - { to: desk, match: { severty: HIGH } }\n" + "  - { to: chat }\n"))
        .singleElement()
        .asString()
        .contains("'severty' is not known here; the closest known name is 'severity'");
  }

  @Test
  void aSecretInPlaceOfItsFileIsNotRepeated() {
    List<String> faults =
        faults(
            """
            receivers:
              chat: { slack: { urlFile: "https://hooks.example.com/services/S3CRET" } }
              desk: { webhook: { url: "http://a", secretFile: whsec_S3CRET } }
              bell: { webhook: { url: "http://a", secretFile: "a\\0b" } }
              star: { slack: { url: "${env:X}" } }
            """);
    assertThat(faults).hasSize(3);
    assertThat(String.join("\n", faults)).doesNotContain("S3CRET");
    assertThat(faults("receivers: { chat: { slack: { url: *s3cret } } }"))
        .singleElement()
        .asString()
        .doesNotContain("s3cret");
  }

  @Test
  void anAddressIsShownWithoutWhatMayBeAToken() throws Exception {
    AlertRoutes routes =
        read(
            """
            receivers:
              Desk_1: { webhook: { url: "HTTP://privacy_desk:8080/hook?token=S3CRET", secretFile: k } }
            """);
    assertThat(routes.receivers().get("Desk_1").place())
        .isEqualTo("HTTP://privacy_desk:8080/hook?…");
  }

  @Test
  void nestedTooDeeplyIsAFault() {
    assertThat(faults("[".repeat(20_000))).singleElement().asString().contains("no YAML");
  }

  @Test
  void atThePortOfTlsThereIsTls() throws Exception {
    AlertRoutes routes =
        read("smtp: { host: mail.example.org, port: 465, from: cw@example.org }\n");
    assertThat(routes.smtp().orElseThrow().tls()).isEqualTo(SmtpServer.Encryption.TLS);
    assertThat(faults("smtp: { host: ~, from: \"\" }\n")).hasSize(2);
  }

  @Test
  void aSecretInClearTextIsAFaultThatDoesNotRepeatIt() {
    List<String> faults =
        faults(
            """
            receivers:
              desk: { webhook: { url: "https://cw:pass-1@example.org", secret: whsec_MfKQ9r8GKYqr } }
              chat: { slack: { url: "https://hooks.example.com/services/T0/B0/XXXX" } }
              pager: { pagerduty: { routingKey: R0UT1NGK3Y } }
              mail: { email: { to: a@example.org } }
            smtp: { host: m, tls: TLS, from: cw@example.org, user: cw, password: hunter2 }
            """);
    assertThat(faults).hasSize(5).allMatch(fault -> fault.contains("a secret in clear text"));
    assertThat(String.join("\n", faults))
        .doesNotContain("pass-1", "whsec_MfK", "XXXX", "R0UT", "hunter2");
  }

  @Test
  void everyFaultIsToldAtOnce() {
    assertThat(
            faults(
                """
                publicUrl: ftp://example.org
                receivers:
                  "No Name": { webhook: { url: "https://a.example.org", secretFile: k } }
                  two: { slack: { urlFile: a }, alertmanager: { url: "http://b" } }
                  none: {}
                  mail: { email: { to: nobody, language: fr } }
                quietHours: { zone: Seoul, from: "25:00", to: "07:00", days: [MONDAY], except: [BAD] }
                heartbeats: [ { service: crm, to: nobody } ]
                pipeline: { to: nobody }
                people: { kim: nobody }
                colour: red
                """))
        .hasSizeBetween(14, 16);
  }

  @Test
  void noFileAndNoYamlAreFaultsToo() {
    assertThatThrownBy(() -> AlertRoutes.load(Path.of("none", "alerts.yaml"), POLICIES))
        .isInstanceOf(AlertRoutesException.class)
        .hasMessageContaining("there is no such file");
    assertThat(faults("")).singleElement().asString().contains("empty");
    assertThatThrownBy(() -> AlertRoutes.load(Path.of("."), POLICIES))
        .hasMessageContaining("found a folder");
    assertThat(faults(RECEIVERS + "  - { to: nobody }\n"))
        .singleElement()
        .asString()
        .as("a name is proposed where it is near")
        .doesNotContain("did you mean");
    assertThat(faults("receivers: [")).singleElement().asString().contains("no YAML");
  }

  @Test
  void aSecretIsReadWhereItIs() throws Exception {
    SecretSource variable = SecretSource.InVariable.of(" ${env:CHAT} ").orElseThrow();
    assertThat(variable.read(Map.of("CHAT", " a \n"))).isEqualTo("a");
    assertThatThrownBy(() -> variable.read(Map.of())).hasMessageContaining("CHAT is not set");
    assertThat(SecretSource.InVariable.of("${env:}")).isEmpty();
    SecretSource file = new SecretSource.InFile(Path.of("none"));
    assertThatThrownBy(() -> file.read(Map.of())).hasMessageContaining("none cannot be read");
  }

  @Provide
  Arbitrary<String> mutilated() {
    Arbitrary<Integer> places = Arbitraries.integers().between(0, EXAMPLE.length() - 1);
    Arbitrary<String> pieces =
        Arbitraries.of(
            "", " ", ":", "[", "}", "- ", "\n", "'", "null", "7", "{a: b}", "\u0000", "가");
    return places.flatMap(
        at ->
            Arbitraries.integers()
                .between(0, 12)
                .flatMap(
                    length ->
                        pieces.map(
                            piece ->
                                EXAMPLE.substring(0, at)
                                    + piece
                                    + EXAMPLE.substring(Math.min(EXAMPLE.length(), at + length)))));
  }

  /** Whatever somebody types, it is read, or refused with faults that have their place. */
  @Property(tries = 2000, seed = "20261130")
  void noFileEndsTheReading(@ForAll("mutilated") String yaml) {
    Optional<AlertRoutesException> refused = Optional.empty();
    try {
      AlertRoutes unused = read(yaml);
    } catch (AlertRoutesException e) {
      refused = Optional.of(e);
    }
    refused.ifPresent(
        e -> assertThat(e.faults()).isNotEmpty().allMatch(fault -> fault.line() >= 0));
  }
}
