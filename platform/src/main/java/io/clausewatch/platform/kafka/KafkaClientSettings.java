package io.clausewatch.platform.kafka;

import static java.util.Map.entry;

import io.clausewatch.contract.ClosestName;
import io.clausewatch.platform.config.Setting;
import io.clausewatch.platform.config.SettingsReader;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;

/**
 * What an operator sets of Kafka's clients beyond what Clausewatch has settings for: {@code
 * CLAUSEWATCH_KAFKA_CLIENT_RECONNECT_BACKOFF_MAX_MS} is their {@code reconnect.backoff.max.ms}. A
 * name that is none of theirs is a fault, and so is one that Clausewatch sets itself because it
 * would lose or repeat records otherwise. Immutable; shows no secret.
 *
 * @param values by Kafka's names; secrets are {@link Password}s, which do not print themselves
 */
public record KafkaClientSettings(Map<String, Object> values) {

  /** Nothing is set. */
  public static final KafkaClientSettings NONE = new KafkaClientSettings(Map.of());

  private static final ConfigDef PRODUCER = ProducerConfig.configDef();
  private static final ConfigDef CONSUMER = ConsumerConfig.configDef();
  private static final ConfigDef ADMIN = AdminClientConfig.configDef();

  private static final String SERVERS = "is set by " + Setting.KAFKA_BOOTSTRAP_SERVERS.variable();
  private static final String SECURITY =
      "is decided by %s and the settings beside it"
          .formatted(Setting.KAFKA_SECURITY_PROTOCOL.variable());
  private static final String DURABLE =
      "cannot be changed: nothing may be acknowledged before it is durable, or be there twice";
  private static final String COMMITTED =
      "cannot be changed: no record may be read before it is committed, or be passed over";
  private static final String GROUPS =
      "cannot be changed: which consumer reads what, and under which name, is Clausewatch's own";
  private static final String RECORDS =
      "cannot be changed: it decides what is in a record, or where it lies";
  private static final String SIZES = "cannot be changed: producers and topics have to agree on it";
  private static final String PROVIDERS =
      "cannot be changed: a secret that looks like a reference would be taken for one";
  private static final String NO_SHARE = "has no effect: no group shares its records";

  /** Why a name is not the operator's. */
  private static final Map<String, String> REFUSED =
      Map.ofEntries(
          entry(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, SERVERS),
          entry(AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG, SERVERS),
          entry(CommonClientConfigs.CLIENT_ID_CONFIG, GROUPS),
          entry(ConsumerConfig.GROUP_ID_CONFIG, GROUPS),
          entry(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, GROUPS),
          entry(ConsumerConfig.GROUP_PROTOCOL_CONFIG, GROUPS),
          entry(ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG, GROUPS),
          entry(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, GROUPS),
          entry(ProducerConfig.ACKS_CONFIG, DURABLE),
          entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, DURABLE),
          entry(ProducerConfig.TRANSACTIONAL_ID_CONFIG, DURABLE),
          entry(ProducerConfig.TRANSACTION_TWO_PHASE_COMMIT_ENABLE_CONFIG, DURABLE),
          // Of Kafka Streams, which passes its clients' settings on and is asked for it often.
          entry("processing.guarantee", DURABLE),
          entry("num.stream.threads", "is set by " + Setting.STREAM_THREADS.variable()),
          entry("num.standby.replicas", "is set by " + Setting.STANDBY_REPLICAS.variable()),
          entry("state.dir", "is set by " + Setting.STATE_DIR.variable()),
          entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, COMMITTED),
          entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, COMMITTED),
          entry(ConsumerConfig.AUTO_COMMIT_INTERVAL_MS_CONFIG, COMMITTED),
          entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, COMMITTED),
          entry(ConsumerConfig.CHECK_CRCS_CONFIG, COMMITTED),
          entry(
              ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
              "cannot be changed: topics are made with their settings"),
          entry(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, RECORDS),
          entry(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, RECORDS),
          entry(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, RECORDS),
          entry(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, RECORDS),
          entry(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG, RECORDS),
          entry(ProducerConfig.PARTITIONER_CLASS_CONFIG, RECORDS),
          entry(ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG, RECORDS),
          entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, SIZES),
          entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, SIZES),
          entry(AbstractConfig.CONFIG_PROVIDERS_CONFIG, PROVIDERS),
          entry(ConsumerConfig.SHARE_ACKNOWLEDGEMENT_MODE_CONFIG, NO_SHARE),
          entry(ConsumerConfig.SHARE_ACQUIRE_MODE_CONFIG, NO_SHARE));

  /** All others that begin with one of these are Clausewatch's own. */
  private static final List<String> SECURITY_PREFIXES = List.of("security.", "ssl.", "sasl.");

  /** They tell neither whom to trust nor who the client is. */
  private static final Set<String> HARMLESS =
      Set.of(
          SslConfigs.SSL_CIPHER_SUITES_CONFIG,
          SslConfigs.SSL_ENABLED_PROTOCOLS_CONFIG,
          SaslConfigs.SASL_LOGIN_CONNECT_TIMEOUT_MS,
          SaslConfigs.SASL_LOGIN_READ_TIMEOUT_MS,
          SaslConfigs.SASL_LOGIN_RETRY_BACKOFF_MS,
          SaslConfigs.SASL_LOGIN_RETRY_BACKOFF_MAX_MS,
          SaslConfigs.SASL_LOGIN_REFRESH_BUFFER_SECONDS,
          SaslConfigs.SASL_LOGIN_REFRESH_MIN_PERIOD_SECONDS,
          SaslConfigs.SASL_LOGIN_REFRESH_WINDOW_FACTOR,
          SaslConfigs.SASL_LOGIN_REFRESH_WINDOW_JITTER);

  /** Copies its map. */
  public KafkaClientSettings {
    values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /** Reads them from settings, which collect what is wrong. */
  static KafkaClientSettings from(SettingsReader settings) {
    Map<String, Object> values = new HashMap<>();
    settings
        .family(Setting.KAFKA_CLIENT)
        .forEach(
            (member, value) -> {
              String name = member.toLowerCase(Locale.ROOT).replace('_', '.');
              Optional<String> fault = fault(name, value);
              fault.ifPresent(sentence -> settings.fault(Setting.KAFKA_CLIENT, member, sentence));
              if (fault.isEmpty()) {
                values.put(name, isSecret(name) ? new Password(value) : value);
              }
            });
    return new KafkaClientSettings(values);
  }

  /** What is wrong with a setting, in a sentence; empty when nothing is. */
  private static Optional<String> fault(String name, String value) {
    Optional<String> refusal = refusal(name);
    if (refusal.isPresent()) {
      return refusal;
    }
    List<ConfigKey> keys = keys(name);
    if (keys.isEmpty()) {
      return Optional.of(
          "is no setting of Kafka's clients, did you mean %s?"
              .formatted(variable(ClosestName.to(name, names()).orElseThrow())));
    }
    return keys.stream().flatMap(key -> fault(key, value).stream()).findFirst();
  }

  private static Optional<String> refusal(String name) {
    boolean security =
        SECURITY_PREFIXES.stream().anyMatch(name::startsWith) && !HARMLESS.contains(name);
    return Optional.ofNullable(REFUSED.get(name))
        .or(() -> Optional.of(SECURITY).filter(why -> security && !keys(name).isEmpty()));
  }

  private static Optional<String> fault(ConfigKey key, String value) {
    try {
      Object parsed = ConfigDef.parseType(key.name, value, key.type);
      if (key.validator != null) {
        key.validator.ensureValid(key.name, parsed);
      }
      return Optional.empty();
    } catch (ConfigException e) {
      // Its own message quotes the value.
      return Optional.of(
          "expected %s%s%s"
              .formatted(
                  inWords(key.type),
                  key.validator == null ? "" : " that is in " + key.validator,
                  isSecret(key.name) ? "" : ", found '%s'".formatted(value)));
    }
  }

  private static String inWords(ConfigDef.Type type) {
    return switch (type) {
      case BOOLEAN -> "true or false";
      case STRING -> "a text";
      case INT, SHORT, LONG -> "a whole number";
      case DOUBLE -> "a number";
      case LIST -> "values with commas between them";
      case CLASS -> "the name of a class on the class path";
      case PASSWORD -> "a secret";
    };
  }

  private static boolean isSecret(String name) {
    return keys(name).stream().anyMatch(key -> key.type == ConfigDef.Type.PASSWORD);
  }

  /** What each kind of client that knows a name says of it; none of what is Kafka's own affair. */
  private static List<ConfigKey> keys(String name) {
    return List.of(PRODUCER, CONSUMER, ADMIN).stream()
        .flatMap(kind -> Optional.ofNullable(kind.configKeys().get(name)).stream())
        .filter(key -> !key.internalConfig)
        .toList();
  }

  /** The names that may be set. */
  private static Collection<String> names() {
    return List.of(PRODUCER, CONSUMER, ADMIN).stream()
        .flatMap(kind -> kind.names().stream())
        .distinct()
        .filter(name -> !keys(name).isEmpty() && refusal(name).isEmpty())
        .toList();
  }

  private static String variable(String name) {
    return Setting.KAFKA_CLIENT.variable() + "_" + name.toUpperCase(Locale.ROOT).replace('.', '_');
  }

  /**
   * What producers know of them.
   *
   * @return by Kafka's names
   */
  public Map<String, Object> ofProducers() {
    return known(PRODUCER);
  }

  /**
   * What consumers know of them.
   *
   * @return by Kafka's names
   */
  public Map<String, Object> ofConsumers() {
    return known(CONSUMER);
  }

  /**
   * What admin clients know of them.
   *
   * @return by Kafka's names
   */
  public Map<String, Object> ofAdmins() {
    return known(ADMIN);
  }

  private Map<String, Object> known(ConfigDef kind) {
    return values.entrySet().stream()
        .filter(value -> kind.names().contains(value.getKey()))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
