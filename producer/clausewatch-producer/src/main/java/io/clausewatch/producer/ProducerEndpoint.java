package io.clausewatch.producer;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Where events go. */
public sealed interface ProducerEndpoint {

  /**
   * The HTTP API.
   *
   * @param url its base, such as {@code http://127.0.0.1:8080}
   * @param token gives the bearer token, anew for each request, since tokens are replaced
   */
  record Http(URI url, Supplier<String> token) implements ProducerEndpoint {

    /** Its address alone. */
    @Override
    public String toString() {
      return url.toString();
    }
  }

  /**
   * Kafka, with a schema registry.
   *
   * @param client settings of Kafka's producer; {@code bootstrap.servers} is needed. Those that
   *     keep events from being lost cannot be changed
   * @param topicPrefix the prefix of all topics
   * @param registries the Confluent-compatible API, of which the first that answers is asked
   * @param registryUser of basic authentication; null where there is none
   * @param registryPassword of basic authentication; null where there is none
   * @param register whether schemas may be registered; otherwise they are looked up, and have to be
   *     there
   */
  record Kafka(
      Map<String, Object> client,
      String topicPrefix,
      List<URI> registries,
      String registryUser,
      String registryPassword,
      boolean register)
      implements ProducerEndpoint {

    /** Keeps copies. */
    public Kafka {
      client = Map.copyOf(client);
      registries = List.copyOf(registries);
    }

    /** Its addresses alone: the settings hold secrets. */
    @Override
    public String toString() {
      return client.get("bootstrap.servers") + " with " + registries;
    }
  }
}
