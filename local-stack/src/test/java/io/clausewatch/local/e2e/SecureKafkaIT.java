package io.clausewatch.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.clausewatch.local.stack.StackOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The stream processor against a broker with TLS, passwords and access control: it says what is
 * wrong, and once the operator has done what it says, it runs.
 */
@OwnServers
class SecureKafkaIT {
  /** Topics, groups, transactions and internal topics each may take a start of their own. */
  private static final int MAX_STARTS = 8;

  private static final Pattern GRANT =
      Pattern.compile(
          "kafka-acls \\S.* --allow-principal '(\\S+)'((?: --operation \\w+)+)"
              + " --(topic|group|transactional-id) (\\S+)( --resource-pattern-type prefixed)?");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir Path folder;

  @Test
  void saysHowToMendWhatIsWrongUntilItRuns() throws Exception {
    Path home = StackOptions.findHome();
    Path libs = home.resolve("local-stack/servers/target/kafka/libs");
    HttpServer registry = emptyRegistry();
    try (SecureKafka kafka =
        SecureKafka.start(Files.createDirectory(folder.resolve("kafka")), libs)) {
      Map<String, String> settings = settings(kafka, registry);

      settings.put("CLAUSEWATCH_KAFKA_CA_FILE", kafka.otherCertificate().toString());
      assertThat(refused(home, settings))
          .contains("a certificate that is not trusted: name the CA that issued it by")
          .contains("CLAUSEWATCH_KAFKA_CA_FILE");

      settings.put("CLAUSEWATCH_KAFKA_CA_FILE", kafka.certificate().toString());
      settings.put("CLAUSEWATCH_KAFKA_SASL_MECHANISM", "PLAIN");
      settings.put("CLAUSEWATCH_KAFKA_PASSWORD", "hunter2");
      assertThat(refused(home, settings))
          .contains("does not accept User:kim: check CLAUSEWATCH_KAFKA_USER")
          .doesNotContain("hunter2");

      // The right password, by PLAIN and then by SCRAM: who it is is known, and may do nothing.
      settings.put("CLAUSEWATCH_KAFKA_PASSWORD", SecureKafka.PASSWORD);
      grant(kafka, refused(home, settings));
      settings.put("CLAUSEWATCH_KAFKA_SASL_MECHANISM", "SCRAM-SHA-512");
      runs(home, settings, kafka);
    } finally {
      registry.stop(0);
    }
  }

  private Map<String, String> settings(SecureKafka kafka, HttpServer registry) {
    Map<String, String> settings = new TreeMap<>();
    settings.put("PATH", System.getenv("PATH"));
    settings.put("CLAUSEWATCH_KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
    settings.put("CLAUSEWATCH_KAFKA_SECURITY_PROTOCOL", "SASL_SSL");
    settings.put("CLAUSEWATCH_KAFKA_SASL_MECHANISM", "SCRAM-SHA-512");
    settings.put("CLAUSEWATCH_KAFKA_USER", SecureKafka.USER);
    settings.put("CLAUSEWATCH_KAFKA_PASSWORD", SecureKafka.PASSWORD);
    settings.put(
        "CLAUSEWATCH_SCHEMA_REGISTRY_URL", "http://127.0.0.1:" + registry.getAddress().getPort());
    settings.put("CLAUSEWATCH_ELASTICSEARCH_URL", "http://127.0.0.1:1");
    settings.put("CLAUSEWATCH_TOPIC_PREFIX", "acme.");
    settings.put("CLAUSEWATCH_PARTITIONS", "1");
    settings.put("CLAUSEWATCH_SUBJECT_KEY", "0123456789abcdef0123456789abcdef");
    settings.put("CLAUSEWATCH_STATE_DIR", folder.resolve("state").toString());
    settings.put("CLAUSEWATCH_PROCESSOR_METRICS_PORT", "0");
    return settings;
  }

  /** All that the stream processor asks before there is an event: which subjects there are. */
  private static HttpServer emptyRegistry() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] none = "[]".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, none.length);
            exchange.getResponseBody().write(none);
          }
        });
    server.start();
    return server;
  }

  /** Starts it, and returns its log when it has ended by itself: it has to, with status 2. */
  private String refused(Path home, Map<String, String> settings) throws Exception {
    Path log = Files.createTempFile(folder, "processor", ".log");
    Process process = start(home, settings, log);
    try {
      Awaitility.await().atMost(Duration.ofSeconds(40)).until(() -> !process.isAlive());
      assertThat(process.exitValue()).as(Files.readString(log)).isEqualTo(2);
      return Files.readString(log);
    } finally {
      process.destroyForcibly().onExit().join();
    }
  }

  /** Starts it again and again, does what it says each time, until its stream runs. */
  private void runs(Path home, Map<String, String> settings, SecureKafka kafka) throws Exception {
    settings.put("CLAUSEWATCH_PROCESSOR_METRICS_PORT", Integer.toString(SecureKafka.freePort()));
    URI ready =
        URI.create(
            "http://127.0.0.1:%s/readyz"
                .formatted(settings.get("CLAUSEWATCH_PROCESSOR_METRICS_PORT")));
    for (int i = 0; i < MAX_STARTS; i++) {
      Path log = Files.createTempFile(folder, "processor", ".log");
      Process process = start(home, settings, log);
      try {
        Awaitility.await()
            .atMost(Duration.ofSeconds(40))
            .ignoreExceptions()
            .until(() -> !process.isAlive() || streams(ready));
        if (process.isAlive()) {
          return;
        }
        String told = Files.readString(log);
        assertThat(process.exitValue()).as(told).isEqualTo(2);
        grant(kafka, told);
      } finally {
        process.destroyForcibly().onExit().join();
      }
    }
    throw new AssertionError("It was told to grant something " + MAX_STARTS + " times");
  }

  /** Elasticsearch is away, and is all that it lacks. */
  private static boolean streams(URI ready) throws Exception {
    return HTTP.send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.ofString())
        .body()
        .contains("Installing the index templates failed");
  }

  private static Process start(Path home, Map<String, String> settings, Path log) throws Exception {
    Path target = home.resolve("stream-processor/target");
    String jar;
    try (Stream<Path> files = Files.list(target)) {
      jar = files.map(Path::toString).filter(f -> f.endsWith(".jar")).findFirst().orElseThrow();
    }
    ProcessBuilder builder =
        new ProcessBuilder(
                SecureKafka.tool("java"),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                ShortLivedStack.FIRST_COMPILER,
                "-cp",
                jar,
                "io.clausewatch.stream.StreamProcessorMain")
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().clear();
    builder.environment().putAll(settings);
    return builder.start();
  }

  /** Does what the lines in a log say. */
  private static void grant(SecureKafka kafka, String log) throws Exception {
    List<AclBinding> bindings = new ArrayList<>();
    for (Matcher line = GRANT.matcher(log); line.find(); ) {
      ResourceType type =
          switch (line.group(3)) {
            case "topic" -> ResourceType.TOPIC;
            case "group" -> ResourceType.GROUP;
            default -> ResourceType.TRANSACTIONAL_ID;
          };
      PatternType pattern = line.group(5) == null ? PatternType.LITERAL : PatternType.PREFIXED;
      for (String operation : line.group(2).strip().split(" ?--operation ", -1)) {
        if (!operation.isEmpty()) {
          bindings.add(
              new AclBinding(
                  new ResourcePattern(type, line.group(4), pattern),
                  new AccessControlEntry(
                      line.group(1),
                      "*",
                      AclOperation.fromString(operation.replace("Configs", "_Configs")),
                      AclPermissionType.ALLOW)));
        }
      }
    }
    assertThat(bindings).as(log).isNotEmpty();
    kafka.admin().createAcls(bindings).all().get();
  }
}
