package io.clausewatch.platform.elasticsearch;

import co.elastic.clients.transport.TransportUtils;
import io.clausewatch.platform.config.BasicCredentials;
import io.clausewatch.platform.config.HostAddresses;
import io.clausewatch.platform.config.Secret;
import io.clausewatch.platform.config.Setting;
import io.clausewatch.platform.config.SettingsReader;
import io.clausewatch.platform.tls.TlsSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * Where Elasticsearch is and how it is spoken to. Immutable; shows no secret.
 *
 * @param url http or https, perhaps with a path
 * @param tls whom to trust; of use with https
 * @param caFingerprint whom to trust instead: the SHA-256 fingerprint of the CA in small hex digits
 * @param login basic authentication; not beside an API key
 * @param apiKey an API key in its encoded form
 */
public record ElasticsearchAccess(
    URI url,
    TlsSettings tls,
    Optional<String> caFingerprint,
    Optional<BasicCredentials> login,
    Optional<Secret> apiKey) {

  private static final Pattern FINGERPRINT =
      Pattern.compile("([0-9a-fA-F]{2}:?){31}[0-9a-fA-F]{2}");

  /**
   * An Elasticsearch that asks for nothing, as the embedded one.
   *
   * @param url http or https, perhaps with a path
   * @return the access
   */
  public static ElasticsearchAccess open(URI url) {
    return new ElasticsearchAccess(
        url, TlsSettings.DEFAULT, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Reads it from settings, which collect what is wrong. */
  public static ElasticsearchAccess from(SettingsReader settings) {
    URI url = settings.url(Setting.ELASTICSEARCH_URL);
    Optional<String> trusted = Optional.empty();
    if (HostAddresses.isHttps(url)) {
      trusted =
          TlsSettings.trusted(
              settings,
              Setting.ELASTICSEARCH_CA_FILE,
              settings.optionalSecret(Setting.ELASTICSEARCH_CA_PASSWORD));
    } else {
      settings.refuse(
          "has no effect, " + Setting.ELASTICSEARCH_URL.variable() + " is not https",
          Setting.ELASTICSEARCH_CA_FILE,
          Setting.ELASTICSEARCH_CA_FINGERPRINT);
    }
    if (settings.isSet(Setting.ELASTICSEARCH_CA_FILE)) {
      refuseBoth(settings, Setting.ELASTICSEARCH_CA_FINGERPRINT, Setting.ELASTICSEARCH_CA_FILE);
    } else {
      settings.refuse(
          "has no effect without " + Setting.ELASTICSEARCH_CA_FILE.variable(),
          Setting.ELASTICSEARCH_CA_PASSWORD);
    }
    if (settings.isSet(Setting.ELASTICSEARCH_USER)) {
      refuseBoth(settings, Setting.ELASTICSEARCH_API_KEY, Setting.ELASTICSEARCH_USER);
    }
    return new ElasticsearchAccess(
        url,
        new TlsSettings(trusted, Optional.empty()),
        settings
            .optional(
                Setting.ELASTICSEARCH_CA_FINGERPRINT,
                FINGERPRINT,
                "a SHA-256 fingerprint of 64 hex digits")
            .map(f -> f.replace(":", "").toLowerCase(Locale.ROOT)),
        BasicCredentials.from(settings, Setting.ELASTICSEARCH_USER, Setting.ELASTICSEARCH_PASSWORD),
        settings.optionalSecret(Setting.ELASTICSEARCH_API_KEY));
  }

  private static void refuseBoth(SettingsReader settings, Setting one, Setting other) {
    settings.refuse("is set, and %s too: only one of them may be".formatted(other.variable()), one);
  }

  /** Whom to trust; empty when Java's own context says. */
  Optional<SSLContext> trust() {
    return caFingerprint.map(TransportUtils::sslContextFromCaFingerprint).or(tls::context);
  }

  /** The value of the header {@code Authorization}: a secret. */
  Optional<String> authorization() {
    return apiKey
        .map(key -> "ApiKey " + key.reveal())
        .or(() -> login.map(ElasticsearchAccess::basic));
  }

  private static String basic(BasicCredentials login) {
    String both = login.user() + ":" + login.password().reveal();
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }

  /** What works and is unwise. */
  public List<String> warnings() {
    return authorization().isPresent() && HostAddresses.isOpen(url)
        ? List.of(
            "%s: the password or API key crosses the network unencrypted, use https"
                .formatted(Setting.ELASTICSEARCH_URL.variable()))
        : List.of();
  }
}
