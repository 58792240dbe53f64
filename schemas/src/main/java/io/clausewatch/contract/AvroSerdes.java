package io.clausewatch.contract;

import static io.confluent.kafka.serializers.AbstractKafkaSchemaSerDeConfig.SCHEMA_REGISTRY_URL_CONFIG;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientConfig;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Records to bytes and back, in Confluent's format, by its client of a schema registry. Schemas are
 * registered as they are first written, under the subject {@code <topic>-value}, without the
 * properties that only Java's generated classes need.
 *
 * <p>All serdes of one object share one client of the registry and its cache; each can be used by
 * many threads. Closing them leaves the client open; closing this closes it.
 */
public final class AvroSerdes implements AutoCloseable {
  private static final int MAX_SCHEMAS = 1_000;

  /** For one schema, which a registry at work gives in some milliseconds. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final SchemaRegistryClient client;
  private final WriterSchemas writerSchemas;
  private final Map<String, Object> settings;

  /**
   * Serdes by a registry.
   *
   * @param registryUrl of the registry's Confluent API, several with commas between; {@code
   *     mock://name} is one in memory, shared by all in this process that name it
   */
  public AvroSerdes(String registryUrl) {
    this(registryUrl, Map.of());
  }

  /**
   * Serdes by a registry that needs more than its address.
   *
   * @param more settings of the Confluent client, such as those of its authentication
   */
  public AvroSerdes(String registryUrl, Map<String, ?> more) {
    this(registryUrl, more, PATIENCE);
  }

  /** The same, with another patience for the schema of a record. */
  AvroSerdes(String registryUrl, Map<String, ?> more, Duration patience) {
    settings = new HashMap<>(more);
    settings.put(SCHEMA_REGISTRY_URL_CONFIG, registryUrl);
    client = client(settings);
    Map<String, Object> impatient = new HashMap<>(settings);
    int millis = (int) patience.toMillis();
    impatient.put(SchemaRegistryClientConfig.HTTP_CONNECT_TIMEOUT_MS, millis);
    impatient.put(SchemaRegistryClientConfig.HTTP_READ_TIMEOUT_MS, millis);
    impatient.put(SchemaRegistryClientConfig.MAX_RETRIES_CONFIG, 0);
    writerSchemas = new WriterSchemas(() -> client(impatient), patience);
  }

  private static SchemaRegistryClient client(Map<String, Object> settings) {
    return SchemaRegistryClientFactory.newClient(
        List.of(settings.get(SCHEMA_REGISTRY_URL_CONFIG).toString().split(",")),
        MAX_SCHEMAS,
        List.of(new SchemaBounds()),
        settings,
        Map.of());
  }

  /**
   * Registers the schema of a record, as a serializer does when it first writes one to the topic.
   *
   * @throws IOException when the registry can't be reached
   * @throws RestClientException when it refuses the schema
   */
  public void register(String topic, SpecificRecord record)
      throws IOException, RestClientException {
    RecordSerializer.register(client, topic, record);
  }

  /** A serializer of values; of null it makes null. */
  public <V extends SpecificRecord> Serializer<V> serializer(Class<V> type) {
    return new RecordSerializer<>(client);
  }

  /**
   * A deserializer of values; of null it makes null. It reads what older and newer writers wrote
   * into this type.
   *
   * <p>It throws {@link org.apache.kafka.common.errors.SerializationException} when the bytes are
   * at fault, and {@link RegistryAwayException} when the registry could not be asked about them.
   */
  public <V extends SpecificRecord> Deserializer<V> deserializer(Class<V> type) {
    return new RecordDeserializer<>(type, writerSchemas);
  }

  /** Both in one. */
  public <V extends SpecificRecord> Serde<V> serde(Class<V> type) {
    return Serdes.serdeFrom(serializer(type), deserializer(type));
  }

  /** The client of the registry that the serdes share. */
  public SchemaRegistryClient registry() {
    return client;
  }

  @Override
  public void close() {
    writerSchemas.close();
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException("The client of the schema registry could not be closed", e);
    }
  }
}
