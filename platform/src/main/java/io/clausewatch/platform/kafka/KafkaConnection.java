package io.clausewatch.platform.kafka;

import io.clausewatch.platform.config.HostAddresses;
import io.clausewatch.platform.config.Setting;
import io.clausewatch.platform.config.SettingsReader;
import io.clausewatch.platform.tls.TlsSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where Kafka is and how it is spoken to: the settings that every client of both apps shares.
 * Immutable; shows no secret.
 *
 * @param bootstrapServers comma-separated {@code host:port}
 * @param protocol as the brokers' listener
 * @param tls whom to trust, and the client's certificate; of use with {@code SSL} and {@code
 *     SASL_SSL}
 * @param sasl who the client is; there with {@code SASL_PLAINTEXT} and {@code SASL_SSL}
 * @param clients what else the operator sets of every client
 */
public record KafkaConnection(
    String bootstrapServers,
    SecurityProtocol protocol,
    TlsSettings tls,
    Optional<SaslSettings> sasl,
    KafkaClientSettings clients) {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaConnection.class);
  private static final Pattern SERVERS =
      Pattern.compile("[^,:\\s@]+:\\d{1,5}(\\s*,\\s*[^,:\\s@]+:\\d{1,5})*");
  private static final TlsSettings.Names TLS =
      new TlsSettings.Names(
          Setting.KAFKA_CA_FILE,
          Setting.KAFKA_CA_PASSWORD,
          Setting.KAFKA_CERTIFICATE_FILE,
          Setting.KAFKA_KEY_FILE,
          Setting.KAFKA_KEY_PASSWORD);

  /**
   * A Kafka that asks for nothing, as the embedded one.
   *
   * @param bootstrapServers comma-separated {@code host:port}
   * @return the connection
   */
  public static KafkaConnection plaintext(String bootstrapServers) {
    return new KafkaConnection(
        bootstrapServers,
        SecurityProtocol.PLAINTEXT,
        TlsSettings.DEFAULT,
        Optional.empty(),
        KafkaClientSettings.NONE);
  }

  /** Reads it from settings, which collect what is wrong. */
  public static KafkaConnection from(SettingsReader settings) {
    String servers =
        settings.string(
            Setting.KAFKA_BOOTSTRAP_SERVERS,
            SERVERS,
            "host:port, or several with commas between them");
    SecurityProtocol protocol =
        settings.choice(Setting.KAFKA_SECURITY_PROTOCOL, SecurityProtocol.class);
    String noEffect =
        "has no effect with %s=%s"
            .formatted(Setting.KAFKA_SECURITY_PROTOCOL.variable(), protocol.name());
    TlsSettings tls = TlsSettings.DEFAULT;
    if (protocol == SecurityProtocol.SSL || protocol == SecurityProtocol.SASL_SSL) {
      tls = TlsSettings.from(settings, TLS);
    } else {
      settings.refuse(noEffect, TLS.all());
    }
    Optional<SaslSettings> sasl = Optional.empty();
    if (protocol == SecurityProtocol.SASL_PLAINTEXT || protocol == SecurityProtocol.SASL_SSL) {
      sasl = SaslSettings.from(settings);
    } else {
      settings.refuse(
          noEffect,
          Setting.KAFKA_SASL_MECHANISM,
          Setting.KAFKA_USER,
          Setting.KAFKA_PASSWORD,
          Setting.KAFKA_OAUTH_TOKEN_URL,
          Setting.KAFKA_OAUTH_CLIENT_ID,
          Setting.KAFKA_OAUTH_CLIENT_SECRET,
          Setting.KAFKA_OAUTH_SCOPE,
          Setting.KAFKA_OAUTH_CA_FILE);
    }
    return new KafkaConnection(servers, protocol, tls, sasl, KafkaClientSettings.from(settings));
  }

  /**
   * What a client needs to reach Kafka; nothing else of it.
   *
   * @return Kafka's settings, in a map that may be added to; secrets do not print themselves
   */
  public Map<String, Object> properties() {
    Map<String, Object> properties = new HashMap<>();
    properties.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    properties.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, protocol.name());
    if (protocol == SecurityProtocol.SSL || protocol == SecurityProtocol.SASL_SSL) {
      properties.putAll(tls.properties(""));
    }
    sasl.ifPresent(s -> properties.putAll(s.properties()));
    return properties;
  }

  /**
   * The settings of an admin client.
   *
   * @param clientId its name in Kafka's logs and quotas
   * @param more what else it is set to for what it is there for, whatever the operator sets
   * @return Kafka's settings, in a map that may be added to; secrets do not print themselves
   */
  public Map<String, Object> admin(String clientId, Map<String, ?> more) {
    return client(clientId, clients.ofAdmins(), more);
  }

  private Map<String, Object> client(
      String clientId, Map<String, Object> operators, Map<String, ?> own) {
    Map<String, Object> properties = new HashMap<>(operators);
    properties.putAll(properties());
    properties.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    properties.putAll(own);
    operators.keySet().stream()
        .filter(own::containsKey)
        .sorted()
        .forEach(name -> LOG.info("The client {} keeps a {} of its own", clientId, name));
    return properties;
  }

  /**
   * The settings of a producer that loses nothing and repeats nothing. It does not compress: most
   * of what it writes are events, which the broker stores as they are, and the rest is little.
   *
   * @param clientId its name in Kafka's logs and quotas
   * @param more what else it is set to for what it is there for, whatever the operator sets
   * @return Kafka's settings, in a map that may be added to; secrets do not print themselves
   */
  public Map<String, Object> durableProducer(String clientId, Map<String, ?> more) {
    Map<String, Object> properties = client(clientId, clients.ofProducers(), more);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    return properties;
  }

  /**
   * The settings of a consumer that sees what is committed alone, begins at the beginning, and
   * remembers nothing unless it is told to.
   *
   * @param clientId its name in Kafka's logs and quotas
   * @param more what else it is set to for what it is there for, whatever the operator sets
   * @return Kafka's settings, in a map that may be added to; secrets do not print themselves
   */
  public Map<String, Object> reader(String clientId, Map<String, ?> more) {
    Map<String, Object> properties = client(clientId, clients.ofConsumers(), more);
    properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return properties;
  }

  /**
   * Whom Kafka's access control takes the client for, unless the brokers map names.
   *
   * @return such as {@code User:clausewatch}; empty when the brokers alone know
   */
  public Optional<String> principal() {
    return switch (protocol) {
      case PLAINTEXT -> Optional.of("User:ANONYMOUS");
      case SSL ->
          Optional.of(
              "User:" + tls.client().map(TlsSettings.Identity::subject).orElse("ANONYMOUS"));
      case SASL_PLAINTEXT, SASL_SSL -> sasl.flatMap(SaslSettings::user).map(user -> "User:" + user);
    };
  }

  /** Whether all brokers are on this machine. */
  private boolean isLocal() {
    return Arrays.stream(bootstrapServers.split(","))
        .map(server -> server.strip().replaceFirst(":\\d+$", ""))
        .allMatch(HostAddresses::isLoopback);
  }

  /** What works and is unwise. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    if (protocol == SecurityProtocol.SASL_PLAINTEXT && !isLocal()) {
      warnings.add(
          "%s=SASL_PLAINTEXT: credentials and personal data cross the network unencrypted"
              .formatted(Setting.KAFKA_SECURITY_PROTOCOL.variable()));
    }
    if (sasl.orElse(null) instanceof SaslSettings.ByToken token
        && HostAddresses.isOpen(token.tokenUrl())) {
      warnings.add(
          "%s: the client secret crosses the network unencrypted"
              .formatted(Setting.KAFKA_OAUTH_TOKEN_URL.variable()));
    }
    return warnings;
  }
}
