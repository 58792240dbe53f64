package io.clausewatch.indexing;

import io.clausewatch.readmodel.FindingDocument;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that tells a part of what the document of a finding holds: what stands there is read,
 * told of it, and written back unless somebody else has written it meanwhile.
 *
 * @param source the record
 * @param index the index, the same for all records about the document
 * @param id the document's id
 * @param telling tells it to a document
 */
record DocumentUpdate(
    ConsumerRecord<byte[], byte[]> source, String index, String id, Telling telling)
    implements IndexWrite {

  /** Makes a finding out of what stood in its place. */
  @FunctionalInterface
  interface Telling {
    /**
     * Tells it.
     *
     * @param before what stood there; empty when nothing did
     * @return what is to stand there
     */
    FindingDocument to(Optional<FindingDocument> before);
  }

  /** The whole document is written, of which the record is about a half. */
  @Override
  public long size() {
    return 2L * source.value().length;
  }
}
