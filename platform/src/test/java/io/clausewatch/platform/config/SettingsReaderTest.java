package io.clausewatch.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.clausewatch.platform.connections.ConnectionSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsReaderTest {
  @TempDir Path folder;

  @Test
  void readsEachType() {
    Map<String, String> environment =
        Map.of(
            "CLAUSEWATCH_SETTLE", " PT5S ",
            "CLAUSEWATCH_STATE_DIR", "/var/lib/clausewatch",
            "CLAUSEWATCH_KAFKA_SECURITY_PROTOCOL", "ssl",
            "CLAUSEWATCH_SUBJECT_KEY", "0123456789abcdef".repeat(2),
            "CLAUSEWATCH_BIND", "::1",
            "CLAUSEWATCH_PORT", "0");
    assertThat(
            read(
                environment,
                s ->
                    List.of(
                        s.duration(Setting.SETTLE),
                        s.path(Setting.STATE_DIR),
                        s.choice(Setting.KAFKA_SECURITY_PROTOCOL, SecurityProtocol.class),
                        s.strongSecret(Setting.SUBJECT_KEY),
                        s.required(Setting.BIND),
                        s.integer(Setting.PORT, 0, 65_535))))
        .isEqualTo(
            List.of(
                Duration.ofSeconds(5),
                Path.of("/var/lib/clausewatch"),
                SecurityProtocol.SSL,
                Secret.of("0123456789abcdef".repeat(2)),
                "::1",
                0));
  }

  @Test
  void aBlankVariableCountsAsNotSet() {
    Map<String, String> environment =
        Map.of("CLAUSEWATCH_POLICIES", " ", "CLAUSEWATCH_TOKENS_FILE", "");
    assertThat(read(environment, s -> s.string(Setting.POLICIES))).isEqualTo("policies");
    assertThat(read(environment, s -> s.optionalPath(Setting.TOKENS_FILE)))
        .isEqualTo(Optional.empty());
    assertThat(read(environment, s -> s.optional(Setting.API_KEYS))).isEqualTo(Optional.empty());
  }

  @Test
  void namesEveryFaultAtOnce() {
    SettingsException e =
        faults(
            Map.of(
                "CLAUSEWATCH_PARTITIONS", "none",
                "CLAUSEWATCH_REPLICATION", "0",
                "CLAUSEWATCH_ELASTICSEARCH_URL", "search:9200",
                "CLAUSEWATCH_INDEX_PREFIX", "Upper-",
                "CLAUSEWATCH_SETTLE", "5m",
                "CLAUSEWATCH_REJUDGE_HORIZON", "-P1D",
                "CLAUSEWATCH_KAFKA_SECURITY_PROTOCOL", "loud"),
            s ->
                List.of(
                    ConnectionSettings.from(s),
                    s.duration(Setting.SETTLE),
                    s.duration(Setting.REJUDGE_HORIZON),
                    s.required(Setting.BIND),
                    s.strongSecret(Setting.SUBJECT_KEY)));
    assertThat(e.faults())
        .containsExactly(
            "CLAUSEWATCH_KAFKA_SECURITY_PROTOCOL: expected one of PLAINTEXT, SSL, SASL_PLAINTEXT,"
                + " SASL_SSL, found 'loud'",
            "CLAUSEWATCH_ELASTICSEARCH_URL: expected a URL such as http://127.0.0.1:9200, found"
                + " 'search:9200'",
            "CLAUSEWATCH_PARTITIONS: expected a whole number from 1 to 1000, found 'none'",
            "CLAUSEWATCH_REPLICATION: expected a whole number from 1 to 100, found '0'",
            "CLAUSEWATCH_INDEX_PREFIX: expected up to 100 small letters, digits, dots, dashes and"
                + " underscores, a letter or digit first, found 'Upper-'",
            "CLAUSEWATCH_SETTLE: expected an ISO-8601 duration such as PT30S, PT5M or P90D, found"
                + " '5m'",
            "CLAUSEWATCH_REJUDGE_HORIZON: expected an ISO-8601 duration such as PT30S, PT5M or"
                + " P90D, not negative, found '-P1D'",
            "CLAUSEWATCH_BIND: is not set, expected a value",
            "CLAUSEWATCH_SUBJECT_KEY: is not set, expected a secret of at least 32 characters,"
                + " not all alike");
    assertThat(e).hasMessageStartingWith("9 settings are wrong:\n  CLAUSEWATCH_KAFKA");
  }

  @Test
  void anUnknownVariableIsRejectedWithTheNearestKnownOne() {
    assertThat(faults(Map.of("CLAUSEWATCH_PARTITION", "6", "HOME", "/root"), s -> "").faults())
        .containsExactly(
            "CLAUSEWATCH_PARTITION: is no setting, did you mean CLAUSEWATCH_PARTITIONS?");
    assertThat(faults(Map.of("CLAUSEWATCH_ELASTIC_URL", "x"), s -> "").faults())
        .containsExactly(
            "CLAUSEWATCH_ELASTIC_URL: is no setting, did you mean CLAUSEWATCH_ELASTICSEARCH_URL?");
  }

  @Test
  void aSettingOfAnotherAppIsAccepted() {
    assertThat(read(Map.of("CLAUSEWATCH_DATA", "data", "CLAUSEWATCH_TOKEN", "t"), s -> "read"))
        .isEqualTo("read");
  }

  @Test
  void aFaultNeverRepeatsASecret() {
    assertThat(
            faults(
                Map.of(
                    "CLAUSEWATCH_SUBJECT_KEY", "hunter2",
                    "CLAUSEWATCH_ELASTICSEARCH_URL", "https://elastic:hunter2@search:9200",
                    "CLAUSEWATCH_SCHEMA_REGISTRY_URL", "https://user:hunter2@bad host"),
                s -> List.of(ConnectionSettings.from(s), s.strongSecret(Setting.SUBJECT_KEY))))
        .hasMessageContaining("CLAUSEWATCH_SUBJECT_KEY")
        .hasMessageContaining("expected a secret of at least 32 characters, not all alike, found 7")
        .hasMessageContaining("without user name and password")
        .hasMessageContaining("CLAUSEWATCH_SCHEMA_REGISTRY_URL")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void aRecordThatRefusesAStandInStillGivesTheFaults() {
    assertThat(
            faults(
                Map.of(),
                s -> {
                  s.required(Setting.BIND);
                  throw new IllegalArgumentException("not this one");
                }))
        .hasMessageContaining("CLAUSEWATCH_BIND")
        .hasMessageStartingWith("A setting is wrong:");
    assertThatThrownBy(
            () ->
                read(
                    Map.of(),
                    s -> {
                      throw new IllegalArgumentException("this one");
                    }))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anAppAddsFaultsOfItsOwn() {
    assertThat(
            faults(
                    Map.of(),
                    s -> {
                      s.fault(Setting.API_KEYS, "either these or a tokens file");
                      return "";
                    })
                .faults())
        .containsExactly("CLAUSEWATCH_API_KEYS: either these or a tokens file");
  }

  @Test
  void aFileGivesWhatTheEnvironmentDoesNot() throws IOException {
    Path file = file("CLAUSEWATCH_BIND = 0.0.0.0\nCLAUSEWATCH_POLICIES=/etc/policies\n");
    Map<String, String> environment =
        Map.of("CLAUSEWATCH_CONFIG_FILE", file.toString(), "CLAUSEWATCH_BIND", "::1");
    assertThat(read(environment, s -> List.of(s.string(Setting.BIND), s.string(Setting.POLICIES))))
        .isEqualTo(List.of("::1", "/etc/policies"));
  }

  @Test
  void aFaultInTheFileNamesTheFile() throws IOException {
    Path file =
        file(
            """
            CLAUSEWATCH_PORT=many
            kafka.bootstrap.servers=k:1
            CLAUSEWATCH_PARTITION=3
            CLAUSEWATCH_LOG_LEVEL=DEBUG
            CLAUSEWATCH_CONFIG_FILE=other
            """);
    assertThat(
            faults(
                    Map.of("CLAUSEWATCH_CONFIG_FILE", file.toString()),
                    s -> s.integer(Setting.PORT, 0, 65_535))
                .faults())
        .containsExactly(
            "CLAUSEWATCH_PARTITION in %s: is no setting, did you mean CLAUSEWATCH_PARTITIONS?"
                .formatted(file),
            "kafka.bootstrap.servers in %s: is no setting, did you mean CLAUSEWATCH_KAFKA_BOOTSTRAP_SERVERS?"
                .formatted(file),
            "CLAUSEWATCH_CONFIG_FILE in %s: is read from the environment alone".formatted(file),
            "CLAUSEWATCH_LOG_LEVEL in %s: is read from the environment alone".formatted(file),
            "CLAUSEWATCH_PORT in %s: expected a whole number from 0 to 65535, found 'many'"
                .formatted(file));
  }

  @Test
  void aFileThatIsNotThereIsAFault() {
    Path nowhere = folder.resolve("nowhere");
    assertThat(faults(Map.of("CLAUSEWATCH_CONFIG_FILE", nowhere.toString()), s -> "read").faults())
        .containsExactly(
            "CLAUSEWATCH_CONFIG_FILE: cannot be read as a properties file: %s (NoSuchFileException)"
                .formatted(nowhere));
  }

  @Test
  void aSecretOfOursIsLongAndNotOneCharacterAgainAndAgain() {
    for (String weak : List.of("0123456789abcdef".repeat(2).substring(1), "k".repeat(64))) {
      assertThat(
              faults(
                      Map.of("CLAUSEWATCH_SUBJECT_KEY", weak),
                      s -> s.strongSecret(Setting.SUBJECT_KEY))
                  .faults())
          .containsExactly(
              "CLAUSEWATCH_SUBJECT_KEY: expected a secret of at least 32 characters, not all alike,"
                  + " found "
                  + weak.length());
    }
    assertThat(
            read(
                Map.of("CLAUSEWATCH_KAFKA_PASSWORD", "short"),
                s -> s.secret(Setting.KAFKA_PASSWORD)))
        .isEqualTo(Secret.of("short"));
  }

  @Test
  void aSecretMayLieInAFileOfItsOwn() throws IOException {
    Path file = file("0123456789abcdef".repeat(2) + "\n");
    assertThat(
            read(
                Map.of("CLAUSEWATCH_SUBJECT_KEY_FILE", file.toString()),
                s -> s.strongSecret(Setting.SUBJECT_KEY)))
        .isEqualTo(Secret.of("0123456789abcdef".repeat(2)));
  }

  @Test
  void aSecretAndItsFileAreTooMuchExceptAcrossSources() throws IOException {
    String secret = "0123456789abcdef".repeat(2);
    String file = file("CLAUSEWATCH_SUBJECT_KEY_FILE=/run/secrets/other\n").toString();
    assertThat(
            faults(
                    Map.of("CLAUSEWATCH_SUBJECT_KEY", secret, "CLAUSEWATCH_SUBJECT_KEY_FILE", file),
                    s -> s.strongSecret(Setting.SUBJECT_KEY))
                .faults())
        .containsExactly(
            "CLAUSEWATCH_SUBJECT_KEY: is set, and CLAUSEWATCH_SUBJECT_KEY_FILE too: only one of"
                + " them may be");
    assertThat(
            read(
                Map.of("CLAUSEWATCH_SUBJECT_KEY", secret, "CLAUSEWATCH_CONFIG_FILE", file),
                s -> s.strongSecret(Setting.SUBJECT_KEY)))
        .isEqualTo(Secret.of(secret));
  }

  @Test
  void whatIsNoSecretHasNoFile() {
    assertThat(faults(Map.of("CLAUSEWATCH_KAFKA_USER_FILE", "x"), s -> "").faults())
        .containsExactly(
            "CLAUSEWATCH_KAFKA_USER_FILE: is no setting, did you mean CLAUSEWATCH_KAFKA_KEY_FILE?");
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("clausewatch.properties"), content);
  }

  private static Object read(
      Map<String, String> environment, Function<SettingsReader, Object> reader) {
    return SettingsReader.read(environment, reader);
  }

  private static SettingsException faults(
      Map<String, String> environment, Function<SettingsReader, Object> reader) {
    return catchThrowableOfType(
        SettingsException.class, () -> SettingsReader.read(environment, reader));
  }
}
