package io.clausewatch.contract;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Reads values of one type, and tells a record that is at fault from a registry that is away. The
 * Confluent deserializer does not, both are a {@code SerializationException} to it, and it would
 * fetch and parse whatever schema a record names: so the schema comes from {@link WriterSchemas}.
 * Safe for use by many threads: Kafka Streams shares that of a store among its tasks.
 */
final class RecordDeserializer<V extends SpecificRecord> implements Deserializer<V> {
  private static final int HEADER_LENGTH = 5;
  private static final int MAX_WRITERS = 1_000;

  private final Class<V> type;
  private final Schema schema;
  private final WriterSchemas schemas;

  /** By the schema's id; the one of which there was no record for the longest time goes. */
  private final Map<Integer, Writer<V>> writers =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Integer, Writer<V>> eldest) {
              return size() > MAX_WRITERS;
            }
          });

  /** What is known of the records of one schema. */
  private record Writer<V>(RecordBounds bounds, DatumReader<V> reader) {}

  RecordDeserializer(Class<V> type, WriterSchemas schemas) {
    this.type = type;
    this.schema = SpecificData.get().getSchema(type);
    this.schemas = schemas;
  }

  @Override
  public V deserialize(String topic, byte[] bytes) {
    if (bytes == null) {
      return null;
    }
    if (bytes.length < HEADER_LENGTH || bytes[0] != 0) {
      throw new SerializationException("No Avro record with the id of its schema in front");
    }
    Writer<V> writer = writer(topic, ByteBuffer.wrap(bytes).getInt(1));
    writer.bounds().check(bytes, HEADER_LENGTH);
    try {
      return type.cast(
          writer
              .reader()
              .read(
                  null,
                  DecoderFactory.get()
                      .binaryDecoder(bytes, HEADER_LENGTH, bytes.length - HEADER_LENGTH, null)));
    } catch (IOException | RuntimeException e) {
      throw new SerializationException("No " + type.getSimpleName(), e);
    }
  }

  private Writer<V> writer(String topic, int id) {
    Writer<V> known = writers.get(id);
    if (known == null) {
      Schema writer = schemas.of(topic + "-value", id);
      known = new Writer<>(new RecordBounds(writer), new SpecificDatumReader<>(writer, schema));
      writers.put(id, known);
    }
    return known;
  }
}
