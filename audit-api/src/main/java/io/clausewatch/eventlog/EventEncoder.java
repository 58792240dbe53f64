package io.clausewatch.eventlog;

import io.clausewatch.contract.Event;
import io.clausewatch.eventlog.EventLog.UnavailableException;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Turns an event into the record that is written of it. */
@FunctionalInterface
public interface EventEncoder {

  /**
   * Encodes an event; the key is its id.
   *
   * @throws UnavailableException when the schema registry can't be used now
   */
  ProducerRecord<String, byte[]> encode(Event event) throws UnavailableException;
}
