package io.clausewatch.outbox;

/**
 * That the outbox has as many events as it may have, since nobody takes them. The transaction of
 * the caller is as it was: it decides whether what happened may go unrecorded.
 */
public final class OutboxFullException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  OutboxFullException(long maxEvents) {
    super(
        "The outbox holds " + maxEvents + " events that were not acknowledged, and takes no more");
  }
}
