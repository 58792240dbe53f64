package io.clausewatch.ingest;

import io.clausewatch.contract.Topics;
import java.util.Optional;
import org.apache.avro.SystemLimitException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Decodes the values of records inside a processor instead of before it, so that bytes that are no
 * record are the processor's to bury, like all else that it cannot process.
 */
public final class RecordDecoder {
  static {
    // Avro allocates by the length that the bytes claim: one hostile record could exhaust the heap,
    // again and again.
    String longest = Integer.toString(Topics.MAX_BYTES);
    for (String limit :
        new String[] {
          SystemLimitException.MAX_STRING_LENGTH_PROPERTY,
          SystemLimitException.MAX_BYTES_LENGTH_PROPERTY,
          SystemLimitException.MAX_COLLECTION_LENGTH_PROPERTY
        }) {
      if (System.getProperty(limit) == null) {
        System.setProperty(limit, longest);
      }
    }
  }

  private RecordDecoder() {}

  /**
   * Decodes a value.
   *
   * @param deserializer of the topic
   * @param topic where the value lies
   * @param value may be null
   * @param <R> what the topic carries
   * @return the record; empty when the bytes are none
   * @throws RuntimeException when the registry could not be asked: the same bytes may be read later
   */
  public static <R extends SpecificRecord> Optional<R> decode(
      Deserializer<R> deserializer, String topic, byte[] value) {
    try {
      return Optional.ofNullable(deserializer.deserialize(topic, value));
    } catch (SerializationException e) {
      return Optional.empty();
    }
  }
}
