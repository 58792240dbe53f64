package io.clausewatch.stream;

import io.clausewatch.contract.PersonalValues;
import io.clausewatch.platform.config.Secret;
import io.clausewatch.platform.config.Setting;
import io.clausewatch.platform.config.SettingsReader;
import io.clausewatch.platform.connections.ConnectionSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * The settings of the stream processor, from the environment and the file that it names. Immutable;
 * shows no secret.
 *
 * @param connections the three servers, and the names of topics and indices
 * @param subjectKey the key of the pseudonyms: the audit API's
 * @param policies the directory of the policy files
 * @param personalValues what becomes of an event with one in place of an id
 * @param stateDir where local state is kept; can be rebuilt from Kafka, but a start without it
 *     takes longer
 * @param threads how many threads take in and judge
 * @param standbyReplicas on how many other instances the state of each partition is kept beside
 * @param horizon how long after its arrival an event can still be judged again, and its id is
 *     remembered
 * @param settle how long after the arrival of the event that started it a deadline is not yet
 *     called missed
 * @param alertSettle how long a new finding has to stand before somebody may be told
 * @param metricsBind the address of metrics and health
 * @param metricsPort the port of metrics and health, 0 for any free one
 */
public record StreamProcessorSettings(
    ConnectionSettings connections,
    Secret subjectKey,
    Path policies,
    PersonalValues personalValues,
    Path stateDir,
    int threads,
    int standbyReplicas,
    Duration horizon,
    Duration settle,
    Duration alertSettle,
    String metricsBind,
    int metricsPort) {

  /**
   * Reads the settings.
   *
   * @param environment the environment, by variable
   * @return the settings
   * @throws io.clausewatch.platform.config.SettingsException when something is wrong; names every
   *     fault
   */
  public static StreamProcessorSettings read(Map<String, String> environment) {
    return SettingsReader.read(
        environment,
        s ->
            new StreamProcessorSettings(
                ConnectionSettings.from(s),
                s.strongSecret(Setting.SUBJECT_KEY),
                s.path(Setting.POLICIES),
                s.choice(Setting.PERSONAL_VALUES, PersonalValues.class),
                s.path(Setting.STATE_DIR),
                s.integer(Setting.STREAM_THREADS, 1, 64),
                s.integer(Setting.STANDBY_REPLICAS, 0, 4),
                s.duration(Setting.REJUDGE_HORIZON, Duration.ofHours(1)),
                s.duration(Setting.SETTLE),
                s.duration(Setting.ALERT_SETTLE, Duration.ZERO, Duration.ofDays(1)),
                s.string(Setting.PROCESSOR_METRICS_BIND),
                s.integer(Setting.PROCESSOR_METRICS_PORT, 0, 65_535)));
  }
}
