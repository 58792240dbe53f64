package io.clausewatch.indexing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that tells a part of what a document holds: what stands there is read, told of it, and
 * written back unless somebody else has written it meanwhile.
 *
 * @param source the record
 * @param index the index, the same for all records about the document
 * @param id the document's id
 * @param telling tells it to a document
 */
record DocumentUpdate(
    ConsumerRecord<byte[], byte[]> source, String index, String id, Telling telling)
    implements IndexWrite {

  /** Makes a document out of what stood in its place. */
  @FunctionalInterface
  interface Telling {
    /**
     * Tells it.
     *
     * @param story what stood there, not to be changed; empty when nothing did
     * @return what is to stand there
     */
    ObjectNode to(Optional<ObjectNode> story);
  }

  /** The whole document is written, of which the record is about a half. */
  @Override
  public long size() {
    return 2L * source.value().length;
  }
}
