package io.clausewatch.eventlog;

import io.clausewatch.contract.AvroSerdes;
import io.clausewatch.contract.Topics;
import io.clausewatch.platform.kafka.KafkaConnection;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.io.IOException;
import java.time.Duration;
import org.apache.kafka.clients.producer.Producer;

/**
 * The way to the log of events: one producer for all that this server writes to Kafka, and how
 * events are written. Close it after the server: what was sent is then still sent on.
 */
public final class EventLogConnection implements AutoCloseable {

  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

  private final Producer<String, byte[]> producer;
  private final KafkaClientMetrics producerMetrics;
  private final AvroEncoder events;
  private final AvroEncoder ownActs;
  private final EventLog log;

  /**
   * Opens it; it sends nothing yet.
   *
   * @param kafka the way to Kafka
   * @param serdes by the schema registry; not closed here
   * @param topics where events go
   * @param metrics what the producer tells of itself
   */
  public EventLogConnection(
      KafkaConnection kafka, AvroSerdes serdes, Topics topics, MeterRegistry metrics) {
    producer = KafkaEventLog.producer(kafka, Topics.MAX_BYTES);
    producerMetrics = new KafkaClientMetrics(producer);
    producerMetrics.bindTo(metrics);
    events = AvroEncoder.ofEvents(serdes, topics);
    ownActs = AvroEncoder.ofOwnActs(serdes, topics);
    log = new KafkaEventLog(producer);
  }

  /** Where records are durable: events, and all else that has to be kept as safely. */
  public EventLog log() {
    return log;
  }

  /** How events that come in are written. */
  public AvroEncoder events() {
    return events;
  }

  /** How what people do here is written, on a topic of its own that no event from outside takes. */
  public AvroEncoder ownActs() {
    return ownActs;
  }

  /**
   * Registers the schemas of events, without which none is taken in, and of what people do here,
   * without which nothing is shown. Can be called again after it has failed.
   *
   * @throws IOException when the registry can't be reached
   * @throws RestClientException when it refuses a schema
   */
  public void registerSchemas() throws IOException, RestClientException {
    events.register();
    ownActs.register();
  }

  @Override
  public void close() {
    producerMetrics.close();
    producer.close(CLOSE_WITHIN);
  }
}
