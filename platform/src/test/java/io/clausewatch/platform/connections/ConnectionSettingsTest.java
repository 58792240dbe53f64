package io.clausewatch.platform.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.clausewatch.contract.Retention;
import io.clausewatch.platform.config.Setting;
import io.clausewatch.platform.config.SettingsException;
import io.clausewatch.platform.config.SettingsReader;
import io.clausewatch.platform.elasticsearch.ElasticsearchAccess;
import io.clausewatch.platform.kafka.ConsumerGroups;
import io.clausewatch.platform.kafka.KafkaClientSettings;
import io.clausewatch.platform.kafka.KafkaConnection;
import io.clausewatch.platform.kafka.RegistryConnection;
import io.clausewatch.platform.kafka.SaslSettings;
import io.clausewatch.platform.tls.Keys;
import io.clausewatch.platform.tls.TlsSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.apache.kafka.common.security.auth.SecurityProtocol;
import org.apache.kafka.common.security.plain.PlainLoginModule;
import org.apache.kafka.common.security.scram.ScramLoginModule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionSettingsTest {
  private static final String SECRET = "hunter2\"\\;'\tzwei";

  @TempDir Path folder;

  @Test
  void everyDefault() {
    ConnectionSettings settings = read();
    assertThat(settings)
        .isEqualTo(
            new ConnectionSettings(
                new KafkaConnection(
                    "127.0.0.1:9092",
                    SecurityProtocol.PLAINTEXT,
                    TlsSettings.DEFAULT,
                    Optional.empty(),
                    KafkaClientSettings.NONE),
                new RegistryConnection(
                    URI.create("http://127.0.0.1:8081"), Optional.empty(), TlsSettings.DEFAULT),
                new ElasticsearchAccess(
                    URI.create("http://127.0.0.1:9200"),
                    TlsSettings.DEFAULT,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty()),
                "clausewatch.",
                6,
                1,
                new Retention(Duration.ofDays(14), Duration.ofDays(730), Duration.ofDays(90)),
                "clausewatch-",
                0));
    assertThat(settings.kafka().properties())
        .isEqualTo(Map.of("bootstrap.servers", "127.0.0.1:9092", "security.protocol", "PLAINTEXT"));
    assertThat(settings.groups())
        .isEqualTo(new ConsumerGroups("clausewatch-stream-processor", "clausewatch-indexer"));
    assertThat(settings.warnings()).isEmpty();
  }

  @Test
  void namesAndShapes() {
    ConnectionSettings settings =
        read(
            "KAFKA_BOOTSTRAP_SERVERS", "k1:9092, k2:9093",
            "SCHEMA_REGISTRY_URL", "https://registry/base",
            "ELASTICSEARCH_URL", "https://search:9200",
            "TOPIC_PREFIX", "audit_",
            "PARTITIONS", "12",
            "REPLICATION", "3",
            "EVENTS_RETENTION", "P7D",
            "TRAIL_RETENTION", "P30D",
            "DEAD_LETTERS_RETENTION", "P1D",
            "INDEX_PREFIX", "audit-",
            "INDEX_REPLICAS", "1");
    assertThat(settings)
        .isEqualTo(
            new ConnectionSettings(
                KafkaConnection.plaintext("k1:9092, k2:9093"),
                new RegistryConnection(
                    URI.create("https://registry/base"), Optional.empty(), TlsSettings.DEFAULT),
                ElasticsearchAccess.open(URI.create("https://search:9200")),
                "audit_",
                12,
                3,
                new Retention(Duration.ofDays(7), Duration.ofDays(30), Duration.ofDays(1)),
                "audit-",
                1));
    assertThat(settings.topics().trail().settings())
        .containsEntry("retention.ms", Long.toString(Duration.ofDays(30).toMillis()));
    assertThat(settings.groups())
        .isEqualTo(new ConsumerGroups("audit_stream-processor", "audit_indexer"));
  }

  @Test
  void retentionHasItsLeast() {
    assertThat(faults("EVENTS_RETENTION", "PT1H", "DEAD_LETTERS_RETENTION", "PT0S"))
        .containsExactly(
            "CLAUSEWATCH_EVENTS_RETENTION: expected at least PT24H, found 'PT1H'",
            "CLAUSEWATCH_DEAD_LETTERS_RETENTION: expected at least PT24H, found 'PT0S'");
    assertThat(faults("TRAIL_RETENTION", "P10D"))
        .containsExactly(
            "CLAUSEWATCH_TRAIL_RETENTION: is shorter than CLAUSEWATCH_EVENTS_RETENTION, PT336H");
  }

  @Test
  void anyPasswordComesOutOfJaasAsItWentIn() {
    Map<String, Object> plain = sasl("PLAIN").kafka().properties();
    assertThat(plain).containsEntry("sasl.mechanism", "PLAIN");
    assertThat(login(plain, PlainLoginModule.class))
        .isEqualTo(Map.of("username", "kim", "password", SECRET));
    Map<String, Object> scram = sasl("scram-sha-512").kafka().properties();
    assertThat(scram).containsEntry("sasl.mechanism", "SCRAM-SHA-512");
    assertThat(login(scram, ScramLoginModule.class))
        .isEqualTo(Map.of("username", "kim", "password", SECRET));
    assertThat(sasl("SCRAM-SHA-256").kafka().principal()).hasValue("User:kim");
  }

  private static ConnectionSettings sasl(String mechanism) {
    return read(
        "KAFKA_SECURITY_PROTOCOL",
        "SASL_SSL",
        "KAFKA_SASL_MECHANISM",
        mechanism,
        "KAFKA_USER",
        "kim",
        "KAFKA_PASSWORD",
        SECRET);
  }

  private static Map<String, ?> login(Map<String, Object> properties, Class<?> module) {
    var entry = JaasContext.loadClientContext(properties).configurationEntries().getFirst();
    assertThat(entry.getLoginModuleName()).isEqualTo(module.getName());
    return entry.getOptions();
  }

  @Test
  void aTokenIsAskedForWithTheClientsCredentials() throws Exception {
    Keys issuer = Keys.make(folder, "issuer", "dns:issuer");
    Map<String, Object> properties =
        read(
                "KAFKA_SECURITY_PROTOCOL",
                "SASL_SSL",
                "KAFKA_SASL_MECHANISM",
                "OAUTHBEARER",
                "KAFKA_OAUTH_TOKEN_URL",
                "https://issuer/token",
                "KAFKA_OAUTH_CLIENT_ID",
                "clausewatch",
                "KAFKA_OAUTH_CLIENT_SECRET",
                SECRET,
                "KAFKA_OAUTH_SCOPE",
                "kafka",
                "KAFKA_OAUTH_CA_FILE",
                issuer.certificate().toString())
            .kafka()
            .properties();
    assertThat(properties)
        .containsEntry("sasl.mechanism", "OAUTHBEARER")
        .containsEntry("sasl.oauthbearer.token.endpoint.url", "https://issuer/token")
        .containsEntry("sasl.oauthbearer.client.credentials.client.id", "clausewatch")
        .containsEntry("sasl.oauthbearer.client.credentials.client.secret", new Password(SECRET))
        .containsEntry("sasl.oauthbearer.scope", "kafka");
    var entry = JaasContext.loadClientContext(properties).configurationEntries().getFirst();
    assertThat(entry.getOptions().get("ssl.truststore.certificates").toString())
        .startsWith("-----BEGIN CERTIFICATE-----\n")
        .endsWith("\n-----END CERTIFICATE-----\n");
    assertThat(System.getProperty(SaslSettings.ByToken.ALLOWED_URLS).split(","))
        .contains("https://issuer/token");
  }

  @Test
  void whatNeedsEachOtherIsNamed() throws Exception {
    Keys keys = Keys.make(folder, "kim", "dns:kim");
    String certificate = keys.certificate().toString();
    assertThat(faults("KAFKA_SECURITY_PROTOCOL", "SASL_SSL"))
        .containsExactly(
            "CLAUSEWATCH_KAFKA_SASL_MECHANISM: is not set, expected PLAIN, SCRAM-SHA-256,"
                + " SCRAM-SHA-512 or OAUTHBEARER");
    assertThat(faults("KAFKA_SECURITY_PROTOCOL", "SASL_PLAINTEXT", "KAFKA_SASL_MECHANISM", "PLAIN"))
        .containsExactly(
            "CLAUSEWATCH_KAFKA_USER: is not set, expected a value",
            "CLAUSEWATCH_KAFKA_PASSWORD: is not set, expected a secret");
    assertThat(
            faults(
                "KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                "KAFKA_SASL_MECHANISM", "OAUTHBEARER",
                "KAFKA_USER", "kim"))
        .containsExactly(
            "CLAUSEWATCH_KAFKA_USER: has no effect with the mechanism OAUTHBEARER",
            "CLAUSEWATCH_KAFKA_OAUTH_TOKEN_URL: is not set, expected a URL such as"
                + " https://example.org/token",
            "CLAUSEWATCH_KAFKA_OAUTH_CLIENT_ID: is not set, expected a value",
            "CLAUSEWATCH_KAFKA_OAUTH_CLIENT_SECRET: is not set, expected a secret");
    assertThat(faults("KAFKA_CA_FILE", certificate, "KAFKA_USER", "kim"))
        .containsExactly(
            "CLAUSEWATCH_KAFKA_CA_FILE: has no effect with"
                + " CLAUSEWATCH_KAFKA_SECURITY_PROTOCOL=PLAINTEXT",
            "CLAUSEWATCH_KAFKA_USER: has no effect with"
                + " CLAUSEWATCH_KAFKA_SECURITY_PROTOCOL=PLAINTEXT");
    assertThat(faults("KAFKA_SECURITY_PROTOCOL", "SSL", "KAFKA_CERTIFICATE_FILE", certificate))
        .containsExactly(
            "CLAUSEWATCH_KAFKA_KEY_FILE: is not set, expected the private key of"
                + " CLAUSEWATCH_KAFKA_CERTIFICATE_FILE");
    assertThat(faults("KAFKA_SECURITY_PROTOCOL", "SSL", "KAFKA_KEY_FILE", certificate))
        .containsExactly(
            "CLAUSEWATCH_KAFKA_KEY_FILE: has no effect without"
                + " CLAUSEWATCH_KAFKA_CERTIFICATE_FILE");
    assertThat(faults("SCHEMA_REGISTRY_PASSWORD", SECRET, "SCHEMA_REGISTRY_CA_FILE", certificate))
        .containsExactly(
            "CLAUSEWATCH_SCHEMA_REGISTRY_CA_FILE: has no effect, CLAUSEWATCH_SCHEMA_REGISTRY_URL"
                + " is not https",
            "CLAUSEWATCH_SCHEMA_REGISTRY_PASSWORD: has no effect without"
                + " CLAUSEWATCH_SCHEMA_REGISTRY_USER");
    assertThat(
            faults(
                "ELASTICSEARCH_URL",
                "https://search:9200",
                "ELASTICSEARCH_CA_FILE",
                certificate,
                "ELASTICSEARCH_CA_FINGERPRINT",
                "ab".repeat(32),
                "ELASTICSEARCH_API_KEY",
                SECRET,
                "ELASTICSEARCH_USER",
                "kim",
                "ELASTICSEARCH_PASSWORD",
                SECRET))
        .containsExactly(
            "CLAUSEWATCH_ELASTICSEARCH_CA_FINGERPRINT: is set, and"
                + " CLAUSEWATCH_ELASTICSEARCH_CA_FILE too: only one of them may be",
            "CLAUSEWATCH_ELASTICSEARCH_API_KEY: is set, and CLAUSEWATCH_ELASTICSEARCH_USER too:"
                + " only one of them may be");
  }

  @Test
  void aCertificateIsReadFromPemAndFromAKeystore() throws Exception {
    Keys keys = Keys.make(folder, "kim", "dns:kim");
    KafkaConnection byPem =
        read(
                "KAFKA_SECURITY_PROTOCOL", "SSL",
                "KAFKA_CA_FILE", keys.certificate().toString(),
                "KAFKA_CERTIFICATE_FILE", keys.certificate().toString(),
                "KAFKA_KEY_FILE", keys.key().toString())
            .kafka();
    KafkaConnection byStore =
        read(
                "KAFKA_SECURITY_PROTOCOL",
                "SSL",
                "KAFKA_CERTIFICATE_FILE",
                keys.store().toString(),
                "KAFKA_KEY_PASSWORD",
                Keys.PASSWORD)
            .kafka();
    assertThat(byPem.principal()).hasValue("User:CN=kim");
    assertThat(byStore.principal()).hasValue("User:CN=kim");
    assertThat(byStore.tls().client().orElseThrow().chain())
        .isEqualTo(byPem.tls().client().orElseThrow().chain())
        .isEqualTo(byPem.tls().trusted().orElseThrow());
    assertThat(byPem.properties())
        .containsEntry("ssl.endpoint.identification.algorithm", "https")
        .containsEntry("ssl.keystore.type", "PEM");
    assertThat(byPem.properties().toString()).doesNotContain("PRIVATE KEY");
  }

  @Test
  void aFileThatCannotBeUsedIsNamed() throws Exception {
    Keys keys = Keys.make(folder, "kim", "dns:kim");
    Path text = Files.writeString(folder.resolve("note.txt"), "not a certificate");
    Path nowhere = folder.resolve("nowhere");
    assertThat(
            faults(
                "KAFKA_SECURITY_PROTOCOL",
                "SSL",
                "KAFKA_CA_FILE",
                nowhere.toString(),
                "KAFKA_CERTIFICATE_FILE",
                keys.store().toString(),
                "KAFKA_KEY_PASSWORD",
                "wrong",
                "ELASTICSEARCH_URL",
                "https://search:9200",
                "ELASTICSEARCH_CA_FILE",
                text.toString()))
        .hasSize(3)
        .anySatisfy(
            fault ->
                assertThat(fault)
                    .startsWith("CLAUSEWATCH_KAFKA_CA_FILE: cannot be used as trusted certificates")
                    .contains("NoSuchFileException"))
        .anySatisfy(
            fault ->
                assertThat(fault)
                    .startsWith("CLAUSEWATCH_KAFKA_CERTIFICATE_FILE: cannot be used as a client's")
                    .contains("password was incorrect"))
        .anySatisfy(
            fault -> assertThat(fault).startsWith("CLAUSEWATCH_ELASTICSEARCH_CA_FILE: cannot be"));
  }

  @Test
  void credentialsOverAnOpenNetworkAreWarnedOf() {
    assertThat(
            read(
                    "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092, kafka:9092",
                    "KAFKA_SECURITY_PROTOCOL", "SASL_PLAINTEXT",
                    "KAFKA_SASL_MECHANISM", "PLAIN",
                    "KAFKA_USER", "kim",
                    "KAFKA_PASSWORD", SECRET,
                    "SCHEMA_REGISTRY_URL", "http://registry:8081",
                    "SCHEMA_REGISTRY_USER", "kim",
                    "SCHEMA_REGISTRY_PASSWORD", SECRET,
                    "ELASTICSEARCH_URL", "http://search:9200",
                    "ELASTICSEARCH_API_KEY", SECRET)
                .warnings())
        .hasSize(3)
        .allMatch(warning -> warning.contains("unencrypted"));
    assertThat(
            read(
                    "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092, localhost:9093",
                    "KAFKA_SECURITY_PROTOCOL", "SASL_PLAINTEXT",
                    "KAFKA_SASL_MECHANISM", "PLAIN",
                    "KAFKA_USER", "kim",
                    "KAFKA_PASSWORD", SECRET,
                    "ELASTICSEARCH_URL", "http://localhost:9200",
                    "ELASTICSEARCH_API_KEY", SECRET)
                .warnings())
        .as("what stays on this machine")
        .isEmpty();
  }

  @Test
  void noSecretIsPrinted() throws Exception {
    Keys keys = Keys.make(folder, "kim", "dns:kim");
    ConnectionSettings settings =
        read(
            "KAFKA_SECURITY_PROTOCOL",
            "SASL_SSL",
            "KAFKA_SASL_MECHANISM",
            "PLAIN",
            "KAFKA_USER",
            "kim",
            "KAFKA_PASSWORD",
            SECRET,
            "KAFKA_CERTIFICATE_FILE",
            keys.store().toString(),
            "KAFKA_KEY_PASSWORD",
            Keys.PASSWORD,
            "SCHEMA_REGISTRY_URL",
            "https://registry",
            "SCHEMA_REGISTRY_USER",
            "kim",
            "SCHEMA_REGISTRY_PASSWORD",
            SECRET,
            "SCHEMA_REGISTRY_CERTIFICATE_FILE",
            keys.store().toString(),
            "SCHEMA_REGISTRY_KEY_PASSWORD",
            Keys.PASSWORD,
            "ELASTICSEARCH_API_KEY",
            SECRET);
    assertThat(settings.toString() + settings.kafka().properties())
        .doesNotContain("hunter2")
        .doesNotContain(Keys.PASSWORD)
        .doesNotContain("PRIVATE KEY");
    assertThat(read("ELASTICSEARCH_USER", "kim", "ELASTICSEARCH_PASSWORD", SECRET).toString())
        .contains("kim")
        .doesNotContain("hunter2");
  }

  /** Names without their prefix, each followed by its value. */
  private static ConnectionSettings read(String... settings) {
    return SettingsReader.read(environment(settings), ConnectionSettings::from);
  }

  private static List<String> faults(String... settings) {
    return catchThrowableOfType(SettingsException.class, () -> read(settings)).faults();
  }

  private static Map<String, String> environment(String... settings) {
    Map<String, String> environment = new HashMap<>();
    for (var each = Arrays.asList(settings).iterator(); each.hasNext(); ) {
      environment.put(Setting.PREFIX + each.next(), each.next());
    }
    return environment;
  }
}
