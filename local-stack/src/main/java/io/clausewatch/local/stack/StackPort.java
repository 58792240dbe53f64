package io.clausewatch.local.stack;

import java.util.Locale;

/** The loopback ports of a stack; the audit API's own is an option instead. */
enum StackPort {
  KAFKA,
  KAFKA_CONTROLLER,
  REGISTRY,
  REGISTRY_MANAGEMENT,
  ELASTICSEARCH,
  ELASTICSEARCH_TRANSPORT,
  PROCESSOR_METRICS,
  SENDER_METRICS;

  /** Its key in {@code ports.properties}. */
  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
