package io.clausewatch.local.stack;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The recipe of the schema registry: Apicurio, for its Confluent-compatible API, on a database
 * file.
 */
final class RegistryServer {

  private RegistryServer() {}

  /** Where clients of the Confluent API find it. */
  static URI api(PortAssignment ports) {
    return URI.create(
        "http://"
            + PortAssignment.LOOPBACK
            + ":"
            + ports.get(StackPort.REGISTRY)
            + "/apis/ccompat/v7");
  }

  /** Writes who may use it, and says how to run it. */
  static ChildProgram prepare(
      InstalledParts installation, DataFolder data, PortAssignment ports, ServerPasswords passwords)
      throws StackException {
    Path folder = data.part("registry");
    // Where it looks for settings by itself: what is in a command line can be read by everybody.
    PrivateFiles.write(
        data.part("registry/config").resolve("application.properties"), access(passwords));
    URI management =
        URI.create(
            "http://" + PortAssignment.LOOPBACK + ":" + ports.get(StackPort.REGISTRY_MANAGEMENT));
    return new ChildProgram(
        "registry",
        "Schema registry",
        command(installation, ports),
        ServerPrograms.environment(),
        folder,
        ServerProbe.http(management.resolve("/health/ready")),
        ServerProbe.http(management.resolve("/health/live")),
        Duration.ofMinutes(3));
  }

  /** Nothing is answered, whatever the path, but to one of its users. */
  private static String access(ServerPasswords passwords) {
    StringBuilder text = new StringBuilder(ServerPrograms.resource("registry.properties"));
    for (ServerUser user : List.of(ServerUser.REGISTRY_APPS, ServerUser.REGISTRY_CLIENT)) {
      ServerLogin login = passwords.of(user);
      text.append(
          "quarkus.security.users.embedded.users.%s=%s\n"
              .formatted(login.user(), login.password()));
      text.append("quarkus.security.users.embedded.roles.%s=user\n".formatted(login.user()));
    }
    return text.toString();
  }

  private static List<String> command(InstalledParts installation, PortAssignment ports) {
    List<String> command = new ArrayList<>(List.of(installation.java().toString(), "-Xmx256m"));
    command.addAll(ServerPrograms.SMALL_JVM);
    command.add(ServerPrograms.FIRST_COMPILER);
    command.addAll(
        List.of(
            // Apicurio's own default checks nothing.
            "-Dapicurio.rules.global.compatibility=BACKWARD",
            // Ours have 33,000 bytes; it parses a larger one at the cost of its heap.
            "-Dapicurio.limits.config.max-schema-size.bytes=100000",
            "-Dquarkus.http.host=" + PortAssignment.LOOPBACK,
            "-Dquarkus.http.port=" + ports.get(StackPort.REGISTRY),
            "-Dquarkus.management.host=" + PortAssignment.LOOPBACK,
            "-Dquarkus.management.port=" + ports.get(StackPort.REGISTRY_MANAGEMENT),
            "-Dquarkus.http.access-log.enabled=false",
            // Relative, so that no character of the folder's name means something in the URL. No
            // delay: a schema that was acknowledged, used, and then lost with a killed process
            // would make its records unreadable. Closed by its pool, not by H2 under its feet.
            "-Dapicurio.datasource.url=jdbc:h2:file:./db;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE",
            "-jar",
            installation.registryJar().toString()));
    return command;
  }
}
