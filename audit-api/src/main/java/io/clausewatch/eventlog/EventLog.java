package io.clausewatch.eventlog;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Where accepted events are kept, and other records that have to be durable. */
public interface EventLog {

  /**
   * Writes records, in their order, and returns once every one of them is durable.
   *
   * @throws UnavailableException when that could not be achieved in time; some may be durable all
   *     the same
   */
  void append(List<ProducerRecord<String, byte[]>> records) throws UnavailableException;

  /**
   * Something that the door needs can't be used now. Its message is for the sender: it says what,
   * and holds no value.
   */
  final class UnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Something is away.
     *
     * @param cause null when there is none
     */
    public UnavailableException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
