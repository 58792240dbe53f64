package io.clausewatch.contract;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads values of one type, and tells a record that is at fault from a registry that is away. The
 * Confluent client does not: both are a {@code SerializationException} to it. So the schema is
 * asked for first, by itself; the client then finds it in the cache.
 */
final class RecordDeserializer<V extends SpecificRecord> implements Deserializer<V> {
  private static final int HEADER_LENGTH = 5;

  private final Class<V> type;
  private final Schema schema;
  private final SchemaRegistryClient client;
  private final KafkaAvroDeserializer deserializer;
  private final Map<Integer, RecordBounds> bounds = new HashMap<>();

  RecordDeserializer(
      Class<V> type, SchemaRegistryClient client, KafkaAvroDeserializer deserializer) {
    this.type = type;
    this.schema = SpecificData.get().getSchema(type);
    this.client = client;
    this.deserializer = deserializer;
  }

  @Override
  public V deserialize(String topic, byte[] bytes) {
    if (bytes == null) {
      return null;
    }
    if (bytes.length < HEADER_LENGTH || bytes[0] != 0) {
      throw new SerializationException("No Avro record with the id of its schema in front");
    }
    int id = ByteBuffer.wrap(bytes).getInt(1);
    Schema writer = askForSchema(topic, id);
    bounds.computeIfAbsent(id, key -> new RecordBounds(writer)).check(bytes, HEADER_LENGTH);
    try {
      return type.cast(deserializer.deserialize(topic, bytes, schema));
    } catch (SerializationException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new SerializationException("No " + type.getSimpleName(), e);
    }
  }

  private Schema askForSchema(String topic, int id) {
    try {
      if (client.getSchemaBySubjectAndId(topic + "-value", id) instanceof AvroSchema avro) {
        return avro.rawSchema();
      }
      throw new SerializationException("The schema " + id + " is no Avro schema");
    } catch (RestClientException e) {
      if (e.getStatus() == HttpURLConnection.HTTP_NOT_FOUND) {
        throw new SerializationException("No schema of the registry has the id " + id, e);
      }
      throw new RegistryAwayException("The registry did not give the schema " + id, e);
    } catch (IOException e) {
      // The client's word for a schema that is there but is no Avro: asking again will not mend it.
      if (e.getMessage() != null && e.getMessage().startsWith("Invalid schema")) {
        throw new SerializationException("The schema " + id + " is no Avro schema", e);
      }
      throw new RegistryAwayException("The registry could not be asked for schema " + id, e);
    }
  }
}
