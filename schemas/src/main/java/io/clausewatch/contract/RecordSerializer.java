package io.clausewatch.contract;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaUtils;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Writes values as the Confluent serializer does: a zero byte, the id of the schema in four bytes,
 * Avro's binary encoding. That one looks the schema up anew for each record, by a hash of all its
 * fields, which takes longer than to write the record; here a generated class has one schema, which
 * is recognised at once. Safe for use by many threads: Kafka Streams shares those of a topology
 * among all of its own.
 */
final class RecordSerializer<V extends SpecificRecord> implements Serializer<V> {
  private static final byte MAGIC = 0;
  private static final int USUAL_BYTES = 512;

  /** By topic. */
  private final Map<String, Form> forms = new ConcurrentHashMap<>();

  private final SchemaRegistryClient registry;

  /** How values of a schema are written to a topic. */
  private record Form(Schema schema, int id, SpecificDatumWriter<SpecificRecord> writer) {}

  RecordSerializer(SchemaRegistryClient registry) {
    this.registry = registry;
  }

  @Override
  public byte[] serialize(String topic, V value) {
    if (value == null) {
      return null;
    }
    Form form = form(topic, value);
    ByteArrayOutputStream out = new ByteArrayOutputStream(USUAL_BYTES);
    out.write(MAGIC);
    for (int shift = Integer.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      out.write(form.id() >> shift);
    }
    try {
      form.writer().write(value, EncoderFactory.get().directBinaryEncoder(out, null));
    } catch (IOException | RuntimeException e) {
      throw new SerializationException("No " + value.getSchema().getName(), e);
    }
    return out.toByteArray();
  }

  private Form form(String topic, SpecificRecord value) {
    Form known = forms.get(topic);
    if (known != null && known.schema().equals(value.getSchema())) {
      return known;
    }
    try {
      int id = register(registry, topic, value);
      Form form = new Form(value.getSchema(), id, new SpecificDatumWriter<>(value.getSchema()));
      forms.put(topic, form);
      return form;
    } catch (IOException | RestClientException e) {
      throw new SerializationException(
          "The schema of " + value.getSchema().getName() + " could not be registered", e);
    }
  }

  /** Registers the schema of a value, without what only Java's generated classes need. */
  static int register(SchemaRegistryClient registry, String topic, SpecificRecord value)
      throws IOException, RestClientException {
    AvroSchema schema = new AvroSchema(AvroSchemaUtils.getSchema(value, false, false, true));
    return registry.register(topic + "-value", schema);
  }
}
