package io.clausewatch.ingest;

import io.clausewatch.platform.privacy.SubjectPseudonym;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;

/**
 * Tells whether two events say the same: {@link #LENGTH} bytes, the first its {@link #VERSION}, the
 * others a keyed hash of what {@link ContentEncoder} writes of an event before its subject ids are
 * hidden. So it stays what it is when they are hidden in another way; keyed, because a plain hash
 * of a raw id could be found by trying. Not thread-safe: it keeps its buffers.
 */
final class ContentHash {
  /** Grows when the same event gets another hash. What version 0.1.0 took has no such byte. */
  static final byte VERSION = 2;

  /** Bytes of a hash, its version included: no hash of another version is as long. */
  static final int LENGTH = 17;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
  private final ContentEncoder contents = new ContentEncoder();
  private final SubjectPseudonym pseudonym;
  private BinaryEncoder encoder;

  /**
   * Hashes by one key.
   *
   * @param pseudonym the keyed hash
   */
  ContentHash(SubjectPseudonym pseudonym) {
    this.pseudonym = pseudonym;
  }

  /**
   * The hash of a record.
   *
   * @param event an event that keeps the contract, its ids in Unicode NFC
   * @return {@link #LENGTH} bytes
   */
  byte[] of(SpecificRecord event) {
    bytes.reset();
    bytes.write(0); // no subject id begins like this: what is hashed here is never somebody's ref
    encoder = EncoderFactory.get().binaryEncoder(bytes, encoder);
    try {
      contents.write(event, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory", e);
    }
    byte[] hash = new byte[LENGTH];
    hash[0] = VERSION;
    System.arraycopy(pseudonym.hash(bytes.toByteArray()), 0, hash, 1, LENGTH - 1);
    return hash;
  }
}
