package io.clausewatch.platform.connections;

import io.clausewatch.contract.Retention;
import io.clausewatch.contract.Topics;
import io.clausewatch.platform.config.Setting;
import io.clausewatch.platform.config.SettingsReader;
import io.clausewatch.platform.elasticsearch.ElasticsearchAccess;
import io.clausewatch.platform.kafka.ConsumerGroups;
import io.clausewatch.platform.kafka.KafkaConnection;
import io.clausewatch.platform.kafka.KafkaRights;
import io.clausewatch.platform.kafka.KafkaTools;
import io.clausewatch.platform.kafka.RegistryConnection;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where the three servers are, how they are spoken to, and how their topics and indices are named:
 * what all apps must agree on. Immutable; shows no secret.
 *
 * @param kafka the way to Kafka
 * @param registry the way to the schema registry
 * @param elasticsearch the way to Elasticsearch
 * @param topicPrefix what every topic's name starts with, such as {@code clausewatch.}
 * @param partitions of each topic
 * @param replication factor of each topic
 * @param retention how long topics are kept
 * @param indexPrefix what every index's name starts with, such as {@code clausewatch-}
 * @param indexReplicas of each index beside its primary
 */
public record ConnectionSettings(
    KafkaConnection kafka,
    RegistryConnection registry,
    ElasticsearchAccess elasticsearch,
    String topicPrefix,
    int partitions,
    int replication,
    Retention retention,
    String indexPrefix,
    int indexReplicas) {

  private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._-]{0,99}");
  private static final Pattern INDEX = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

  /**
   * Reads them, each with a default that fits the embedded stack.
   *
   * @param settings the reader
   * @return the settings
   */
  public static ConnectionSettings from(SettingsReader settings) {
    return new ConnectionSettings(
        KafkaConnection.from(settings),
        RegistryConnection.from(settings),
        ElasticsearchAccess.from(settings),
        settings.string(
            Setting.TOPIC_PREFIX,
            TOPIC,
            "up to 100 letters, digits, dots, dashes and underscores, a letter or digit first"),
        settings.integer(Setting.PARTITIONS, 1, 1_000),
        settings.integer(Setting.REPLICATION, 1, 100),
        retention(settings),
        settings.string(
            Setting.INDEX_PREFIX,
            INDEX,
            "up to 100 small letters, digits, dots, dashes and underscores, a letter or digit"
                + " first"),
        settings.integer(Setting.INDEX_REPLICAS, 0, 100));
  }

  private static Retention retention(SettingsReader settings) {
    Duration day = Duration.ofDays(1);
    Duration events = settings.duration(Setting.EVENTS_RETENTION, day);
    Duration trail = settings.duration(Setting.TRAIL_RETENTION, Duration.ofDays(7));
    if (trail.compareTo(events) < 0) {
      settings.fault(
          Setting.TRAIL_RETENTION,
          "is shorter than %s, %s".formatted(Setting.EVENTS_RETENTION.variable(), events));
    }
    return new Retention(events, trail, settings.duration(Setting.DEAD_LETTERS_RETENTION, day));
  }

  /**
   * The topics, as these settings name and shape them.
   *
   * @return all topics
   */
  public Topics topics() {
    return new Topics(topicPrefix, partitions, replication, retention);
  }

  /**
   * The consumer groups, named after the topics.
   *
   * @return the groups of all apps
   */
  public ConsumerGroups groups() {
    return ConsumerGroups.of(topicPrefix);
  }

  /**
   * How an app's rights in Kafka are granted, by the command of Kafka's own tools.
   *
   * @param rights what the app needs
   * @return a line for the shell each
   */
  public List<String> grants(BiFunction<Topics, ConsumerGroups, KafkaRights> rights) {
    return new KafkaTools(kafka).grants(rights.apply(topics(), groups()).grants());
  }

  /**
   * What works and is unwise, such as a password over an open network.
   *
   * @return a sentence each, for the log
   */
  public List<String> warnings() {
    return Stream.of(kafka.warnings(), registry.warnings(), elasticsearch.warnings())
        .flatMap(List::stream)
        .toList();
  }
}
