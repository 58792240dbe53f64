package io.clausewatch.findings;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.clausewatch.contract.AvroSerdes;
import io.clausewatch.contract.Topic;
import io.clausewatch.contract.Triage;
import io.clausewatch.eventlog.EventLog;
import io.clausewatch.eventlog.EventLog.UnavailableException;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;

/**
 * The triage topic. Each act has a key of its own, so that compaction keeps them all, and goes to
 * the partition in which its finding is, so that the acts about a finding keep their order. Safe
 * for use by many threads.
 */
public final class KafkaTriageLog implements TriageLog {
  private final EventLog log;
  private final Topic<Triage> topic;
  private final ThreadLocal<Serializer<Triage>> serializer;

  /**
   * Writes to a topic.
   *
   * @param log writes durably
   * @param topic the triage topic
   * @param serdes by the schema registry; not closed here
   */
  public KafkaTriageLog(EventLog log, Topic<Triage> topic, AvroSerdes serdes) {
    this.log = log;
    this.topic = topic;
    this.serializer = ThreadLocal.withInitial(() -> serdes.serializer(Triage.class));
  }

  @Override
  public void append(List<Triage> acts) throws UnavailableException {
    try {
      log.append(acts.stream().map(this::record).toList());
    } catch (SerializationException e) {
      throw new UnavailableException("the schema registry does not answer", e);
    }
  }

  private ProducerRecord<String, byte[]> record(Triage act) {
    return new ProducerRecord<>(
        topic.name(),
        partition(act.getFindingId(), topic.partitions()),
        act.getFindingId() + "|" + act.getActId(),
        serializer.get().serialize(topic.name(), act));
  }

  /** Where Kafka's own partitioner, which wrote the finding, puts a key. */
  static int partition(String findingId, int partitions) {
    return Utils.toPositive(Utils.murmur2(findingId.getBytes(UTF_8))) % partitions;
  }
}
