package io.clausewatch.status;

import io.clausewatch.status.LogOffsets.Range;
import io.clausewatch.status.LogOffsets.UnknownException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a consumer group is behind. Never too little: 0 means that whatever was in the partitions
 * when the look began, the group has committed. Above 0 it is an upper bound, because markers of
 * transactions take offsets too.
 */
final class ConsumerLag {

  private final LogOffsets offsets;

  ConsumerLag(LogOffsets offsets) {
    this.offsets = offsets;
  }

  /** The offsets in {@code partitions} that {@code group} has not committed yet. */
  long of(String group, Collection<TopicPartition> partitions) throws UnknownException {
    // In this order: what is written after the first call and committed before the second would go
    // uncounted the other way round.
    Map<TopicPartition, Long> committed = offsets.committed(group);
    Map<TopicPartition, Long> ends = offsets.ends(partitions);

    Map<TopicPartition, Range> unread = new HashMap<>();
    for (TopicPartition partition : partitions) {
      Range range = new Range(committed.getOrDefault(partition, 0L), ends.get(partition));
      if (range.from() < range.to()) {
        unread.put(partition, range);
      }
    }
    if (unread.isEmpty()) {
      return 0;
    }
    // Retention drops records whether or not they were read.
    Map<TopicPartition, Long> beginnings = offsets.beginnings(unread.keySet());
    unread.replaceAll(
        (partition, range) ->
            new Range(Math.max(range.from(), beginnings.get(partition)), range.to()));
    unread.values().removeIf(range -> range.from() >= range.to());
    if (unread.isEmpty()) {
      return 0;
    }
    Set<TopicPartition> empty = offsets.empty(unread);
    return unread.entrySet().stream()
        .filter(entry -> !empty.contains(entry.getKey()))
        .mapToLong(entry -> entry.getValue().to() - entry.getValue().from())
        .sum();
  }
}
