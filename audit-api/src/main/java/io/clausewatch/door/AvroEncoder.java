package io.clausewatch.door;

import io.clausewatch.contract.AvroSerdes;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.Topics;
import io.clausewatch.door.EventLog.UnavailableException;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaUtils;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Encodes events in Avro, by schemas that were registered before the first of them. Safe for use by
 * many threads.
 */
final class AvroEncoder implements Encoder {

  private final AvroSerdes serdes;
  private final Topics topics;
  private final ThreadLocal<Serializer<SpecificRecord>> serializer;
  private volatile boolean registered;

  /** Encodes for {@code topics} with {@code serdes}, which are not closed here. */
  AvroEncoder(AvroSerdes serdes, Topics topics) {
    this.serdes = serdes;
    this.topics = topics;
    this.serializer = ThreadLocal.withInitial(() -> serdes.serializer(SpecificRecord.class));
  }

  /**
   * Registers the schema of every kind of event. Until that has been done once, nothing is encoded,
   * so that no sender waits for a registry that is away.
   *
   * @throws IOException when the registry can't be reached
   * @throws RestClientException when it refuses a schema
   */
  void register() throws IOException, RestClientException {
    for (EventKind kind : EventKind.values()) {
      Object record = SpecificData.newInstance(kind.recordClass(), kind.schema());
      // The schema as the serializer will look it up: without what only Java's classes need.
      AvroSchema schema = new AvroSchema(AvroSchemaUtils.getSchema(record, false, false, true));
      serdes.registry().register(topics.events(kind).name() + "-value", schema);
    }
    registered = true;
  }

  @Override
  public ProducerRecord<String, byte[]> encode(Event event) throws UnavailableException {
    if (!registered) {
      throw new UnavailableException("the schema registry has not answered yet", null);
    }
    String topic = topics.events(event.kind()).name();
    try {
      return new ProducerRecord<>(
          topic, event.eventId(), serializer.get().serialize(topic, event.record()));
    } catch (SerializationException e) {
      if (e.getCause() instanceof IOException || e.getCause() instanceof RestClientException) {
        throw new UnavailableException("the schema registry does not answer", e);
      }
      throw e;
    }
  }
}
