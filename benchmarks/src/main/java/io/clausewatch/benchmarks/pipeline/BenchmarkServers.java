package io.clausewatch.benchmarks.pipeline;

import io.clausewatch.contract.AvroSerdes;
import io.clausewatch.local.stack.LocalStack;
import io.clausewatch.local.stack.ServerAccess;
import io.clausewatch.local.stack.StackException;
import io.clausewatch.local.stack.StackOptions;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The three servers of the local stack in a folder of their own, which is deleted at the end.
 *
 * @param home the project
 * @param folder where all of it is kept
 * @param stack the servers
 * @param serdes of their schema registry
 */
record BenchmarkServers(Path home, Path folder, LocalStack stack, AvroSerdes serdes)
    implements AutoCloseable {

  /** Starts the servers. */
  static BenchmarkServers start() throws IOException, StackException {
    Path home = StackOptions.findHome();
    Path folder = Files.createTempDirectory("clausewatch-benchmark");
    StackOptions options = StackOptions.defaults(home).withData(folder.resolve("data")).withPort(0);
    LocalStack stack =
        LocalStack.start(
            options,
            System.err::println,
            Set.of(LocalStack.Part.KAFKA, LocalStack.Part.REGISTRY, LocalStack.Part.ELASTICSEARCH));
    Map<String, Object> registry = properties(options.data().resolve("registry.properties"));
    AvroSerdes serdes = new AvroSerdes(registry.get("schema.registry.url").toString(), registry);
    return new BenchmarkServers(home, folder, stack, serdes);
  }

  /** What clients of Kafka need to reach it. */
  Path kafkaFile() {
    return folder.resolve("data").resolve("kafka-client.properties");
  }

  /** The same, read; may be added to. */
  Map<String, Object> kafka() throws IOException {
    return properties(kafkaFile());
  }

  /** Who may do anything in Elasticsearch, and where it is. */
  SearchIndex.Access elasticsearch() throws IOException {
    Map<String, Object> properties =
        properties(folder.resolve("data").resolve("elasticsearch.properties"));
    return new SearchIndex.Access(
        URI.create(properties.get("url").toString()),
        properties.get("user").toString(),
        properties.get("password").toString());
  }

  /** The variables by which an app finds Kafka and the registry; may be added to. */
  Map<String, String> variables() throws StackException {
    return new HashMap<>(ServerAccess.of(folder.resolve("data")).variables());
  }

  /** A file of settings. */
  static Map<String, Object> properties(Path file) throws IOException {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file)) {
      properties.load(reader);
    }
    Map<String, Object> settings = new HashMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> settings.put(name, properties.getProperty(name)));
    return settings;
  }

  @Override
  public void close() throws IOException {
    serdes.close();
    stack.close();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
