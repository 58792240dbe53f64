package io.clausewatch.indexing;

import co.elastic.clients.util.BinaryData;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that is a whole document.
 *
 * @param source the record, for its place
 * @param index the index, the same in every revision
 * @param id the document's id, the same in every revision
 * @param revision the external version, from 1: a lower one never overwrites a higher
 * @param json the document
 */
record FullDocument(
    ConsumerRecord<byte[], byte[]> source, String index, String id, long revision, BinaryData json)
    implements IndexWrite {

  @Override
  public long size() {
    return json.size();
  }
}
