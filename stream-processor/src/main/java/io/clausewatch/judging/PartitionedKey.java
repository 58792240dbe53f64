package io.clausewatch.judging;

import io.clausewatch.contract.Fact;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * A record's key together with the partition to which the record must go: work that a task leaves
 * for itself has to come back to that task.
 *
 * @param key what is written
 * @param partition the task's own
 */
public record PartitionedKey(String key, int partition) {

  /** Writes the key alone. */
  public static Serializer<PartitionedKey> serializer() {
    return (topic, pinned) -> pinned.key().getBytes(StandardCharsets.UTF_8);
  }

  /** Takes the partition that goes with the key. */
  public static StreamPartitioner<PartitionedKey, Fact> partitioner() {
    return (topic, pinned, fact, partitions) -> Optional.of(Set.of(pinned.partition()));
  }
}
