package io.clausewatch.producer;

import io.clausewatch.contract.Event;
import java.util.List;

/** A way to Clausewatch. */
interface EventTransport extends AutoCloseable {

  /**
   * Encodes an event, without asking anybody. By any thread.
   *
   * @throws EventNotSentException when it is too large to be taken
   */
  EncodedEvent encode(Event event);

  /**
   * Delivers events, or tries to. By one thread.
   *
   * @return what became of each, in their order
   * @throws DeliveryDelayedException when nobody took any of them now
   */
  List<DeliveryResult> deliver(List<EncodedEvent> events)
      throws DeliveryDelayedException, InterruptedException;

  @Override
  void close();
}
