package io.clausewatch.indexing;

import io.clausewatch.contract.DeadLetterReason;

/**
 * A record can never become a document. Its message is the fault, and holds no value of the record.
 */
final class UnindexableException extends Exception {
  private static final long serialVersionUID = 1L;

  private final DeadLetterReason reason;

  UnindexableException(DeadLetterReason reason, String fault) {
    super(fault);
    this.reason = reason;
  }

  /** What kind of fault it is. */
  DeadLetterReason reason() {
    return reason;
  }
}
