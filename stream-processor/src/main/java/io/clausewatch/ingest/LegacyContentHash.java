package io.clausewatch.ingest;

import io.clausewatch.contract.Event;
import io.clausewatch.contract.Sha256Digest;
import io.clausewatch.platform.privacy.SubjectPseudonym;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.IdentityHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * The hash by which version 0.1.0 told whether two events say the same, so that a retry of an event
 * that it took in is recognised: the first 128 bits of SHA-256 over the kind and the Avro encoding
 * of the event, pseudonymised as it did. Not thread-safe: it keeps its buffers.
 */
final class LegacyContentHash {
  /** Bytes of a hash. */
  static final int LENGTH = 16;

  /** On a field, the version of the contract that it came with. */
  static final String SINCE = "since";

  private final IdentityHashMap<Schema, Schema> schemas = new IdentityHashMap<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
  private final MessageDigest digest = Sha256Digest.create();
  private final EventPseudonymiser pseudonymiser;
  private BinaryEncoder encoder;

  /**
   * Hashes as version 0.1.0 did.
   *
   * @param pseudonym the keyed hash
   */
  LegacyContentHash(SubjectPseudonym pseudonym) {
    this.pseudonymiser = EventPseudonymiser.asVersion010(pseudonym);
  }

  /**
   * The hash of a record.
   *
   * @param sent an event with its ids as they were sent
   * @return {@link #LENGTH} bytes
   */
  byte[] of(SpecificRecord sent) {
    SpecificRecord event = pseudonymiser.pseudonymise(Event.of(sent)).event().record();
    bytes.reset();
    encoder = EncoderFactory.get().binaryEncoder(bytes, encoder);
    try {
      encoder.writeString(event.getSchema().getName());
      new SpecificDatumWriter<SpecificRecord>(
              schemas.computeIfAbsent(event.getSchema(), LegacyContentHash::asOf010),
              ((SpecificRecordBase) event).getSpecificData())
          .write(event, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory", e);
    }
    return Arrays.copyOf(digest.digest(bytes.toByteArray()), LENGTH);
  }

  /** A schema without what has come since; that stands at the end of its records. */
  static Schema asOf010(Schema schema) {
    return switch (schema.getType()) {
      case RECORD ->
          Schema.createRecord(
              schema.getName(),
              null,
              schema.getNamespace(),
              false,
              schema.getFields().stream()
                  .filter(field -> field.getProp(SINCE) == null)
                  .map(field -> new Schema.Field(field, asOf010(field.schema())))
                  .toList());
      case UNION ->
          Schema.createUnion(schema.getTypes().stream().map(LegacyContentHash::asOf010).toList());
      default -> schema;
    };
  }
}
