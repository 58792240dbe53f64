package io.clausewatch.events;

import java.util.List;

/** Is told what the door has answered to whom. Safe for use by many threads; quick. */
public interface ReceiptObserver {
  /** Nobody who listens. */
  ReceiptObserver NONE =
      new ReceiptObserver() {
        @Override
        public void accepted(List<AcceptedEvent> events) {
          // Nothing is kept.
        }

        @Override
        public void rejected(String service, List<String> faults) {
          // Nothing is kept.
        }
      };

  /** Some events are durable in Kafka; their sender is told now. */
  void accepted(List<AcceptedEvent> events);

  /**
   * An event was rejected.
   *
   * @param service who sent it; a name that keeps the limits of the contract, in Unicode NFC
   * @param faults each fault in the contract's own words
   */
  void rejected(String service, List<String> faults);
}
