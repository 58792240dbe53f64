package io.clausewatch.platform.kafka;

import io.clausewatch.contract.AvroSerdes;
import io.clausewatch.platform.config.BasicCredentials;
import io.clausewatch.platform.config.HostAddresses;
import io.clausewatch.platform.config.Setting;
import io.clausewatch.platform.config.SettingsReader;
import io.clausewatch.platform.tls.TlsSettings;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the schema registry is and how it is spoken to. Immutable; shows no secret.
 *
 * @param url of its Confluent-compatible API
 * @param login basic authentication, if the registry asks for it
 * @param tls whom to trust, and the client's certificate; of use with https
 */
public record RegistryConnection(URI url, Optional<BasicCredentials> login, TlsSettings tls) {

  private static final TlsSettings.Names TLS =
      new TlsSettings.Names(
          Setting.SCHEMA_REGISTRY_CA_FILE,
          Setting.SCHEMA_REGISTRY_CA_PASSWORD,
          Setting.SCHEMA_REGISTRY_CERTIFICATE_FILE,
          Setting.SCHEMA_REGISTRY_KEY_FILE,
          Setting.SCHEMA_REGISTRY_KEY_PASSWORD);

  /** Reads it from settings, which collect what is wrong. */
  public static RegistryConnection from(SettingsReader settings) {
    URI url = settings.url(Setting.SCHEMA_REGISTRY_URL);
    TlsSettings tls = TlsSettings.DEFAULT;
    if (HostAddresses.isHttps(url)) {
      tls = TlsSettings.from(settings, TLS);
    } else {
      settings.refuse(
          "has no effect, " + Setting.SCHEMA_REGISTRY_URL.variable() + " is not https", TLS.all());
    }
    Optional<BasicCredentials> login =
        BasicCredentials.from(
            settings, Setting.SCHEMA_REGISTRY_USER, Setting.SCHEMA_REGISTRY_PASSWORD);
    return new RegistryConnection(url, login, tls);
  }

  /**
   * Serdes that speak to it.
   *
   * @return new ones, to be closed
   */
  public AvroSerdes serdes() {
    return new AvroSerdes(url.toString(), properties());
  }

  private Map<String, Object> properties() {
    Map<String, Object> properties = new HashMap<>();
    if (HostAddresses.isHttps(url)) {
      properties.putAll(tls.properties("schema.registry."));
    }
    login.ifPresent(
        l -> {
          properties.put("basic.auth.credentials.source", "USER_INFO");
          // A string, though a secret: the client takes nothing else.
          properties.put("basic.auth.user.info", l.user() + ":" + l.password().reveal());
        });
    return properties;
  }

  /** What works and is unwise. */
  public List<String> warnings() {
    return login.isPresent() && HostAddresses.isOpen(url)
        ? List.of(
            "%s: the password crosses the network unencrypted, use https"
                .formatted(Setting.SCHEMA_REGISTRY_URL.variable()))
        : List.of();
  }
}
