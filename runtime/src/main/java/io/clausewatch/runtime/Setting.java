package io.clausewatch.runtime;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/**
 * Every setting that any part of Clausewatch knows. Each is an environment variable, {@code
 * CLAUSEWATCH_} and the constant's name. One list for all parts, so that one environment file can
 * serve them all while a misspelt name is still caught.
 */
public enum Setting {
  /** Comma-separated {@code host:port} of the Kafka brokers. */
  KAFKA_BOOTSTRAP_SERVERS,
  /** The Confluent-compatible schema registry. */
  SCHEMA_REGISTRY_URL,
  /** Elasticsearch. */
  ELASTICSEARCH_URL,
  /** What every topic's name starts with. */
  TOPIC_PREFIX,
  /** What every index's name starts with. */
  INDEX_PREFIX,
  /** Partitions of each topic. */
  PARTITIONS,
  /** Replication factor of each topic. */
  REPLICATION,
  /** Replicas of each index beside its primary. */
  INDEX_REPLICAS,
  /** The key of the pseudonyms; secret. */
  SUBJECT_KEY,
  /** The directory of the policy files. */
  POLICIES,
  /** The settling time of deadlines. */
  SETTLE,
  /** Where the stream processor keeps its local state. */
  STATE_DIR,
  /** How many threads the stream processor judges with. */
  STREAM_THREADS,
  /** How long after its arrival an act can still be judged again. */
  REJUDGE_HORIZON,
  /** The loopback port of the stream processor's metrics. */
  PROCESSOR_METRICS_PORT,
  /** The address on which the HTTP API listens. */
  BIND,
  /** The port on which the HTTP API listens. */
  PORT,
  /** A properties file with one token a role. */
  TOKENS_FILE,
  /** API keys, {@code name:role:sha256hex}, comma-separated. */
  API_KEYS,
  /**
   * How much the apps log of themselves: ERROR, WARN, INFO or DEBUG; read by the logging
   * configuration.
   */
  LOG_LEVEL,
  /** Where the embedded stack keeps its data; read by the command line. */
  DATA,
  /** The token that the command line shows to the HTTP API. */
  TOKEN,
  /** The HTTP API that the command line talks to. */
  URL,
  /** Options for the JVMs that the command line starts. */
  JAVA_OPTS;

  /** What the name of every environment variable of Clausewatch starts with. */
  public static final String PREFIX = "CLAUSEWATCH_";

  /**
   * The environment variable.
   *
   * @return its name, such as {@code CLAUSEWATCH_PORT}
   */
  public String variable() {
    return PREFIX + name();
  }

  /**
   * The setting of an environment variable.
   *
   * @param variable a variable's name
   * @return the setting, or empty when there is none of that name
   */
  static Optional<Setting> of(String variable) {
    return Arrays.stream(values()).filter(s -> s.variable().equals(variable)).findFirst();
  }

  /**
   * The setting whose variable takes the fewest edits to reach from a misspelt one.
   *
   * @param variable a variable's name that is no setting
   * @return the nearest setting
   */
  static Setting nearest(String variable) {
    return Arrays.stream(values())
        .min(Comparator.comparingInt(s -> edits(variable, s.variable())))
        .orElseThrow();
  }

  /** The Levenshtein distance, one row of the matrix at a time. */
  private static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    Arrays.setAll(row, j -> j);
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replace = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replace, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
