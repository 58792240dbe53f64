package io.clausewatch.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.awaitility.Awaitility;

/**
 * One broker as an organisation runs it: access control, and a listener with TLS that asks who one
 * is. Beside it a listener of its own for the test, whose callers may do anything.
 */
final class SecureKafka implements AutoCloseable {
  static final String USER = "kim";
  static final String PASSWORD = "a \"quoted\" \\ password";
  private static final String STORE_PASSWORD = "store-password";

  private final Path folder;
  private final Process broker;
  private final Admin admin;
  private final int port;

  private SecureKafka(Path folder, Process broker, Admin admin, int port) {
    this.folder = folder;
    this.broker = broker;
    this.admin = admin;
    this.port = port;
  }

  /** Starts it in an empty folder; {@code libs} holds Kafka's jars. */
  static SecureKafka start(Path folder, Path libs) throws Exception {
    certificate(folder, "broker");
    certificate(folder, "other");
    int port = freePort();
    int ownPort = freePort();
    Files.writeString(
        folder.resolve("server.properties"),
        configuration()
            .replace("@port@", Integer.toString(port))
            .replace("@own-port@", Integer.toString(ownPort))
            .replace("@controller-port@", Integer.toString(freePort())));
    int formatted =
        java(
                folder,
                libs,
                "kafka.tools.StorageTool",
                "format",
                "--cluster-id",
                "AAAAAAAAAAAAAAAAAAAAAA",
                "--config",
                "server.properties")
            .waitFor();
    assertThat(formatted).isZero();
    Process broker = java(folder, libs, "kafka.Kafka", "server.properties");
    Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + ownPort));
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .until(() -> !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty());
    admin
        .alterUserScramCredentials(
            List.of(
                new UserScramCredentialUpsertion(
                    USER, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), PASSWORD)))
        .all()
        .get();
    return new SecureKafka(folder, broker, admin, port);
  }

  private static String configuration() {
    return """
    process.roles=broker,controller
    node.id=1
    controller.quorum.voters=1@127.0.0.1:@controller-port@
    listeners=SECURE://127.0.0.1:@port@,OWN://127.0.0.1:@own-port@,CONTROLLER://127.0.0.1:@controller-port@
    listener.security.protocol.map=SECURE:SASL_SSL,OWN:PLAINTEXT,CONTROLLER:PLAINTEXT
    controller.listener.names=CONTROLLER
    inter.broker.listener.name=OWN
    log.dirs=log
    auto.create.topics.enable=false
    authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
    super.users=User:ANONYMOUS
    sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-512
    listener.name.secure.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required user_%1$s="%2$s";
    listener.name.secure.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
    ssl.keystore.type=PKCS12
    ssl.keystore.location=broker.p12
    ssl.keystore.password=%3$s
    offsets.topic.replication.factor=1
    offsets.topic.num.partitions=1
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    transaction.state.log.num.partitions=1
    group.initial.rebalance.delay.ms=0
    """
        // A properties file halves each backslash, and JAAS does so again.
        .formatted(
            USER,
            PASSWORD.replace("\\", "\\\\").replace("\"", "\\\"").replace("\\", "\\\\"),
            STORE_PASSWORD);
  }

  private static Process java(Path folder, Path libs, String... mainAndArguments)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                tool("java"),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                ShortLivedStack.FIRST_COMPILER,
                "-cp",
                libs.resolve("*").toString()));
    command.addAll(List.of(mainAndArguments));
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("kafka.log").toFile()))
        .start();
  }

  private static void certificate(Path folder, String name) throws Exception {
    keytool(
        folder,
        name,
        "-genkeypair",
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + name,
        "-ext",
        "san=ip:127.0.0.1");
    keytool(folder, name, "-exportcert", "-rfc", "-file", name + ".pem");
  }

  private static void keytool(Path folder, String name, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(tool("keytool")));
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-alias", "key", "-keystore", name + ".p12", "-storepass", STORE_PASSWORD));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }

  /** A program of the JDK that runs this test. */
  static String tool(String name) {
    return Path.of(System.getProperty("java.home"), "bin", name).toString();
  }

  /** A port that nobody listens on. */
  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Where its users reach it. */
  String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  /** The certificate that it shows. */
  Path certificate() {
    return folder.resolve("broker.pem");
  }

  /** A certificate that it does not show. */
  Path otherCertificate() {
    return folder.resolve("other.pem");
  }

  /** A client that may do anything. */
  Admin admin() {
    return admin;
  }

  @Override
  public void close() {
    admin.close(Duration.ZERO);
    broker.destroyForcibly().onExit().join();
  }
}
