package io.clausewatch.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.local.stack.StackMaintenance;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.elasticsearch.ElasticsearchContainer;
import org.testcontainers.kafka.KafkaContainer;

/**
 * The two apps as processes on the images of {@code docker-compose.yml}: Kafka, the schema registry
 * and Elasticsearch with its security and TLS on.
 */
final class OnContainers implements RunningSystem {

  private final Path workFolder;
  private final Network network = Network.newNetwork();
  private final String password = UUID.randomUUID().toString();
  private final KafkaContainer kafka;
  private final GenericContainer<?> registry;
  private final ElasticsearchContainer elasticsearch;
  private Map<String, String> settings;
  private AppProcess processor;
  private AppProcess api;
  private Door door;

  private OnContainers(Path workFolder) throws IOException {
    this.workFolder = workFolder;
    kafka =
        new KafkaContainer(VendorImages.of("kafka"))
            .withNetwork(network)
            .withListener("kafka:19092")
            .withEnv("KAFKA_HEAP_OPTS", "-Xms128m -Xmx384m")
            .withEnv("KAFKA_TRANSACTION_MAX_TIMEOUT_MS", "15000");
    registry =
        new GenericContainer<>(VendorImages.of("schema-registry"))
            .withNetwork(network)
            .withExposedPorts(8081)
            .withEnv("SCHEMA_REGISTRY_HOST_NAME", "schema-registry")
            .withEnv("SCHEMA_REGISTRY_LISTENERS", "http://0.0.0.0:8081")
            .withEnv("SCHEMA_REGISTRY_KAFKASTORE_BOOTSTRAP_SERVERS", "PLAINTEXT://kafka:19092")
            .withEnv("SCHEMA_REGISTRY_SCHEMA_COMPATIBILITY_LEVEL", "backward")
            .waitingFor(Wait.forHttp("/subjects"));
    elasticsearch =
        new ElasticsearchContainer(VendorImages.of("elasticsearch"))
            .withNetwork(network)
            .withPassword(password)
            .withEnv("ES_JAVA_OPTS", "-Xms512m -Xmx512m")
            .withEnv("cluster.routing.allocation.disk.threshold_enabled", "false");
  }

  static OnContainers start() throws IOException {
    OnContainers running = new OnContainers(Files.createTempDirectory("clausewatch-containers"));
    boolean started = false;
    try {
      running.startAll();
      started = true;
    } finally {
      if (!started) {
        running.close();
      }
    }
    return running;
  }

  private void startAll() throws IOException {
    CompletableFuture<Void> slowest = CompletableFuture.runAsync(elasticsearch::start);
    kafka.start();
    registry.start();
    slowest.join();

    Path data = Files.createDirectories(workFolder.resolve("data"));
    Door.Tokens tokens =
        new Door.Tokens(UUID.randomUUID().toString(), UUID.randomUUID().toString());
    Files.writeString(
        data.resolve("tokens.properties"),
        "producer=%s%nofficer=%s%n".formatted(tokens.producer(), tokens.officer()));
    Files.createDirectories(workFolder.resolve("logs"));
    settings = settings();
    settings.put("CLAUSEWATCH_TOKENS_FILE", data.resolve("tokens.properties").toString());
    processor =
        AppProcess.streamProcessor(
            settings, workFolder.resolve("logs").resolve("stream-processor.log"));
    api = AppProcess.auditApi(settings, workFolder.resolve("logs").resolve("audit-api.log"));
    processor.awaitReady();
    door = new Door(api.awaitReady().url(), tokens);
  }

  private Map<String, String> settings() throws IOException {
    Path ca =
        Files.write(workFolder.resolve("ca.crt"), elasticsearch.caCertAsBytes().orElseThrow());
    Map<String, String> settings = new HashMap<>();
    settings.putAll(variables());
    settings.put("CLAUSEWATCH_ELASTICSEARCH_URL", elasticsearch().toString());
    settings.put("CLAUSEWATCH_ELASTICSEARCH_CA_FILE", ca.toString());
    settings.put("CLAUSEWATCH_ELASTICSEARCH_USER", "elastic");
    settings.put("CLAUSEWATCH_ELASTICSEARCH_PASSWORD", password);
    settings.put("CLAUSEWATCH_SUBJECT_KEY", UUID.randomUUID().toString());
    settings.put(
        "CLAUSEWATCH_POLICIES", Folders.copyPolicies(workFolder.resolve("policies")).toString());
    settings.put("CLAUSEWATCH_SETTLE", "PT5S");
    settings.put("CLAUSEWATCH_STATE_DIR", workFolder.resolve("state").toString());
    return settings;
  }

  @Override
  public URI elasticsearch() {
    return loopback("https", elasticsearch.getMappedPort(9200));
  }

  private static URI loopback(String scheme, int port) {
    return URI.create(scheme + "://127.0.0.1:" + port);
  }

  @Override
  public Door door() {
    return door;
  }

  @Override
  public Path workFolder() {
    return workFolder;
  }

  @Override
  public Path logs() throws IOException {
    Path logs = workFolder.resolve("logs");
    for (GenericContainer<?> container : containers()) {
      String name = container.getDockerImageName().replaceAll("[^A-Za-z0-9.-]", "_");
      Files.writeString(logs.resolve(name + ".log"), container.getLogs());
    }
    return logs;
  }

  @Override
  public URI processor() {
    return processor.url();
  }

  @Override
  public Map<String, Object> kafka() {
    return new HashMap<>(Map.of("bootstrap.servers", kafka.getBootstrapServers()));
  }

  @Override
  public Map<String, String> registry() {
    return Map.of("schema.registry.url", variables().get("CLAUSEWATCH_SCHEMA_REGISTRY_URL"));
  }

  @Override
  public Map<String, String> variables() {
    return Map.of(
        "CLAUSEWATCH_KAFKA_BOOTSTRAP_SERVERS",
        kafka.getBootstrapServers(),
        "CLAUSEWATCH_SCHEMA_REGISTRY_URL",
        loopback("http", registry.getMappedPort(8081)).toString());
  }

  @Override
  public String elasticsearch(String method, String path, String json)
      throws IOException, InterruptedException {
    return Servers.send(
        HttpClient.newBuilder().sslContext(elasticsearch.createSslContextFromCa()),
        Servers.signedIn(
            HttpRequest.newBuilder(elasticsearch().resolve(path)), "elastic:" + password),
        method,
        json);
  }

  @Override
  public AppProcess anotherApi() throws IOException {
    return AppProcess.auditApi(settings, workFolder.resolve("logs/another-api.log")).awaitReady();
  }

  @Override
  public AppProcess alertSender(Path routes, Map<String, String> own, Path log) throws IOException {
    Map<String, String> all = new HashMap<>(settings);
    all.put("CLAUSEWATCH_ALERTS_FILE", routes.toString());
    all.put("CLAUSEWATCH_PUBLIC_URL", api.url().toString());
    all.putAll(own);
    return AppProcess.alertSender(all, log).awaitReady();
  }

  @Override
  public void maintain(StackMaintenance work, List<String> arguments, Consumer<String> output)
      throws IOException, InterruptedException {
    Process process =
        AppProcess.maintenance(
            work, arguments, settings, workFolder.resolve("logs/%s.log".formatted(work)));
    try (BufferedReader lines = process.inputReader()) {
      lines.lines().forEach(output);
    }
    assertThat(process.waitFor()).isZero();
  }

  private List<GenericContainer<?>> containers() {
    return List.of(kafka, registry, elasticsearch);
  }

  @Override
  public void close() throws IOException {
    if (api != null) {
      api.close();
    }
    if (processor != null) {
      processor.close();
    }
    containers().forEach(GenericContainer::stop);
    network.close();
    Folders.delete(workFolder);
  }
}
