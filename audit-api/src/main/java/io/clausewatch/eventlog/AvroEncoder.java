package io.clausewatch.eventlog;

import io.clausewatch.contract.AvroSerdes;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.Topic;
import io.clausewatch.contract.Topics;
import io.clausewatch.eventlog.EventLog.UnavailableException;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Encodes events of some kinds in Avro, by schemas that were registered before the first of them.
 * Safe for use by many threads.
 */
public final class AvroEncoder implements EventEncoder {

  private final AvroSerdes serdes;
  private final Map<EventKind, Topic<?>> topics;
  private final Serializer<SpecificRecord> serializer;
  private volatile boolean registered;

  private AvroEncoder(AvroSerdes serdes, Map<EventKind, Topic<?>> topics) {
    this.serdes = serdes;
    this.topics = topics;
    this.serializer = serdes.serializer(SpecificRecord.class);
  }

  /** Encodes what services send, with {@code serdes}, which are not closed here. */
  public static AvroEncoder ofEvents(AvroSerdes serdes, Topics topics) {
    Map<EventKind, Topic<?>> byKind = new EnumMap<>(EventKind.class);
    for (EventKind kind : EventKind.values()) {
      byKind.put(kind, topics.events(kind));
    }
    return new AvroEncoder(serdes, byKind);
  }

  /** Encodes what people do here, with {@code serdes}, which are not closed here. */
  public static AvroEncoder ofOwnActs(AvroSerdes serdes, Topics topics) {
    return new AvroEncoder(serdes, Map.of(EventKind.ACCESS, topics.ownActs()));
  }

  /**
   * Registers the schema of every kind of event that it encodes. Until that has been done once,
   * nothing is encoded, so that no sender waits for a registry that is away.
   *
   * @throws IOException when the registry can't be reached
   * @throws RestClientException when it refuses a schema
   */
  public void register() throws IOException, RestClientException {
    for (Map.Entry<EventKind, Topic<?>> entry : topics.entrySet()) {
      EventKind kind = entry.getKey();
      serdes.register(
          entry.getValue().name(),
          (SpecificRecord) SpecificData.newInstance(kind.recordClass(), kind.schema()));
    }
    registered = true;
  }

  @Override
  public ProducerRecord<String, byte[]> encode(Event event) throws UnavailableException {
    if (!registered) {
      throw new UnavailableException("the schema registry has not answered yet", null);
    }
    String topic = topics.get(event.kind()).name();
    try {
      return new ProducerRecord<>(
          topic, event.eventId(), serializer.serialize(topic, event.record()));
    } catch (SerializationException e) {
      if (e.getCause() instanceof IOException || e.getCause() instanceof RestClientException) {
        throw new UnavailableException("the schema registry does not answer", e);
      }
      throw e;
    }
  }
}
