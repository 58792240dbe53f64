package io.clausewatch.producer;

import io.clausewatch.contract.Event;
import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.Topics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Events by Kafka, in the form of Confluent's serializer: a zero byte, the id of the schema in four
 * bytes, Avro's binary encoding; the key is the event's id.
 */
final class KafkaTransport implements EventTransport {

  /** What one try may take; the producer tries again by itself after it. */
  private static final Duration DELIVERY = Duration.ofSeconds(10);

  /** How long Kafka may take to be found at all. */
  private static final Duration BLOCK = Duration.ofSeconds(5);

  /** What a record takes beside its value: a key of 256 characters, and the frame of its batch. */
  private static final int OVERHEAD = 2 * 1024;

  private static final int HEADER = 1 + Integer.BYTES;

  private final Topics topics;
  private final SchemaIds schemas;
  private final Supplier<Producer<String, byte[]>> producers;
  private volatile Producer<String, byte[]> producer;

  KafkaTransport(ProducerEndpoint.Kafka endpoint) {
    this(
        endpoint.topicPrefix(),
        new SchemaIds(
            endpoint,
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(BLOCK)
                .build()),
        producers(properties(endpoint.client())));
  }

  /**
   * The same.
   *
   * @param producers makes Kafka's producer when it is first needed: it cannot be made while the
   *     brokers' names cannot be resolved, and a service has to start then too
   */
  KafkaTransport(
      String topicPrefix, SchemaIds schemas, Supplier<Producer<String, byte[]>> producers) {
    this.topics = new Topics(topicPrefix, 1, 1);
    this.schemas = schemas;
    this.producers = producers;
  }

  private static Supplier<Producer<String, byte[]>> producers(Map<String, Object> properties) {
    Map<String, Object> whole = new HashMap<>(properties);
    whole.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
    whole.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
    var unused = new ProducerConfig(whole); // tells of a wrong setting at once
    return () -> new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
  }

  private static Map<String, Object> properties(Map<String, Object> client) {
    Map<String, Object> properties = new HashMap<>();
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, "clausewatch-producer");
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis() / 2);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) DELIVERY.toMillis());
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) BLOCK.toMillis());
    properties.putAll(client);
    // What keeps events from being lost is not for settings to say.
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_BYTES);
    // The broker stores these topics uncompressed; a producer that does not compress spares it
    // work.
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
    return properties;
  }

  @Override
  public EncodedEvent encode(Event event) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    out.writeBytes(new byte[HEADER]); // the id of the schema is put in when it is known
    try {
      BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
      new SpecificDatumWriter<SpecificRecord>(event.kind().schema()).write(event.record(), encoder);
    } catch (IOException e) {
      throw new IllegalStateException("an event could not be encoded in memory", e);
    }
    if (out.size() > Topics.MAX_BYTES - OVERHEAD) {
      String fault = "$: expected at most 2 MiB, found " + out.size() + " bytes";
      throw new EventNotSentException(
          EventNotSentException.Reason.REJECTED, "The event is too large", List.of(fault));
    }
    return new EncodedEvent(event.kind(), event.eventId(), out.toByteArray());
  }

  @Override
  public List<DeliveryResult> deliver(List<EncodedEvent> events)
      throws DeliveryDelayedException, InterruptedException {
    connect();
    List<Future<RecordMetadata>> sent = new ArrayList<>(events.size());
    Map<EventKind, String> barred = new EnumMap<>(EventKind.class);
    DeliveryDelayedException delay = null;
    for (EncodedEvent event : events) {
      Future<RecordMetadata> acknowledgement = null;
      if (delay == null && !barred.containsKey(event.kind())) {
        try {
          acknowledgement = producer.send(record(event));
          if (acknowledgement.isDone() && isAway(acknowledgement)) {
            // Kafka was not found, and each further event would wait for it as long.
            delay = new DeliveryDelayedException("Kafka does not answer");
          }
        } catch (InterruptException e) {
          throw interrupted();
        } catch (KafkaException | IllegalStateException e) {
          delay = new DeliveryDelayedException(reason(e));
          startAnew();
        } catch (DeliveryDelayedException e) {
          if (e.status() == 0) {
            delay = e;
          } else {
            barred.put(event.kind(), e.getMessage()); // the registry takes the others
          }
        }
      }
      sent.add(acknowledgement);
    }
    if (delay != null && sent.stream().allMatch(Objects::isNull)) {
      throw delay;
    }
    List<DeliveryResult> results = new ArrayList<>(events.size());
    for (int i = 0; i < events.size(); i++) {
      String why = delay == null ? "" : delay.getMessage();
      results.add(
          sent.get(i) == null
              ? new DeliveryResult.Unsettled(
                  barred.getOrDefault(events.get(i).kind(), why), Duration.ZERO)
              : result(sent.get(i)));
    }
    return results;
  }

  /** Kafka's producer stays broken after some errors; what it had in hand is sent by another. */
  private void startAnew() {
    Producer<String, byte[]> broken = producer;
    producer = null;
    broken.close(Duration.ZERO);
  }

  private void connect() throws DeliveryDelayedException {
    if (producer == null) {
      try {
        producer = producers.get();
      } catch (KafkaException e) {
        throw new DeliveryDelayedException("Kafka cannot be found by its name");
      }
    }
  }

  private ProducerRecord<String, byte[]> record(EncodedEvent event)
      throws DeliveryDelayedException, InterruptedException {
    EventKind kind = event.kind();
    String topic = topics.events(kind).name();
    ByteBuffer.wrap(event.bytes()).putInt(1, schemas.id(topic, kind.schema()));
    return new ProducerRecord<>(topic, event.eventId(), event.bytes());
  }

  private DeliveryResult result(Future<RecordMetadata> acknowledgement)
      throws InterruptedException {
    try {
      acknowledgement.get(); // Kafka's producer gives up by itself
      return new DeliveryResult.Delivered(List.of());
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof RecordTooLargeException || cause instanceof InvalidRecordException) {
        String name = cause.getClass().getSimpleName();
        return new DeliveryResult.Refused(List.of("$: refused by Kafka (" + name + ")"));
      }
      boolean isOfTopic = cause instanceof AuthorizationException; // the others are taken
      if (!(cause instanceof RetriableException) && !isOfTopic && producer != null) {
        startAnew();
      }
      return new DeliveryResult.Unsettled(reason(cause), Duration.ZERO);
    }
  }

  private boolean isAway(Future<RecordMetadata> acknowledgement) throws InterruptedException {
    try {
      acknowledgement.get();
      return false;
    } catch (ExecutionException e) {
      return !(e.getCause() instanceof AuthorizationException)
          && result(acknowledgement) instanceof DeliveryResult.Unsettled;
    }
  }

  private static InterruptedException interrupted() {
    Thread.interrupted(); // Kafka sets it
    return new InterruptedException("while events were handed to Kafka");
  }

  private static String reason(Throwable e) {
    return "Kafka does not acknowledge (" + e.getClass().getSimpleName() + ")";
  }

  @Override
  public void close() {
    Producer<String, byte[]> made = producer;
    if (made != null) {
      made.close(Duration.ZERO); // all that is waited for was waited for
    }
  }
}
