package io.clausewatch.indexing;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What to write to Elasticsearch for one record; to write it again changes nothing. */
sealed interface IndexWrite permits FullDocument, DocumentUpdate {

  /** The record, for its place. */
  ConsumerRecord<byte[], byte[]> source();

  /** The index of the document. */
  String index();

  /** The document's id. */
  String id();

  /** About how many bytes it takes on the way. */
  long size();
}
