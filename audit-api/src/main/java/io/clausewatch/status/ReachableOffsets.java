package io.clausewatch.status;

import io.clausewatch.platform.metrics.Readiness;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Offsets that are unknown at once while Kafka is known to be away, so that nobody who asks waits
 * for it to time out. Safe for use by many threads if what it asks is.
 */
public final class ReachableOffsets implements LogOffsets {
  private final LogOffsets offsets;
  private final Supplier<Readiness> kafka;

  /**
   * Offsets of a Kafka that is watched.
   *
   * @param kafka how it is
   */
  public ReachableOffsets(LogOffsets offsets, Supplier<Readiness> kafka) {
    this.offsets = offsets;
    this.kafka = kafka;
  }

  private LogOffsets reachable() throws UnknownException {
    Readiness now = kafka.get();
    if (!now.ready()) {
      throw new UnknownException("Kafka: " + now.reason());
    }
    return offsets;
  }

  @Override
  public Map<TopicPartition, Long> committed(String group) throws UnknownException {
    return reachable().committed(group);
  }

  @Override
  public Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions)
      throws UnknownException {
    return reachable().beginnings(partitions);
  }

  @Override
  public Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions)
      throws UnknownException {
    return reachable().ends(partitions);
  }

  @Override
  public Set<TopicPartition> empty(Map<TopicPartition, Range> ranges) throws UnknownException {
    return reachable().empty(ranges);
  }
}
