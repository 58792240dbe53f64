package io.clausewatch.platform.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.clausewatch.contract.AvroSerdes;
import io.clausewatch.platform.config.SettingsReader;
import io.clausewatch.platform.diagnosis.Diagnosis;
import io.clausewatch.platform.elasticsearch.ElasticsearchConnection;
import io.clausewatch.platform.kafka.ConsumerGroups;
import io.clausewatch.platform.kafka.KafkaConnection;
import io.clausewatch.platform.kafka.KafkaDiagnosis;
import io.clausewatch.platform.kafka.KafkaRights;
import io.clausewatch.platform.tls.Keys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clients of registry, Elasticsearch and token issuer, against servers that ask who we are. */
class SecureServersTest {
  private static final String BASIC =
      "Basic "
          + Base64.getEncoder().encodeToString("kim:pass:word".getBytes(StandardCharsets.UTF_8));

  @TempDir Path folder;

  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private final List<String> bodies = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private volatile String answer = "[]";
  private HttpServer server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  @Test
  void theRegistryIsTrustedByItsCaAndToldWhoWeAre() throws Exception {
    Keys keys = serve("ip:127.0.0.1");
    assertThat(askRegistry(registry(keys))).isNull();
    assertThat(authorizations).containsExactly(BASIC);
  }

  @Test
  void aRegistryThatIsNotTrustedIsNotTold() throws Exception {
    serve("ip:127.0.0.1");
    Keys others = Keys.make(folder, "other", "ip:127.0.0.1");
    assertThat(HttpDiagnosis.registry(askRegistry(registry(others))))
        .isEqualTo(
            Diagnosis.lasting(
                "The schema registry shows a certificate that is not trusted: name the CA that"
                    + " issued it by CLAUSEWATCH_SCHEMA_REGISTRY_CA_FILE"));
    assertThat(authorizations).isEmpty();
  }

  @Test
  void aRegistryOfAnotherNameIsNotTold() throws Exception {
    Keys keys = serve("dns:elsewhere.example");
    assertThat(HttpDiagnosis.registry(askRegistry(registry(keys))).sentence())
        .startsWith("The schema registry shows a certificate for another host name");
    assertThat(authorizations).isEmpty();
  }

  @Test
  void aRegistryThatRefusesIsExplained() throws Exception {
    Keys keys = serve("ip:127.0.0.1");
    status = 401;
    answer = "{\"error_code\":401,\"message\":\"no\"}";
    assertThat(HttpDiagnosis.registry(askRegistry(registry(keys))))
        .isEqualTo(
            Diagnosis.lasting(
                "The schema registry does not know us by these credentials (401): check"
                    + " CLAUSEWATCH_SCHEMA_REGISTRY_USER and"
                    + " CLAUSEWATCH_SCHEMA_REGISTRY_PASSWORD"));
    status = 403;
    assertThat(HttpDiagnosis.registry(askRegistry(registry(keys))).sentence())
        .startsWith("The schema registry knows who we are and refuses (403)");
    status = 500;
    assertThat(HttpDiagnosis.registry(askRegistry(registry(keys))).passes()).isTrue();
  }

  private Map<String, String> registry(Keys trusted) {
    return new HashMap<>(
        Map.of(
            "CLAUSEWATCH_SCHEMA_REGISTRY_URL",
            url(),
            "CLAUSEWATCH_SCHEMA_REGISTRY_CA_FILE",
            trusted.certificate().toString(),
            "CLAUSEWATCH_SCHEMA_REGISTRY_USER",
            "kim",
            "CLAUSEWATCH_SCHEMA_REGISTRY_PASSWORD",
            "pass:word"));
  }

  /** What it failed with; null when it did not. */
  private static Throwable askRegistry(Map<String, String> environment) {
    try (AvroSerdes serdes =
        SettingsReader.read(environment, ConnectionSettings::from).registry().serdes()) {
      return catchThrowable(() -> serdes.registry().getAllSubjects());
    }
  }

  @Test
  void elasticsearchIsTrustedByItsCaOrTheCasFingerprint() throws Exception {
    Keys keys = serve("ip:127.0.0.1");
    answer = "{\"_shards\":{\"total\":1,\"successful\":1,\"failed\":0}}";
    askElasticsearch(
        Map.of(
            "CLAUSEWATCH_ELASTICSEARCH_CA_FILE", keys.certificate().toString(),
            "CLAUSEWATCH_ELASTICSEARCH_USER", "kim",
            "CLAUSEWATCH_ELASTICSEARCH_PASSWORD", "pass:word"));
    askElasticsearch(
        Map.of(
            "CLAUSEWATCH_ELASTICSEARCH_CA_FINGERPRINT",
            fingerprint(keys),
            "CLAUSEWATCH_ELASTICSEARCH_API_KEY",
            "encoded-key"));
    assertThat(authorizations).containsExactly(BASIC, "ApiKey encoded-key");
  }

  @Test
  void anElasticsearchThatIsNotTrustedIsNotTold() throws Exception {
    serve("ip:127.0.0.1");
    Keys others = Keys.make(folder, "other", "ip:127.0.0.1");
    Diagnosis byCa = troubleOfElasticsearch("CA_FILE", others.certificate().toString());
    assertThat(byCa)
        .isEqualTo(
            Diagnosis.lasting(
                "Elasticsearch shows a certificate that is not trusted: name the CA that issued it"
                    + " by CLAUSEWATCH_ELASTICSEARCH_CA_FILE"));
    assertThat(troubleOfElasticsearch("CA_FINGERPRINT", "ab".repeat(32)).passes()).isFalse();
    assertThat(authorizations).isEmpty();
  }

  @Test
  void anElasticsearchOfAnotherNameIsNotTold() throws Exception {
    Keys keys = serve("dns:elsewhere.example");
    assertThat(troubleOfElasticsearch("CA_FILE", keys.certificate().toString()).sentence())
        .startsWith("Elasticsearch shows a certificate for another host name");
    assertThat(authorizations).isEmpty();
  }

  @Test
  void anElasticsearchThatRefusesIsExplained() throws Exception {
    Keys keys = serve("ip:127.0.0.1");
    status = 401;
    answer = error("missing authentication credentials for REST request [/member-4711]");
    assertThat(troubleOfElasticsearch("CA_FILE", keys.certificate().toString()))
        .isEqualTo(
            Diagnosis.lasting(
                "Elasticsearch does not know us by these credentials (401): check"
                    + " CLAUSEWATCH_ELASTICSEARCH_USER and CLAUSEWATCH_ELASTICSEARCH_PASSWORD, or"
                    + " CLAUSEWATCH_ELASTICSEARCH_API_KEY"));
    status = 403;
    answer = error("action [cluster:monitor/health] is unauthorized for user [kim]");
    assertThat(troubleOfElasticsearch("CA_FILE", keys.certificate().toString()))
        .isEqualTo(
            Diagnosis.lasting(
                "Elasticsearch knows who we are and refuses (403): grant the privileges that"
                    + " docs/settings.md lists; it says: action [cluster:monitor/health] is"
                    + " unauthorized for user [kim]"));
  }

  private String error(String reason) {
    return "{\"error\":{\"type\":\"security_exception\",\"reason\":\"%s\"},\"status\":%d}"
        .formatted(reason, status);
  }

  private Diagnosis troubleOfElasticsearch(String trust, String value) {
    return HttpDiagnosis.elasticsearch(
        catchThrowable(
            () ->
                askElasticsearch(
                    Map.of(
                        "CLAUSEWATCH_ELASTICSEARCH_" + trust,
                        value,
                        "CLAUSEWATCH_ELASTICSEARCH_API_KEY",
                        "encoded-key"))));
  }

  private void askElasticsearch(Map<String, String> more) throws IOException {
    Map<String, String> environment = new HashMap<>(more);
    environment.put("CLAUSEWATCH_ELASTICSEARCH_URL", url());
    try (ElasticsearchConnection connection =
        ElasticsearchConnection.open(
            SettingsReader.read(environment, ConnectionSettings::from).elasticsearch())) {
      connection.client().indices().refresh();
    }
  }

  private static String fingerprint(Keys keys) throws Exception {
    byte[] encoded =
        CertificateFactory.getInstance("X.509")
            .generateCertificate(Files.newInputStream(keys.certificate()))
            .getEncoded();
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
  }

  @Test
  void aTokenIsFetchedWhenAClientOfKafkaIsMade() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    answer = "{\"access_token\":\"%s\",\"expires_in\":3600}".formatted(token());
    KafkaConnection kafka = tokenConnection();
    Admin.create(kafka.admin("test", Map.of())).close();
    String credentials =
        Base64.getEncoder().encodeToString("client:secret".getBytes(StandardCharsets.UTF_8));
    assertThat(authorizations).containsExactly("Basic " + credentials);
    assertThat(bodies.getFirst()).contains("grant_type=client_credentials").contains("scope=kafka");
  }

  @Test
  void anIssuerThatRefusesIsNamed() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    status = 401;
    KafkaConnection kafka = tokenConnection();
    Throwable failure = catchThrowable(() -> Admin.create(kafka.admin("test", Map.of())).close());
    Diagnosis diagnosis =
        new KafkaDiagnosis(kafka, ConsumerGroups.of("t."), new KafkaRights(List.of())).of(failure);
    assertThat(diagnosis.passes()).isTrue();
    assertThat(diagnosis.sentence())
        .startsWith(
            "http://127.0.0.1:%d/token gave no token".formatted(server.getAddress().getPort()))
        .contains("CLAUSEWATCH_KAFKA_OAUTH_CLIENT_SECRET")
        .doesNotContain("secret)");
  }

  private KafkaConnection tokenConnection() {
    return SettingsReader.read(
            Map.of(
                "CLAUSEWATCH_KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                "CLAUSEWATCH_KAFKA_SASL_MECHANISM", "OAUTHBEARER",
                "CLAUSEWATCH_KAFKA_OAUTH_TOKEN_URL",
                    "http://127.0.0.1:%d/token".formatted(server.getAddress().getPort()),
                "CLAUSEWATCH_KAFKA_OAUTH_CLIENT_ID", "client",
                "CLAUSEWATCH_KAFKA_OAUTH_CLIENT_SECRET", "secret",
                "CLAUSEWATCH_KAFKA_OAUTH_SCOPE", "kafka"),
            ConnectionSettings::from)
        .kafka();
  }

  /** A JWT that nobody has signed: its claims are all that a client looks at. */
  private static String token() {
    long now = System.currentTimeMillis() / 1000;
    Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
    String header = "{\"alg\":\"none\"}";
    String claims =
        "{\"sub\":\"clausewatch\",\"scope\":\"kafka\",\"iat\":%d,\"exp\":%d}"
            .formatted(now, now + 3600);
    return base64.encodeToString(header.getBytes(StandardCharsets.UTF_8))
        + "."
        + base64.encodeToString(claims.getBytes(StandardCharsets.UTF_8))
        + "."
        + base64.encodeToString(new byte[] {1});
  }

  private Keys serve(String san) throws Exception {
    Keys keys = Keys.make(folder, "server", san);
    server = keys.serve(this::answer);
    return keys;
  }

  private String url() {
    return "https://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      if (!authorizations.contains(authorization)) {
        authorizations.add(authorization);
      }
      bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
      byte[] body = answer.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.getResponseHeaders().set("X-Elastic-Product", "Elasticsearch");
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.sendResponseHeaders(status, head ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    }
  }
}
