package io.clausewatch.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clausewatch.contract.PersonalValues;
import io.clausewatch.platform.config.Secret;
import io.clausewatch.platform.config.SettingsException;
import io.clausewatch.platform.config.SettingsReader;
import io.clausewatch.platform.connections.ConnectionSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StreamProcessorSettingsTest {
  private static final String KEY = "a key of at least thirty-two characters";

  @Test
  void everyDefault() {
    StreamProcessorSettings settings =
        StreamProcessorSettings.read(Map.of("CLAUSEWATCH_SUBJECT_KEY", KEY));

    assertThat(settings)
        .isEqualTo(
            new StreamProcessorSettings(
                SettingsReader.read(Map.of(), ConnectionSettings::from),
                Secret.of(KEY),
                Path.of("policies"),
                PersonalValues.WARN,
                Path.of("data/state"),
                1,
                0,
                Duration.ofDays(90),
                Duration.ofMinutes(5),
                Duration.ofSeconds(1),
                "127.0.0.1",
                9464));
    assertThat(settings.toString()).doesNotContain(KEY);
  }

  @Test
  void everySetting() {
    StreamProcessorSettings settings =
        StreamProcessorSettings.read(
            Map.of(
                "CLAUSEWATCH_SUBJECT_KEY", KEY,
                "CLAUSEWATCH_POLICIES", "/etc/policies",
                "CLAUSEWATCH_PERSONAL_VALUES", "REJECT",
                "CLAUSEWATCH_STATE_DIR", "/var/state",
                "CLAUSEWATCH_STREAM_THREADS", "4",
                "CLAUSEWATCH_REJUDGE_HORIZON", "P30D",
                "CLAUSEWATCH_SETTLE", "PT1S",
                "CLAUSEWATCH_ALERT_SETTLE", "PT0S",
                "CLAUSEWATCH_PROCESSOR_METRICS_BIND", "0.0.0.0",
                "CLAUSEWATCH_PROCESSOR_METRICS_PORT", "0"));

    assertThat(settings.policies()).isEqualTo(Path.of("/etc/policies"));
    assertThat(settings.personalValues()).isEqualTo(PersonalValues.REJECT);
    assertThat(settings.stateDir()).isEqualTo(Path.of("/var/state"));
    assertThat(settings.threads()).isEqualTo(4);
    assertThat(settings.horizon()).isEqualTo(Duration.ofDays(30));
    assertThat(settings.settle()).isEqualTo(Duration.ofSeconds(1));
    assertThat(settings.alertSettle()).isZero();
    assertThat(settings.metricsBind()).isEqualTo("0.0.0.0");
    assertThat(settings.metricsPort()).isZero();
  }

  @Test
  void everyFaultAtOnce() {
    assertThatThrownBy(
            () ->
                StreamProcessorSettings.read(
                    Map.of(
                        "CLAUSEWATCH_STREAM_THREADS", "0",
                        "CLAUSEWATCH_STANDBY_REPLICAS", "5",
                        "CLAUSEWATCH_REJUDGE_HORIZON", "PT1M",
                        "CLAUSEWATCH_ALERT_SETTLE", "P2D",
                        "CLAUSEWATCH_REJUGE_HORIZON", "P1D")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("CLAUSEWATCH_SUBJECT_KEY")
        .hasMessageContaining("CLAUSEWATCH_STREAM_THREADS")
        .hasMessageContaining("CLAUSEWATCH_STANDBY_REPLICAS: expected a whole number from 0 to 4")
        .hasMessageContaining("CLAUSEWATCH_ALERT_SETTLE: expected at most PT24H")
        .hasMessageContaining("CLAUSEWATCH_REJUDGE_HORIZON: expected at least PT1H")
        .hasMessageContaining("CLAUSEWATCH_REJUGE_HORIZON");
  }
}
