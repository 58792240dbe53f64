package io.clausewatch.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void defaultsOfTheConnectionsFitTheEmbeddedStack() {
    assertThat(Settings.read(Map.of(), ConnectionSettings::from))
        .isEqualTo(
            new ConnectionSettings(
                "127.0.0.1:9092",
                URI.create("http://127.0.0.1:8081"),
                URI.create("http://127.0.0.1:9200"),
                "clausewatch.",
                "clausewatch-",
                6,
                1,
                0));
  }

  @Test
  void readsTheConnections() {
    assertThat(
            Settings.read(
                Map.of(
                    "CLAUSEWATCH_KAFKA_BOOTSTRAP_SERVERS", "k1:9092, k2:9093",
                    "CLAUSEWATCH_SCHEMA_REGISTRY_URL", "https://registry/base",
                    "CLAUSEWATCH_ELASTICSEARCH_URL", "https://search:9200",
                    "CLAUSEWATCH_TOPIC_PREFIX", "audit_",
                    "CLAUSEWATCH_INDEX_PREFIX", "audit-",
                    "CLAUSEWATCH_PARTITIONS", "12",
                    "CLAUSEWATCH_REPLICATION", "3",
                    "CLAUSEWATCH_INDEX_REPLICAS", "1"),
                ConnectionSettings::from))
        .isEqualTo(
            new ConnectionSettings(
                "k1:9092, k2:9093",
                URI.create("https://registry/base"),
                URI.create("https://search:9200"),
                "audit_",
                "audit-",
                12,
                3,
                1));
  }

  @Test
  void readsEachType() {
    Map<String, String> environment =
        Map.of(
            "CLAUSEWATCH_SETTLE", " PT5S ",
            "CLAUSEWATCH_STATE_DIR", "/var/lib/clausewatch",
            "CLAUSEWATCH_LOG_LEVEL", "seconds",
            "CLAUSEWATCH_SUBJECT_KEY", "s".repeat(32),
            "CLAUSEWATCH_BIND", "::1",
            "CLAUSEWATCH_PORT", "0");
    assertThat(
            read(
                environment,
                s ->
                    List.of(
                        s.duration(Setting.SETTLE, Duration.ZERO),
                        s.path(Setting.STATE_DIR, Path.of("state")),
                        s.choice(Setting.LOG_LEVEL, TimeUnit.DAYS),
                        s.secret(Setting.SUBJECT_KEY, 32),
                        s.required(Setting.BIND),
                        s.integer(Setting.PORT, 8080, 0, 65_535))))
        .isEqualTo(
            List.of(
                Duration.ofSeconds(5),
                Path.of("/var/lib/clausewatch"),
                TimeUnit.SECONDS,
                Secret.of("s".repeat(32)),
                "::1",
                0));
  }

  @Test
  void aBlankVariableCountsAsNotSet() {
    Map<String, String> environment =
        Map.of("CLAUSEWATCH_POLICIES", " ", "CLAUSEWATCH_TOKENS_FILE", "");
    assertThat(read(environment, s -> s.string(Setting.POLICIES, "policies")))
        .isEqualTo("policies");
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
                "CLAUSEWATCH_LOG_LEVEL", "loud"),
            s ->
                List.of(
                    ConnectionSettings.from(s),
                    s.duration(Setting.SETTLE, Duration.ZERO),
                    s.duration(Setting.REJUDGE_HORIZON, Duration.ZERO),
                    s.choice(Setting.LOG_LEVEL, Thread.State.NEW),
                    s.required(Setting.BIND),
                    s.secret(Setting.SUBJECT_KEY, 32)));
    assertThat(e.faults())
        .containsExactly(
            "CLAUSEWATCH_ELASTICSEARCH_URL: expected a URL such as http://127.0.0.1:9200, found"
                + " 'search:9200'",
            "CLAUSEWATCH_INDEX_PREFIX: expected up to 100 small letters, digits, dots, dashes and"
                + " underscores, a letter or digit first, found 'Upper-'",
            "CLAUSEWATCH_PARTITIONS: expected a whole number from 1 to 1000, found 'none'",
            "CLAUSEWATCH_REPLICATION: expected a whole number from 1 to 100, found '0'",
            "CLAUSEWATCH_SETTLE: expected an ISO-8601 duration such as PT30S, PT5M or P90D, found"
                + " '5m'",
            "CLAUSEWATCH_REJUDGE_HORIZON: expected an ISO-8601 duration such as PT30S, PT5M or"
                + " P90D, not negative, found '-P1D'",
            "CLAUSEWATCH_LOG_LEVEL: expected one of NEW, RUNNABLE, BLOCKED, WAITING, TIMED_WAITING,"
                + " TERMINATED, found 'loud'",
            "CLAUSEWATCH_BIND: is not set, expected a value",
            "CLAUSEWATCH_SUBJECT_KEY: is not set, expected a secret of at least 32 characters");
    assertThat(e).hasMessageStartingWith("9 settings are wrong:\n  CLAUSEWATCH_ELASTICSEARCH_URL");
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
                s -> List.of(ConnectionSettings.from(s), s.secret(Setting.SUBJECT_KEY, 32))))
        .hasMessageContaining("CLAUSEWATCH_SUBJECT_KEY")
        .hasMessageContaining("expected a secret of at least 32 characters, found 7")
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

  private static Object read(Map<String, String> environment, Function<Settings, Object> reader) {
    return Settings.read(environment, reader);
  }

  private static SettingsException faults(
      Map<String, String> environment, Function<Settings, Object> reader) {
    return catchThrowableOfType(SettingsException.class, () -> Settings.read(environment, reader));
  }
}
