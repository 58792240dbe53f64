package io.clausewatch.local.stack;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where services reach the servers of a local stack that take events without the HTTP door. They
 * are the same from start to start, as long as their ports are free.
 *
 * @param kafka Kafka's bootstrap servers, {@code host:port}
 * @param registry the schema registry's Confluent API, with its path
 */
public record StackAddresses(String kafka, URI registry) {

  /**
   * Those of the stack of a folder, whether or not it runs.
   *
   * @throws StackException when no stack was ever started there
   */
  public static StackAddresses of(Path data) throws StackException {
    Path file = data.resolve("ports.properties");
    if (!Files.exists(file)) {
      throw new StackException(
          "No local stack was ever started in the folder "
              + data
              + ": start one by `./clausewatch up`, or name its folder by --data.");
    }
    return of(PortAssignment.remembered(file));
  }

  /** Those with some ports. */
  static StackAddresses of(PortAssignment ports) {
    return new StackAddresses(
        PortAssignment.LOOPBACK + ":" + ports.get(StackPort.KAFKA), RegistryServer.api(ports));
  }

  /** As environment variables, named as the settings of the apps are. */
  public Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("CLAUSEWATCH_KAFKA_BOOTSTRAP_SERVERS", kafka);
    variables.put("CLAUSEWATCH_SCHEMA_REGISTRY_URL", registry.toString());
    return variables;
  }
}
