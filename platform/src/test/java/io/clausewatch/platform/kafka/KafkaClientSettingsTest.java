package io.clausewatch.platform.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.clausewatch.platform.config.SettingsException;
import io.clausewatch.platform.config.SettingsReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaClientSettingsTest {
  private static final String PREFIX = "CLAUSEWATCH_KAFKA_CLIENT_";

  @TempDir Path folder;

  @Test
  void withoutAnyNothingIsSet() {
    assertThat(read().clients()).isEqualTo(KafkaClientSettings.NONE);
    assertThat(read("LINGER_MS", " ").clients()).isEqualTo(KafkaClientSettings.NONE);
  }

  @Test
  void whatEveryClientKnowsGoesToEveryClient() {
    KafkaConnection kafka = read("RECONNECT_BACKOFF_MAX_MS", " 5000 ");
    assertThat(kafka.admin("a", Map.of())).containsEntry("reconnect.backoff.max.ms", "5000");
    assertThat(kafka.durableProducer("p", Map.of()))
        .containsEntry("reconnect.backoff.max.ms", "5000");
    assertThat(kafka.reader("r", Map.of())).containsEntry("reconnect.backoff.max.ms", "5000");
  }

  @Test
  void whatOneKindOfClientKnowsGoesToThatKindAlone() {
    KafkaConnection kafka = read("LINGER_MS", "7", "MAX_POLL_RECORDS", "9", "RETRIES", "11");
    assertThat(kafka.durableProducer("p", Map.of()))
        .containsEntry("linger.ms", "7")
        .containsEntry("retries", "11")
        .doesNotContainKey("max.poll.records");
    assertThat(kafka.reader("r", Map.of()))
        .containsEntry("max.poll.records", "9")
        .doesNotContainKeys("linger.ms", "retries");
    assertThat(kafka.admin("a", Map.of()))
        .containsEntry("retries", "11")
        .doesNotContainKeys("linger.ms", "max.poll.records");
  }

  @Test
  void realClientsTakeThem() {
    KafkaConnection kafka =
        read(
            "RECONNECT_BACKOFF_MAX_MS", "5000",
            "LINGER_MS", "7",
            "CLIENT_RACK", "eu-1a",
            "SSL_CIPHER_SUITES", "TLS_AES_256_GCM_SHA384,TLS_AES_128_GCM_SHA256",
            "METADATA_RECOVERY_STRATEGY", "none");
    Admin.create(kafka.admin("a", Map.of())).close();
    new KafkaProducer<>(
            kafka.durableProducer("p", Map.of()),
            new ByteArraySerializer(),
            new ByteArraySerializer())
        .close();
    new KafkaConsumer<>(
            kafka.reader("r", Map.of()), new ByteArrayDeserializer(), new ByteArrayDeserializer())
        .close();
  }

  @Test
  void aClientKeepsWhatItIsGivenForItsPurpose() {
    KafkaConnection kafka = read("REQUEST_TIMEOUT_MS", "60000");
    assertThat(kafka.admin("a", Map.of("request.timeout.ms", 3_000)))
        .containsEntry("request.timeout.ms", 3_000);
    assertThat(kafka.admin("a", Map.of())).containsEntry("request.timeout.ms", "60000");
  }

  @Test
  void aFileGivesThemTooAndTheEnvironmentWins() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("clausewatch.properties"),
            PREFIX + "LINGER_MS=7\n" + PREFIX + "BATCH_SIZE=9\n" + PREFIX + "RETRYS=1\n");
    Map<String, String> environment = new TreeMap<>();
    environment.put("CLAUSEWATCH_CONFIG_FILE", file.toString());
    environment.put(PREFIX + "LINGER_MS", "8");
    assertThat(faults(environment))
        .containsExactly(
            "%sRETRYS in %s: is no setting of Kafka's clients, did you mean %sRETRIES?"
                .formatted(PREFIX, file, PREFIX));
    Files.writeString(file, PREFIX + "LINGER_MS=7\n" + PREFIX + "BATCH_SIZE=9\n");
    assertThat(SettingsReader.read(environment, KafkaConnection::from).clients().values())
        .isEqualTo(Map.of("linger.ms", "8", "batch.size", "9"));
  }

  @ParameterizedTest
  @CsvSource({
    "RECONECT_BACKOFF_MS, RECONNECT_BACKOFF_MS",
    "RECONNECT_BACKOFF_MX_MS, RECONNECT_BACKOFF_MAX_MS",
    "LINGER, LINGER_MS",
    "SSL_CIPHERS, SSL_CIPHER_SUITES",
  })
  void anUnknownNameIsRefusedWithTheNearestKnownOne(String given, String meant) {
    assertThat(faults(Map.of(PREFIX + given, "1")))
        .containsExactly(
            "%s%s: is no setting of Kafka's clients, did you mean %s%s?"
                .formatted(PREFIX, given, PREFIX, meant));
  }

  @Test
  void whatIsKafkasOwnAffairIsNotKnown() {
    assertThat(faults(Map.of(PREFIX + "INTERNAL_THROW_ON_FETCH_STABLE_OFFSET_UNSUPPORTED", "true")))
        .singleElement()
        .asString()
        .contains("is no setting of Kafka's clients");
  }

  @Test
  void thePrefixAloneIsNoSetting() {
    assertThat(faults(Map.of("CLAUSEWATCH_KAFKA_CLIENT", "1", PREFIX, "2")))
        .hasSize(2)
        .allSatisfy(fault -> assertThat(fault).contains("is no setting, did you mean"));
  }

  @ParameterizedTest
  @CsvSource({
    "BOOTSTRAP_SERVERS, is set by CLAUSEWATCH_KAFKA_BOOTSTRAP_SERVERS",
    "SECURITY_PROTOCOL, is decided by CLAUSEWATCH_KAFKA_SECURITY_PROTOCOL",
    "SASL_JAAS_CONFIG, is decided by CLAUSEWATCH_KAFKA_SECURITY_PROTOCOL",
    "SSL_TRUSTSTORE_PASSWORD, is decided by CLAUSEWATCH_KAFKA_SECURITY_PROTOCOL",
    "SSL_ENDPOINT_IDENTIFICATION_ALGORITHM, is decided by CLAUSEWATCH_KAFKA_SECURITY_PROTOCOL",
    "ACKS, nothing may be acknowledged before it is durable",
    "ENABLE_IDEMPOTENCE, nothing may be acknowledged before it is durable",
    "TRANSACTIONAL_ID, nothing may be acknowledged before it is durable",
    "PROCESSING_GUARANTEE, nothing may be acknowledged before it is durable",
    "ISOLATION_LEVEL, no record may be read before it is committed",
    "ENABLE_AUTO_COMMIT, no record may be read before it is committed",
    "AUTO_OFFSET_RESET, no record may be read before it is committed",
    "GROUP_ID, which consumer reads what",
    "CLIENT_ID, which consumer reads what",
    "VALUE_SERIALIZER, it decides what is in a record",
    "KEY_DESERIALIZER, it decides what is in a record",
    "PARTITIONER_CLASS, it decides what is in a record",
    "COMPRESSION_TYPE, producers and topics have to agree",
    "MAX_REQUEST_SIZE, producers and topics have to agree",
    "STATE_DIR, is set by CLAUSEWATCH_STATE_DIR",
  })
  void whatClausewatchSetsItselfIsRefusedWithTheReason(String name, String why) {
    assertThat(faults(Map.of(PREFIX + name, "hunter2")))
        .singleElement()
        .asString()
        .startsWith(PREFIX + name + ": ")
        .contains(why)
        .doesNotContain("hunter2");
  }

  /** Whatever Kafka adds in a later version. */
  @Test
  void noSecretOfKafkasClientsIsEverTheOperators() {
    for (ConfigDef kind :
        List.of(
            ProducerConfig.configDef(),
            ConsumerConfig.configDef(),
            AdminClientConfig.configDef())) {
      kind.configKeys().values().stream()
          .filter(key -> key.type == ConfigDef.Type.PASSWORD)
          .forEach(
              key ->
                  assertThat(
                          faults(
                              Map.of(
                                  PREFIX + key.name.toUpperCase(Locale.ROOT).replace('.', '_'),
                                  "hunter2")))
                      .singleElement()
                      .asString()
                      .doesNotContain("hunter2"));
    }
  }

  @Test
  void aSecretDoesNotPrintItself() {
    assertThat(new KafkaClientSettings(Map.of("a.password", new Password("hunter2"))).toString())
        .doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"soon", "-1", "1.5"})
  void aValueThatKafkaWouldNotTakeIsAFault(String value) {
    assertThat(faults(Map.of(PREFIX + "LINGER_MS", value)))
        .containsExactly(
            "%sLINGER_MS: expected a whole number that is in [0,...], found '%s'"
                .formatted(PREFIX, value));
  }

  @Test
  void everyFaultIsToldAtOnce() {
    assertThat(
            faults(
                Map.of(
                    PREFIX + "ACKS",
                    "0",
                    PREFIX + "METADATA_RECOVERY_STRATEGY",
                    "hope",
                    PREFIX + "METRIC_REPORTERS",
                    "one,one",
                    PREFIX + "NONSENSE",
                    "1",
                    "CLAUSEWATCH_KAFKA_BOOTSTRAP_SERVERS",
                    "nowhere")))
        .hasSize(5);
  }

  private static KafkaConnection read(String... members) {
    Map<String, String> environment = new TreeMap<>();
    for (int i = 0; i < members.length; i += 2) {
      environment.put(PREFIX + members[i], members[i + 1]);
    }
    return SettingsReader.read(environment, KafkaConnection::from);
  }

  private static List<String> faults(Map<String, String> environment) {
    return catchThrowableOfType(
            SettingsException.class, () -> SettingsReader.read(environment, KafkaConnection::from))
        .faults();
  }
}
