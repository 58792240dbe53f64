package io.clausewatch.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;

/** One broker without any more, that can be killed and started again on what it has on disk. */
final class PlainKafka implements AutoCloseable {
  private final Path folder;
  private final Path libs;
  private final int port;
  private Process broker;

  /** Starts it in an empty folder; {@code libs} holds Kafka's jars. */
  PlainKafka(Path folder, Path libs) throws Exception {
    this.folder = folder;
    this.libs = libs;
    this.port = SecureKafka.freePort();
    Files.writeString(
        folder.resolve("server.properties"),
        """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:@controller-port@
        listeners=PLAINTEXT://127.0.0.1:@port@,CONTROLLER://127.0.0.1:@controller-port@
        controller.listener.names=CONTROLLER
        log.dirs=log
        auto.create.topics.enable=false
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=1
        group.initial.rebalance.delay.ms=0
        """
            .replace("@port@", Integer.toString(port))
            .replace("@controller-port@", Integer.toString(SecureKafka.freePort())));
    Process format =
        java(
            "kafka.tools.StorageTool",
            "format",
            "--cluster-id",
            "AAAAAAAAAAAAAAAAAAAAAA",
            "--config",
            "server.properties");
    assertThat(format.waitFor()).isZero();
    start();
  }

  String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  void start() throws IOException {
    broker = java("kafka.Kafka", "server.properties");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .ignoreExceptions()
          .until(() -> !admin.describeCluster().nodes().get(2, TimeUnit.SECONDS).isEmpty());
    }
  }

  /** At once, without any leave-taking. */
  void kill() {
    broker.destroyForcibly().onExit().join();
  }

  void create(NewTopic topic) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
      admin.createTopics(List.of(topic)).all().get();
    }
  }

  private Process java(String... mainAndArguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                SecureKafka.tool("java"),
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

  @Override
  public void close() {
    kill();
  }
}
