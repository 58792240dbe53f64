package io.clausewatch.benchmarks.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/**
 * The processor time that the programs which this one has started took so far, on Linux.
 *
 * @param taken by program; of one that does not run, none
 */
record ProcessorTime(Map<Program, Duration> taken) {

  /** What the pipeline is made of, by a word of its command line. */
  enum Program {
    STREAM_PROCESSOR("the stream processor", "StreamProcessorMain"),
    KAFKA("Kafka", "kafka.Kafka"),
    ELASTICSEARCH("Elasticsearch", "org.elasticsearch.bootstrap");

    private final String title;
    private final String word;

    Program(String title, String word) {
      this.title = title;
      this.word = word;
    }

    String title() {
      return title;
    }
  }

  static ProcessorTime now() throws IOException {
    Map<Program, Duration> taken = new EnumMap<>(Program.class);
    for (ProcessHandle process : ProcessHandle.current().descendants().toList()) {
      String commandLine = commandLine(process);
      for (Program program : Program.values()) {
        if (commandLine.contains(program.word)) {
          Duration own = process.info().totalCpuDuration().orElse(Duration.ZERO);
          taken.merge(program, own, Duration::plus);
        }
      }
    }
    return new ProcessorTime(taken);
  }

  /** Java's own description of a process leaves long ones out. */
  private static String commandLine(ProcessHandle process) throws IOException {
    try {
      Path file = Path.of("/proc", Long.toString(process.pid()), "cmdline");
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      return ""; // it has just ended
    }
  }

  /** What was taken since another moment, for each of some events, in microseconds. */
  Map<Program, Double> since(ProcessorTime before, long events) {
    Map<Program, Double> micros = new EnumMap<>(Program.class);
    taken.forEach(
        (program, total) -> {
          Duration own = total.minus(before.taken.getOrDefault(program, Duration.ZERO));
          micros.put(program, own.toNanos() / 1e3 / events);
        });
    return micros;
  }
}
