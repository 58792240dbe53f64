package io.clausewatch.app;

import io.clausewatch.contract.PersonalValues;
import io.clausewatch.http.BearerTokens;
import io.clausewatch.http.IpNetwork;
import io.clausewatch.http.ServerFront;
import io.clausewatch.http.TrustedProxies;
import io.clausewatch.platform.config.HostAddresses;
import io.clausewatch.platform.config.Secret;
import io.clausewatch.platform.config.Setting;
import io.clausewatch.platform.config.SettingsReader;
import io.clausewatch.platform.connections.ConnectionSettings;
import io.clausewatch.reviews.ReviewSettings;
import io.clausewatch.signin.OidcSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The settings of the audit API, from the environment and the file that it names. Immutable; shows
 * no secret.
 *
 * @param connections the three servers, and the names of topics and indices
 * @param subjectKey the key of the pseudonyms: the stream processor's
 * @param policies the directory of the policy files
 * @param bind the address to listen on
 * @param port the port to listen on, 0 for any free one
 * @param front how others reach the server
 * @param tokens who may call
 * @param oidc the organisation's provider, with whose accounts one may sign in too; or empty
 * @param reviews what counts as unusual in a review of access records
 * @param zone the office's, by whose clock pages and reports tell times
 * @param personalValues what becomes of an event with a personal value in place of an id
 * @param lookupsPerMinute how many people a caller may look up in a minute, at least 1
 */
public record AuditApiSettings(
    ConnectionSettings connections,
    Secret subjectKey,
    Path policies,
    String bind,
    int port,
    ServerFront front,
    BearerTokens tokens,
    Optional<OidcSettings> oidc,
    ReviewSettings reviews,
    ZoneId zone,
    PersonalValues personalValues,
    int lookupsPerMinute) {

  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

  /**
   * Reads the settings.
   *
   * @param environment the environment, by variable
   * @throws io.clausewatch.platform.config.SettingsException when something is wrong; names every
   *     fault
   */
  public static AuditApiSettings read(Map<String, String> environment) {
    return SettingsReader.read(
        environment,
        s -> {
          ReviewSettings reviews = ReviewSettings.from(s);
          return new AuditApiSettings(
              ConnectionSettings.from(s),
              s.strongSecret(Setting.SUBJECT_KEY),
              s.path(Setting.POLICIES),
              s.string(Setting.BIND),
              s.integer(Setting.PORT, 0, 65_535),
              new ServerFront(publicUrl(s), hosts(s), proxies(s)),
              TokenSettings.from(s),
              OidcSettings.from(s),
              reviews,
              zone(s, reviews),
              s.choice(Setting.PERSONAL_VALUES, PersonalValues.class),
              s.integer(Setting.LOOKUPS_PER_MINUTE, 1, 1_000_000));
        });
  }

  /** Unless it is set, that of the working hours which hold for every policy. */
  private static ZoneId zone(SettingsReader settings, ReviewSettings reviews) {
    ZoneId otherwise = reviews.hours().zone();
    return settings
        .optional(Setting.TIME_ZONE)
        .map(
            id -> {
              try {
                return ZoneId.of(id);
              } catch (DateTimeException e) {
                settings.fault(
                    Setting.TIME_ZONE, "expected a time zone such as Asia/Seoul: '" + id + "'");
                return otherwise;
              }
            })
        .orElse(otherwise);
  }

  /** Whether browsers reach the server over https, if only by a proxy in front. */
  boolean isHttps() {
    return front.publicUrl().filter(HostAddresses::isHttps).isPresent();
  }

  /** What works and is unwise, or works no more at {@code now}. */
  List<String> warnings(Instant now) {
    List<String> warnings = new ArrayList<>(connections.warnings());
    tokens
        .ended(now)
        .forEach(
            ended ->
                warnings.add(
                    "%s: the key of %s ended on %s and is refused"
                        .formatted(
                            Setting.API_KEYS.variable(),
                            ended.caller().name(),
                            ended.until().orElseThrow())));
    front
        .publicUrl()
        .filter(HostAddresses::isOpen)
        .ifPresent(
            url ->
                warnings.add(
                    Setting.PUBLIC_URL.variable()
                        + ": tokens and cookies cross the network unencrypted, use https"));
    oidc.map(OidcSettings::issuer)
        .filter(HostAddresses::isOpen)
        .ifPresent(
            issuer ->
                warnings.add(
                    Setting.OIDC_ISSUER.variable()
                        + ": whoever is on the network can sign in as anybody, use https"));
    return warnings;
  }

  private static Optional<URI> publicUrl(SettingsReader settings) {
    Optional<URI> url = settings.optionalUrl(Setting.PUBLIC_URL);
    url.filter(u -> !u.getRawPath().isEmpty() || u.getRawQuery() != null)
        .ifPresent(
            u -> settings.fault(Setting.PUBLIC_URL, "expected no path after the host: " + u));
    return url;
  }

  private static Set<String> hosts(SettingsReader settings) {
    Set<String> hosts = new LinkedHashSet<>();
    for (String host : listed(settings, Setting.HOSTS)) {
      if (HOST.matcher(host).matches()) {
        hosts.add(host.toLowerCase(Locale.ROOT));
      } else {
        settings.fault(
            Setting.HOSTS, "expected names of hosts without port, found '%s'".formatted(host));
      }
    }
    return hosts;
  }

  private static TrustedProxies proxies(SettingsReader settings) {
    List<IpNetwork> networks = new ArrayList<>();
    for (String network : listed(settings, Setting.TRUSTED_PROXIES)) {
      IpNetwork.of(network)
          .ifPresentOrElse(
              networks::add,
              () ->
                  settings.fault(
                      Setting.TRUSTED_PROXIES,
                      "expected addresses and networks such as 192.0.2.7 or 10.0.0.0/8, found '%s'"
                          .formatted(network)));
    }
    return new TrustedProxies(networks);
  }

  private static List<String> listed(SettingsReader settings, Setting setting) {
    return settings
        .optional(setting)
        .map(list -> Stream.of(list.split(",", -1)).map(String::strip).toList())
        .orElse(List.of());
  }
}
