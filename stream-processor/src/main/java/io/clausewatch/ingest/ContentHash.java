package io.clausewatch.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Tells whether two events say the same: the first 128 bits of SHA-256 over the kind and the Avro
 * encoding of a pseudonymised event. Taken after pseudonymising, because a plain hash of a raw id
 * could be found by trying. Not thread-safe: it keeps its buffers.
 */
final class ContentHash {
  /** Bytes of a hash. */
  static final int LENGTH = 16;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
  private final MessageDigest digest;
  private BinaryEncoder encoder;

  ContentHash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /**
   * The hash of a record.
   *
   * @param event a pseudonymised event whose maps are sorted
   * @return {@link #LENGTH} bytes
   */
  byte[] of(SpecificRecord event) {
    bytes.reset();
    encoder = EncoderFactory.get().binaryEncoder(bytes, encoder);
    try {
      encoder.writeString(event.getSchema().getName());
      new SpecificDatumWriter<SpecificRecord>(
              event.getSchema(), ((SpecificRecordBase) event).getSpecificData())
          .write(event, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory", e);
    }
    return Arrays.copyOf(digest.digest(bytes.toByteArray()), LENGTH);
  }
}
