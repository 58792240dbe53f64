package io.clausewatch.contract;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A topic, declared once: its name, what it holds, and the settings with which it is created. Every
 * key is a string.
 *
 * @param name the topic's whole name
 * @param valueType the record that its values are
 * @param partitions how many
 * @param replication how many copies of each
 * @param settings Kafka's own, by their names
 */
public record Topic<V extends SpecificRecord>(
    String name,
    Class<V> valueType,
    int partitions,
    short replication,
    Map<String, String> settings) {

  /** Keeps a copy of the settings. */
  public Topic {
    settings = Map.copyOf(settings);
  }

  /** As Kafka's admin client wants it. */
  public NewTopic newTopic() {
    return new NewTopic(name, partitions, replication).configs(settings);
  }
}
