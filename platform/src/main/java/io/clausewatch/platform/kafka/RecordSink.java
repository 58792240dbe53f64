package io.clausewatch.platform.kafka;

import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/**
 * What is done with the records of a {@link ConsumerLoop}, on the loop's thread. It may take
 * records several times before it makes them durable together.
 *
 * @param <K> keys
 * @param <V> values
 */
public interface RecordSink<K, V> {

  /**
   * How long it can wait for records.
   *
   * @return how long the next poll may last; zero when it has something to do now
   */
  Duration pollWithin();

  /**
   * Takes all of some records; none of them comes again, unless this throws or what was taken is
   * not committed.
   *
   * @param records at least one
   */
  void take(ConsumerRecords<K, V> records);

  /** Whether what was taken is to be made durable now rather than after the next poll. */
  boolean isFlushDue();

  /**
   * Makes durable all that was taken: when it returns, the records' offsets are committed, where
   * the loop commits.
   */
  void flush();
}
