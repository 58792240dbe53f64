package io.clausewatch.local.stack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The recipe of the Kafka broker: one node in KRaft's combined mode (broker and controller),
 * formatted once.
 */
final class KafkaServer {

  /** As in the configuration files. */
  private static final int NODE = 1;

  private KafkaServer() {}

  /**
   * Writes the broker's configuration, formats its log folder if it is new, and says how to run it.
   */
  static ChildProgram prepare(
      InstalledParts installation, DataFolder data, PortAssignment ports, ServerPasswords passwords)
      throws StackException {
    Path folder = data.part("kafka");
    String access = access(passwords);
    configure(folder.resolve("server.properties"), "kafka.properties", ports, access);
    configure(
        folder.resolve("controller.properties"), "kafka-controller.properties", ports, access);
    PrivateFiles.write(folder.resolve("logback.xml"), ServerPrograms.resource("kafka-logback.xml"));
    if (!Files.exists(folder.resolve("log").resolve("meta.properties"))) {
      format(installation, folder);
    }
    ServerLogin broker = passwords.of(ServerUser.KAFKA_BROKER);
    ServerProbe probe = ServerProbe.kafka(ports.get(StackPort.KAFKA), broker);
    return new ChildProgram(
        "kafka",
        "Kafka",
        java(installation, "-Xms128m", "-Xmx384m", "kafka.Kafka", "server.properties"),
        ServerPrograms.environment(),
        folder,
        probe,
        probe,
        Duration.ofMinutes(3),
        () ->
            wasKilled(folder.resolve("log"))
                ? Optional.of(signOff(installation, folder, ports, broker))
                : Optional.empty());
  }

  /** Who may speak to the broker, and to its controller. */
  private static String access(ServerPasswords passwords) {
    return ServerPrograms.resource("kafka-access.properties")
        .replace(
            "@clients@",
            loginModule(
                passwords, ServerUser.KAFKA_BROKER, ServerUser.KAFKA_APPS, ServerUser.KAFKA_CLIENT))
        .replace("@controllers@", loginModule(passwords, ServerUser.KAFKA_BROKER));
  }

  /** How a listener knows its users, and how the broker itself signs in to it. */
  private static String loginModule(ServerPasswords passwords, ServerUser... users) {
    StringBuilder text = new StringBuilder(passwords.of(ServerUser.KAFKA_BROKER).loginModule());
    for (ServerUser user : users) {
      ServerLogin login = passwords.of(user);
      text.append(" user_%s=\"%s\"".formatted(login.user(), login.password()));
    }
    return text.append(';').toString();
  }

  private static void configure(Path file, String template, PortAssignment ports, String access)
      throws StackException {
    PrivateFiles.write(
        file,
        ServerPrograms.resource(template)
            .replace("@access@", access)
            .replace("@port@", Integer.toString(ports.get(StackPort.KAFKA)))
            .replace("@controller-port@", Integer.toString(ports.get(StackPort.KAFKA_CONTROLLER))));
  }

  /** Kafka leaves a note when it ends in order, and removes it when it starts. */
  private static boolean wasKilled(Path log) {
    return Files.exists(log.resolve("__cluster_metadata-0"))
        && !Files.exists(log.resolve(".kafka_cleanshutdown"));
  }

  /**
   * The controller alone, which is told that the killed broker is gone. Without it the new broker
   * takes itself for the old one, still leading every partition, and sets about finishing the
   * transaction that the old one was committing. Nine seconds later the old one's session is over
   * and nobody leads anything, before the new one could be reached by itself. Kafka 4.3 and 4.4
   * take a partition without a leader for a deleted one (KAFKA-20734): they note the transaction as
   * complete without ever writing its markers, and whoever reads committed records or offsets waits
   * for them for ever.
   */
  private static ChildProgram signOff(
      InstalledParts installation, Path folder, PortAssignment ports, ServerLogin broker) {
    ServerProbe done =
        ServerProbe.kafkaUnregisters(ports.get(StackPort.KAFKA_CONTROLLER), NODE, broker);
    return new ChildProgram(
        "kafka-sign-off",
        "The sign-off of the Kafka that was killed",
        java(installation, "-Xms64m", "-Xmx256m", "kafka.Kafka", "controller.properties"),
        ServerPrograms.environment(),
        folder,
        done,
        done,
        Duration.ofMinutes(2));
  }

  private static List<String> java(
      InstalledParts installation, String firstHeap, String heap, String... mainAndArguments) {
    List<String> command =
        new ArrayList<>(List.of(installation.java().toString(), firstHeap, heap));
    command.addAll(ServerPrograms.SMALL_JVM);
    command.add(ServerPrograms.FIRST_COMPILER);
    // The thread that takes a batch which unfolds to more than the heap refuses it and goes on; the
    // broker must not end of it.
    command.add("-XX:-ExitOnOutOfMemoryError");
    command.addAll(
        List.of("-Dlogback.configurationFile=logback.xml", "-cp", installation.kafkaClassPath()));
    command.addAll(List.of(mainAndArguments));
    return command;
  }

  private static void format(InstalledParts installation, Path folder) throws StackException {
    try {
      Process tool =
          new ProcessBuilder(
                  java(
                      installation,
                      "-Xms32m",
                      "-Xmx128m",
                      "kafka.tools.StorageTool",
                      "format",
                      "--ignore-formatted",
                      "--cluster-id",
                      clusterId(),
                      "--config",
                      "server.properties"))
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .start();
      List<String> output = tool.inputReader().lines().toList();
      int code = tool.waitFor();
      if (code != 0) {
        throw new StackException(
            "Kafka's log folder cannot be formatted (exit code "
                + code
                + "): "
                + FailureCauses.of(output).orElse(String.join(" ", output))
                + ".");
      }
    } catch (IOException e) {
      throw new StackException(
          "Kafka's storage tool cannot be run: " + FailureCauses.of(e) + ".", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StackException("Interrupted while formatting Kafka's log folder.", e);
    }
  }

  /**
   * Kafka's own form of a random UUID: URL-safe Base64 without padding. Its tools read a leading
   * dash as an option, so there is none.
   */
  private static String clusterId() {
    UUID random = UUID.randomUUID();
    byte[] bytes =
        ByteBuffer.allocate(16)
            .putLong(random.getMostSignificantBits())
            .putLong(random.getLeastSignificantBits())
            .array();
    String id = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    return id.startsWith("-") ? clusterId() : id;
  }
}
