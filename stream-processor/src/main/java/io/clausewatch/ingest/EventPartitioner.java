package io.clausewatch.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clausewatch.contract.RekeyedEvent;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.StreamPartitioner;

/**
 * In which partition an event is taken in: in the one where Kafka's own producers put a record
 * whose key is the {@code eventId}. All that was ever sent under one id meets there, whatever
 * partition its producers chose.
 *
 * @param partitions how many each events topic has
 */
public record EventPartitioner(int partitions) {

  /**
   * Where an event belongs.
   *
   * @param eventId its id
   * @return the number of a partition
   */
  public int partition(String eventId) {
    return Utils.toPositive(Utils.murmur2(eventId.getBytes(UTF_8))) % partitions;
  }

  /** The same for records whose key is the {@code eventId}. */
  public StreamPartitioner<String, RekeyedEvent> ofRecords() {
    return (topic, eventId, event, count) -> Optional.of(Set.of(partition(eventId)));
  }
}
