package io.clausewatch.alertsender;

import io.clausewatch.platform.config.Setting;
import io.clausewatch.platform.config.SettingsReader;
import io.clausewatch.platform.connections.ConnectionSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of the alert sender, from the environment and the file that it names. Immutable;
 * shows no secret.
 *
 * @param connections the servers, and the names of topics and indices
 * @param policies the directory of the policy files
 * @param alertsFile the routes file; without it nobody is told of anything
 * @param publicUrl where browsers reach the pages, unless the routes file says
 * @param troubleAfter how long something has to be wrong with the pipeline before it is told of
 * @param metricsBind the address of metrics and health
 * @param metricsPort the port of metrics and health, 0 for any free one
 */
public record AlertSenderSettings(
    ConnectionSettings connections,
    Path policies,
    Optional<Path> alertsFile,
    URI publicUrl,
    Duration troubleAfter,
    String metricsBind,
    int metricsPort) {

  /** Where the pages are on the machine itself. */
  private static final URI LOCAL = URI.create("http://127.0.0.1:8080");

  /**
   * Reads the settings.
   *
   * @param environment the environment, by variable
   * @throws io.clausewatch.platform.config.SettingsException when something is wrong; names every
   *     fault
   */
  public static AlertSenderSettings read(Map<String, String> environment) {
    return SettingsReader.read(
        environment,
        s ->
            new AlertSenderSettings(
                ConnectionSettings.from(s),
                s.path(Setting.POLICIES),
                s.optionalPath(Setting.ALERTS_FILE),
                s.optionalUrl(Setting.PUBLIC_URL).orElse(LOCAL),
                s.duration(Setting.ALERT_TROUBLE_AFTER, Duration.ofSeconds(1), Duration.ofHours(1)),
                s.string(Setting.SENDER_METRICS_BIND),
                s.integer(Setting.SENDER_METRICS_PORT, 0, 65_535)));
  }
}
