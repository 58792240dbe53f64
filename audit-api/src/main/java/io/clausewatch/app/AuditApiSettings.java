package io.clausewatch.app;

import io.clausewatch.http.BearerTokens;
import io.clausewatch.http.Caller;
import io.clausewatch.http.Role;
import io.clausewatch.platform.config.HostAddresses;
import io.clausewatch.platform.config.Secret;
import io.clausewatch.platform.config.Setting;
import io.clausewatch.platform.config.SettingsReader;
import io.clausewatch.platform.connections.ConnectionSettings;
import io.clausewatch.platform.privacy.SubjectPseudonym;
import io.clausewatch.reviews.ReviewSettings;
import io.clausewatch.signin.OidcSettings;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings of the audit API, from the environment and the file that it names. Immutable; shows
 * no secret.
 *
 * @param connections the three servers, and the names of topics and indices
 * @param subjectKey the key of the pseudonyms: the stream processor's
 * @param policies the directory of the policy files
 * @param bind the address to listen on
 * @param port the port to listen on, 0 for any free one
 * @param publicUrl where browsers reach the server, without a path; empty when nobody said
 * @param tokens who may call
 * @param oidc the organisation's provider, with whose accounts one may sign in too; or empty
 * @param reviews what counts as unusual in a review of access records
 * @param zone the office's, by whose clock pages and reports tell times
 * @param lookupsPerMinute how many people a caller may look up in a minute, at least 1
 */
public record AuditApiSettings(
    ConnectionSettings connections,
    Secret subjectKey,
    Path policies,
    String bind,
    int port,
    Optional<URI> publicUrl,
    BearerTokens tokens,
    Optional<OidcSettings> oidc,
    ReviewSettings reviews,
    ZoneId zone,
    int lookupsPerMinute) {

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9\\-._~+/]{16,}=*");
  private static final Pattern API_KEY =
      Pattern.compile("([A-Za-z0-9._-]{1,64}):([a-z]+):([0-9a-fA-F]{64})");

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
              s.secret(Setting.SUBJECT_KEY, SubjectPseudonym.MIN_KEY_LENGTH),
              s.path(Setting.POLICIES),
              s.string(Setting.BIND),
              s.integer(Setting.PORT, 0, 65_535),
              publicUrl(s),
              tokens(s),
              OidcSettings.from(s),
              reviews,
              zone(s, reviews),
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
    return publicUrl.filter(HostAddresses::isHttps).isPresent();
  }

  /** What works and is unwise. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>(connections.warnings());
    publicUrl
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

  /** The tokens of the file and the API keys together, of use unless only the provider's count. */
  private static BearerTokens tokens(SettingsReader settings) {
    Optional<Path> file = settings.optionalPath(Setting.TOKENS_FILE);
    Optional<String> keys = settings.optional(Setting.API_KEYS);
    if (file.isEmpty() && keys.isEmpty() && !settings.isSet(Setting.OIDC_ISSUER)) {
      settings.fault(
          Setting.TOKENS_FILE,
          "is not set, and neither is %s or %s: without one of them nobody could call"
              .formatted(Setting.API_KEYS.variable(), Setting.OIDC_ISSUER.variable()));
    }
    Map<String, Caller> byHash = new LinkedHashMap<>();
    file.ifPresent(path -> readFile(path, settings, byHash));
    keys.ifPresent(list -> readKeys(list, settings, byHash));
    return BearerTokens.ofHashes(byHash);
  }

  private static void readFile(Path path, SettingsReader settings, Map<String, Caller> byHash) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(path)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      settings.fault(
          Setting.TOKENS_FILE,
          "cannot be read as a properties file: %s (%s)"
              .formatted(path, e.getClass().getSimpleName()));
      return;
    }
    if (properties.isEmpty()) {
      settings.fault(Setting.TOKENS_FILE, "has no token in it: " + path);
    }
    for (String key : new TreeSet<>(properties.stringPropertyNames())) {
      Optional<Role> role = Role.of(key);
      String token = properties.getProperty(key).strip();
      if (role.isEmpty()) {
        settings.fault(Setting.TOKENS_FILE, "%s: is no role: %s".formatted(path, key));
      } else if (!TOKEN.matcher(token).matches()) {
        settings.fault(
            Setting.TOKENS_FILE,
            "%s: the token of %s must be at least 16 letters, digits or any of -._~+/"
                .formatted(path, key));
      } else if (byHash.put(BearerTokens.sha256(token), new Caller(key, role.get())) != null) {
        settings.fault(
            Setting.TOKENS_FILE, "%s: the token of %s is another role's too".formatted(path, key));
      }
    }
  }

  private static void readKeys(String list, SettingsReader settings, Map<String, Caller> byHash) {
    Set<String> names = new HashSet<>();
    int number = 0;
    for (String key : list.split(",", -1)) {
      number++;
      Matcher parts = API_KEY.matcher(key.strip());
      Optional<Role> role = parts.matches() ? Role.of(parts.group(2)) : Optional.empty();
      if (role.isEmpty()) {
        settings.fault(
            Setting.API_KEYS,
            "number %d is not <name>:<producer, officer, auditor or admin>:<64 hex digits of the key's SHA-256>"
                .formatted(number));
        continue;
      }
      String name = parts.group(1);
      if (!names.add(name)) {
        settings.fault(Setting.API_KEYS, "has two keys of the name " + name);
      }
      String hash = parts.group(3).toLowerCase(Locale.ROOT);
      if (byHash.put(hash, new Caller(name, role.get())) != null) {
        settings.fault(Setting.API_KEYS, "the key of %s is somebody else's too".formatted(name));
      }
    }
  }
}
