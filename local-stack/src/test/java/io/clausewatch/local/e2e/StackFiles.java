package io.clausewatch.local.e2e;

import io.clausewatch.local.stack.ServerAccess;
import io.clausewatch.local.stack.StackException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** How one gets at the servers of a local stack: by the files that it writes for that. */
final class StackFiles {

  private StackFiles() {}

  /** What a client of Kafka needs; may be added to. */
  static Map<String, Object> kafka(Path data) {
    return new HashMap<>(properties(data.resolve("kafka-client.properties")));
  }

  /** What Confluent's client of the registry needs. */
  static Map<String, String> registry(Path data) {
    return properties(data.resolve("registry.properties"));
  }

  /** {@code user:password} of somebody who may do anything in Elasticsearch. */
  static String elasticsearchLogin(Path data) {
    Map<String, String> properties = properties(data.resolve("elasticsearch.properties"));
    return properties.get("user") + ":" + properties.get("password");
  }

  /** The settings of an app beside those of the stack, as far as servers go; may be added to. */
  static Map<String, String> settings(Path data) {
    Map<String, String> elasticsearch = properties(data.resolve("elasticsearch.properties"));
    Map<String, String> settings = new HashMap<>(variables(data));
    settings.put("CLAUSEWATCH_ELASTICSEARCH_URL", elasticsearch.get("url"));
    settings.put("CLAUSEWATCH_ELASTICSEARCH_USER", elasticsearch.get("user"));
    settings.put("CLAUSEWATCH_ELASTICSEARCH_PASSWORD", elasticsearch.get("password"));
    return settings;
  }

  /** What {@code ./clausewatch addresses} prints. */
  static Map<String, String> variables(Path data) {
    try {
      return ServerAccess.of(data).variables();
    } catch (StackException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> properties(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    Map<String, String> map = new HashMap<>();
    properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
    return map;
  }
}
