package io.clausewatch.platform.kafka;

import io.clausewatch.platform.config.BasicCredentials;
import io.clausewatch.platform.config.HostAddresses;
import io.clausewatch.platform.config.Secret;
import io.clausewatch.platform.config.Setting;
import io.clausewatch.platform.config.SettingsReader;
import io.clausewatch.platform.tls.TlsSettings;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.oauthbearer.ClientCredentialsJwtRetriever;
import org.apache.kafka.common.security.oauthbearer.ClientJwtValidator;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler;
import org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;

/** How a client tells Kafka who it is. Immutable; shows no secret. */
public sealed interface SaslSettings {

  /**
   * As a client of Kafka wants it.
   *
   * @return Kafka's settings; secrets are {@link Password}s, which do not print themselves
   */
  Map<String, Object> properties();

  /**
   * Whom Kafka takes the client for.
   *
   * @return the user name, or empty when only the issuer of tokens knows
   */
  Optional<String> user();

  /** The mechanisms that Clausewatch knows. */
  enum Mechanism {
    /** Name and password as they are. */
    PLAIN("PLAIN"),
    /** Proof of the password, by SHA-256. */
    SCRAM_SHA_256("SCRAM-SHA-256"),
    /** Proof of the password, by SHA-512. */
    SCRAM_SHA_512("SCRAM-SHA-512"),
    /** A token that somebody else issues. */
    OAUTHBEARER("OAUTHBEARER");

    private final String id;

    Mechanism(String id) {
      this.id = id;
    }

    /** Kafka's name of it. */
    String id() {
      return id;
    }
  }

  /**
   * By name and password.
   *
   * @param mechanism any but OAUTHBEARER
   * @param login name and password
   */
  record ByPassword(Mechanism mechanism, BasicCredentials login) implements SaslSettings {
    @Override
    public Map<String, Object> properties() {
      Class<?> module =
          mechanism == Mechanism.PLAIN ? PlainLoginModule.class : ScramLoginModule.class;
      return Map.of(
          SaslConfigs.SASL_MECHANISM,
          mechanism.id(),
          SaslConfigs.SASL_JAAS_CONFIG,
          jaas(module, Map.of("username", login.user(), "password", login.password().reveal())));
    }

    @Override
    public Optional<String> user() {
      return Optional.of(login.user());
    }
  }

  /**
   * By a token, which is asked for with the client's own credentials (KIP-768).
   *
   * @param tokenUrl who issues it
   * @param clientId the client's id there
   * @param clientSecret the client's secret there
   * @param scope what the token is for, if that has to be said
   * @param tls whom to trust as the issuer
   */
  record ByToken(
      URI tokenUrl, String clientId, Secret clientSecret, Optional<String> scope, TlsSettings tls)
      implements SaslSettings {

    /** Kafka's clients ask no address for tokens that this does not list. */
    public static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";

    /** Also puts the token URL on Kafka's list of those that may be asked, for this whole JVM. */
    @Override
    public Map<String, Object> properties() {
      allow(tokenUrl.toString());
      Map<String, Object> properties = new HashMap<>();
      properties.put(SaslConfigs.SASL_MECHANISM, Mechanism.OAUTHBEARER.id());
      properties.put(
          SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS, OAuthBearerLoginCallbackHandler.class);
      // By their names: the defaults could do more, and need a library for it.
      properties.put(
          SaslConfigs.SASL_OAUTHBEARER_JWT_RETRIEVER_CLASS,
          ClientCredentialsJwtRetriever.class.getName());
      properties.put(
          SaslConfigs.SASL_OAUTHBEARER_JWT_VALIDATOR_CLASS, ClientJwtValidator.class.getName());
      properties.put(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL, tokenUrl.toString());
      properties.put(SaslConfigs.SASL_OAUTHBEARER_CLIENT_CREDENTIALS_CLIENT_ID, clientId);
      properties.put(
          SaslConfigs.SASL_OAUTHBEARER_CLIENT_CREDENTIALS_CLIENT_SECRET,
          new Password(clientSecret.reveal()));
      scope.ifPresent(s -> properties.put(SaslConfigs.SASL_OAUTHBEARER_SCOPE, s));
      Map<String, String> options = new TreeMap<>();
      tls.trusted()
          .ifPresent(
              pem -> {
                options.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, "PEM");
                options.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, pem);
              });
      properties.put(SaslConfigs.SASL_JAAS_CONFIG, jaas(OAuthBearerLoginModule.class, options));
      return properties;
    }

    private static synchronized void allow(String url) {
      String listed = System.getProperty(ALLOWED_URLS, "");
      if (!Arrays.asList(listed.split(",")).contains(url)) {
        System.setProperty(ALLOWED_URLS, listed.isEmpty() ? url : listed + "," + url);
      }
    }

    @Override
    public Optional<String> user() {
      return Optional.empty();
    }
  }

  /** Reads what the mechanism that is set needs, and refuses what it does not. */
  static Optional<SaslSettings> from(SettingsReader settings) {
    Optional<Mechanism> mechanism =
        settings.optionalChoice(
            Setting.KAFKA_SASL_MECHANISM, List.of(Mechanism.values()), Mechanism::id);
    if (mechanism.isEmpty()) {
      if (!settings.isSet(Setting.KAFKA_SASL_MECHANISM)) {
        settings.fault(
            Setting.KAFKA_SASL_MECHANISM,
            "is not set, expected PLAIN, SCRAM-SHA-256, SCRAM-SHA-512 or OAUTHBEARER");
      }
      return Optional.empty();
    }
    String noEffect = "has no effect with the mechanism " + mechanism.get().id();
    if (mechanism.get() == Mechanism.OAUTHBEARER) {
      settings.refuse(noEffect, Setting.KAFKA_USER, Setting.KAFKA_PASSWORD);
      return Optional.of(byToken(settings));
    }
    settings.refuse(
        noEffect,
        Setting.KAFKA_OAUTH_TOKEN_URL,
        Setting.KAFKA_OAUTH_CLIENT_ID,
        Setting.KAFKA_OAUTH_CLIENT_SECRET,
        Setting.KAFKA_OAUTH_SCOPE,
        Setting.KAFKA_OAUTH_CA_FILE);
    return Optional.of(
        new ByPassword(
            mechanism.get(),
            new BasicCredentials(
                settings.required(Setting.KAFKA_USER), settings.secret(Setting.KAFKA_PASSWORD))));
  }

  private static SaslSettings byToken(SettingsReader settings) {
    URI url = settings.requiredUrl(Setting.KAFKA_OAUTH_TOKEN_URL);
    if (!HostAddresses.isHttps(url)) {
      settings.refuse("has no effect, the token URL is not https", Setting.KAFKA_OAUTH_CA_FILE);
    }
    return new ByToken(
        url,
        settings.required(Setting.KAFKA_OAUTH_CLIENT_ID),
        settings.secret(Setting.KAFKA_OAUTH_CLIENT_SECRET),
        settings.optional(Setting.KAFKA_OAUTH_SCOPE),
        TlsSettings.trusting(settings, Setting.KAFKA_OAUTH_CA_FILE));
  }

  /** A login module with its options, quoted so that any value comes out as it went in. */
  private static Password jaas(Class<?> module, Map<String, String> options) {
    StringBuilder text = new StringBuilder(module.getName()).append(" required");
    options.forEach(
        (name, value) ->
            text.append(' ')
                .append(name)
                .append("=\"")
                .append(
                    value
                        .replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r"))
                .append('"'));
    return new Password(text.append(';').toString());
  }
}
