package io.clausewatch.local.stack;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What clients of the servers need to reach them, as files in the data folder, readable by the
 * owner alone.
 */
final class ClientFiles {

  static final String KAFKA = "kafka-client.properties";
  static final String REGISTRY = "registry.properties";

  private ClientFiles() {}

  /** Writes them; ports may be others than at the last start. */
  static void write(Path data, PortAssignment ports, ServerPasswords passwords)
      throws StackException {
    ServerAccess access = ServerAccess.of(ports, passwords);
    write(
        data.resolve(KAFKA),
        "For clients of Kafka, such as its own tools (--command-config)",
        access.kafkaClient());
    write(
        data.resolve(REGISTRY),
        "For clients of the schema registry, such as Confluent's serializers",
        access.registryClient());
    ServerLogin owner = passwords.of(ServerUser.ELASTICSEARCH_OWNER);
    Map<String, String> elasticsearch = new LinkedHashMap<>();
    elasticsearch.put("url", ElasticsearchServer.url(ports).toString());
    elasticsearch.put("user", owner.user());
    elasticsearch.put("password", owner.password());
    write(
        data.resolve("elasticsearch.properties"),
        "For looking into Elasticsearch, where this user may do anything",
        elasticsearch);
  }

  /** None of the values has anything in it that a properties file would take for its own. */
  private static void write(Path file, String title, Map<String, String> values)
      throws StackException {
    StringBuilder text = new StringBuilder("# " + title + ". Written anew at each start.\n");
    values.forEach((name, value) -> text.append(name).append('=').append(value).append('\n'));
    PrivateFiles.write(file, text.toString());
  }
}
