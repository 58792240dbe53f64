package io.clausewatch.runtime;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * Where the three servers are and how their topics and indices are named: what both apps must agree
 * on. Holds no secret.
 *
 * @param kafkaBootstrapServers comma-separated {@code host:port}
 * @param schemaRegistryUrl the Confluent-compatible registry
 * @param elasticsearchUrl Elasticsearch
 * @param topicPrefix what every topic's name starts with, such as {@code clausewatch.}
 * @param indexPrefix what every index's name starts with, such as {@code clausewatch-}
 * @param partitions of each topic
 * @param replication factor of each topic
 * @param indexReplicas of each index beside its primary
 */
public record ConnectionSettings(
    String kafkaBootstrapServers,
    URI schemaRegistryUrl,
    URI elasticsearchUrl,
    String topicPrefix,
    String indexPrefix,
    int partitions,
    int replication,
    int indexReplicas) {

  private static final Pattern SERVERS =
      Pattern.compile("[^,:\\s@]+:\\d{1,5}(\\s*,\\s*[^,:\\s@]+:\\d{1,5})*");
  private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,99}");
  private static final Pattern INDEX = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

  /**
   * Reads them, each with a default that fits the embedded stack.
   *
   * @param settings the reader
   * @return the settings
   */
  public static ConnectionSettings from(Settings settings) {
    return new ConnectionSettings(
        settings.string(
            Setting.KAFKA_BOOTSTRAP_SERVERS,
            "127.0.0.1:9092",
            SERVERS,
            "host:port, or several with commas between them"),
        settings.url(Setting.SCHEMA_REGISTRY_URL, URI.create("http://127.0.0.1:8081")),
        settings.url(Setting.ELASTICSEARCH_URL, URI.create("http://127.0.0.1:9200")),
        settings.string(
            Setting.TOPIC_PREFIX,
            "clausewatch.",
            TOPIC,
            "up to 100 letters, digits, dots, dashes and underscores, a letter or digit first"),
        settings.string(
            Setting.INDEX_PREFIX,
            "clausewatch-",
            INDEX,
            "up to 100 small letters, digits, dots, dashes and underscores, a letter or digit"
                + " first"),
        settings.integer(Setting.PARTITIONS, 6, 1, 1_000),
        settings.integer(Setting.REPLICATION, 1, 1, 100),
        settings.integer(Setting.INDEX_REPLICAS, 0, 0, 100));
  }
}
