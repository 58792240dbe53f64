package io.clausewatch.events;

import io.clausewatch.contract.AvroSerdes;
import io.clausewatch.contract.ReservedNames;
import io.clausewatch.contract.Topics;
import io.clausewatch.eventlog.AvroEncoder;
import io.clausewatch.eventlog.EventEncoder;
import io.clausewatch.eventlog.EventLog;
import io.clausewatch.eventlog.KafkaEventLog;
import io.clausewatch.platform.kafka.KafkaConnection;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.io.IOException;
import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;

/**
 * The door with what it needs to write to Kafka. Close it after the server: what was sent is then
 * still sent on.
 */
public final class EventPublishing implements AutoCloseable {

  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  private final Producer<String, byte[]> producer;
  private final KafkaClientMetrics producerMetrics;
  private final AvroEncoder encoder;
  private final AvroEncoder ownActs;
  private final EventLog log;
  private final EventRoutes door;

  /**
   * Opens a door; it sends nothing yet.
   *
   * @param kafka the way to Kafka
   * @param serdes by the schema registry; not closed here
   * @param topics where events go
   * @param reserved what events may not call themselves
   * @param metrics where events are counted, and what the producer tells of itself
   */
  public EventPublishing(
      KafkaConnection kafka,
      AvroSerdes serdes,
      Topics topics,
      ReservedNames reserved,
      MeterRegistry metrics) {
    producer = KafkaEventLog.producer(kafka, Topics.MAX_BYTES);
    producerMetrics = new KafkaClientMetrics(producer);
    producerMetrics.bindTo(metrics);
    encoder = AvroEncoder.ofEvents(serdes, topics);
    ownActs = AvroEncoder.ofOwnActs(serdes, topics);
    log = new KafkaEventLog(producer);
    door = EventRoutes.of(reserved, log, encoder, metrics);
  }

  /** Where the door writes: for whoever has to write to Kafka as safely. */
  public EventLog log() {
    return log;
  }

  /** How what people do here is written, on a topic of its own that no event from outside takes. */
  public EventEncoder ownActs() {
    return ownActs;
  }

  /** The call. */
  public EventRoutes door() {
    return door;
  }

  /**
   * Registers the schemas of events, without which the door takes none, and of what people do here,
   * without which nothing is shown. Can be called again after it has failed.
   *
   * @throws IOException when the registry can't be reached
   * @throws RestClientException when it refuses a schema
   */
  public void registerSchemas() throws IOException, RestClientException {
    encoder.register();
    ownActs.register();
  }

  @Override
  public void close() {
    producerMetrics.close();
    producer.close(CLOSE_WITHIN);
  }
}
