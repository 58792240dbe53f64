package io.clausewatch.platform.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.Topics;
import io.clausewatch.platform.kafka.ConsumerGroups;
import io.clausewatch.platform.kafka.KafkaClientSettings;
import io.clausewatch.platform.kafka.KafkaConnection;
import io.clausewatch.platform.kafka.KafkaRights;
import io.clausewatch.platform.kafka.KafkaTools;
import io.clausewatch.platform.kafka.SaslSettings;
import io.clausewatch.platform.tls.TlsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.junit.jupiter.api.Test;

/**
 * Holds {@code docs/settings.md} to the code: what stands between its marks is made here. When it
 * differs, the right one lies in {@code platform/target/settings.md}, to be copied over.
 */
class SettingsReferenceTest {
  private static final Path REFERENCE = Path.of("..", "docs", "settings.md");

  @Test
  void theReferenceIsTheCodes() throws IOException {
    String found = Files.readString(REFERENCE);
    String expected = found;
    expected = between(expected, "settings", settings());
    expected = between(expected, "stream-processor", grants(KafkaRights::ofStreamProcessor));
    expected = between(expected, "replay", grants(KafkaRights::ofReplay));
    expected = between(expected, "audit-api", grants(KafkaRights::ofAuditApi));
    expected = between(expected, "alert-sender", grants(KafkaRights::ofAlertSender));
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target", "settings.md"), expected);
    assertThat(found).isEqualTo(expected);
  }

  private static String between(String document, String mark, String content) {
    String begin = "<!-- made: " + mark + " -->\n";
    String end = "<!-- end -->";
    int from = document.indexOf(begin) + begin.length();
    assertThat(document).contains(begin);
    return document.substring(0, from) + content + document.substring(document.indexOf(end, from));
  }

  private static String settings() {
    return Arrays.stream(Setting.Part.values())
        .map(
            part ->
                "\n### %s\n\n| setting | default | meaning |\n|---|---|---|\n"
                        .formatted(part.title())
                    + Arrays.stream(Setting.values())
                        .filter(setting -> setting.part() == part)
                        .map(SettingsReferenceTest::row)
                        .collect(Collectors.joining()))
        .collect(Collectors.joining("", "", "\n"));
  }

  private static String row(Setting setting) {
    String how =
        switch (setting.kind()) {
          case PLAIN, FAMILY -> "";
          case SECRET -> " Secret, also as `%s`.".formatted(setting.fileVariable());
          case ENVIRONMENT -> " In the environment alone.";
        };
    return "| `%s` | %s | %s%s |\n"
        .formatted(
            setting.variables().getFirst(),
            setting.ifUnset().isEmpty() ? "" : "`" + setting.ifUnset() + "`",
            setting.meaning(),
            how);
  }

  private static String grants(BiFunction<Topics, ConsumerGroups, KafkaRights> rights) {
    KafkaConnection kafka =
        new KafkaConnection(
            "kafka:9093",
            SecurityProtocol.SASL_SSL,
            TlsSettings.DEFAULT,
            Optional.of(
                new SaslSettings.ByPassword(
                    SaslSettings.Mechanism.SCRAM_SHA_512,
                    new BasicCredentials("clausewatch", Secret.of("not shown")))),
            KafkaClientSettings.NONE);
    ConsumerGroups groups = ConsumerGroups.of(Setting.TOPIC_PREFIX.ifUnset());
    Topics topics = new Topics(Setting.TOPIC_PREFIX.ifUnset(), 6, 1);
    return "```sh\n"
        + String.join("\n", new KafkaTools(kafka).grants(rights.apply(topics, groups).grants()))
        + "\n```\n";
  }
}
