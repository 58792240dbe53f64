package io.clausewatch.benchmarks.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/**
 * What a stream processor keeps of the events that it has judged.
 *
 * @param installation whose Kafka has the changelogs
 * @param folder of its local state
 * @param application what the names of its changelogs begin with
 */
record KeptState(BenchmarkServers installation, Path folder, String application) {

  /** The bytes of its files. */
  long onDisk() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(KeptState::size).sum();
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The bytes of its changelogs, as they are before Kafka compacts them. */
  long inChangelogs() throws IOException, ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(installation.kafka())) {
      List<Integer> brokers =
          admin.describeCluster().nodes().get().stream().map(node -> node.id()).toList();
      return admin.describeLogDirs(brokers).allDescriptions().get().values().stream()
          .flatMap(folders -> folders.values().stream())
          .flatMap(folder -> folder.replicaInfos().entrySet().stream())
          .filter(log -> log.getKey().topic().startsWith(application))
          .filter(log -> log.getKey().topic().endsWith("-changelog"))
          .mapToLong(log -> log.getValue().size())
          .sum();
    }
  }

  /** Loses the files. */
  void deleteFiles() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
