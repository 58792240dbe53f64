package io.clausewatch.benchmarks.pipeline;

import io.clausewatch.contract.AvroSerdes;
import io.clausewatch.local.stack.LocalStack;
import io.clausewatch.local.stack.StackException;
import io.clausewatch.local.stack.StackOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
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
    String registry = stack.endpoints().registry().toString();
    return new BenchmarkServers(home, folder, stack, new AvroSerdes(registry));
  }

  String kafka() {
    return stack.endpoints().kafka();
  }

  URI elasticsearch() {
    return stack.endpoints().elasticsearch();
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
