package io.clausewatch.ingest;

import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Where a record lies that was read some time ago.
 *
 * @param topic its topic
 * @param partition its partition
 * @param offset its offset there
 */
record RecordPlace(String topic, int partition, long offset) implements RecordMetadata {}
