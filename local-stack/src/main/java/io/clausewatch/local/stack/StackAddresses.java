package io.clausewatch.local.stack;

import java.net.URI;

/**
 * Where services reach the servers of a local stack that take events without the HTTP door. They
 * are the same from start to start, as long as their ports are free. {@link ServerAccess} says how
 * one signs in there.
 *
 * @param kafka Kafka's bootstrap servers, {@code host:port}
 * @param registry the schema registry's Confluent API, with its path
 */
public record StackAddresses(String kafka, URI registry) {

  /** Those with some ports. */
  static StackAddresses of(PortAssignment ports) {
    return new StackAddresses(
        PortAssignment.LOOPBACK + ":" + ports.get(StackPort.KAFKA), RegistryServer.api(ports));
  }
}
