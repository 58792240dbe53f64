package io.clausewatch.status;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** What Kafka knows about how far logs have been written and read. All of it is as of the call. */
interface LogOffsets {

  /**
   * Kafka can't tell: it does not answer, or there is no such topic yet. Its message is for people.
   */
  final class UnknownException extends Exception {

    private static final long serialVersionUID = 1L;

    UnknownException(String message) {
      super(message);
    }
  }

  /**
   * Records between two offsets of a partition.
   *
   * @param from the first offset
   * @param to the offset after the last
   */
  record Range(long from, long to) {}

  /** The next offset that a consumer group reads, for each partition where it has committed one. */
  Map<TopicPartition, Long> committed(String group) throws UnknownException;

  /**
   * The first offset that is there, of each partition. A record that the log has dropped is not
   * there.
   */
  Map<TopicPartition, Long> beginnings(Collection<TopicPartition> partitions)
      throws UnknownException;

  /** The offset after the last record, of each partition; records of open transactions count. */
  Map<TopicPartition, Long> ends(Collection<TopicPartition> partitions) throws UnknownException;

  /**
   * The ranges that certainly hold no record for a consumer: nothing but markers of transactions,
   * records of aborted ones, and what compaction left out. When in doubt, a range holds one.
   */
  Set<TopicPartition> empty(Map<TopicPartition, Range> ranges) throws UnknownException;
}
