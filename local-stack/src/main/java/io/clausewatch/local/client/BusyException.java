package io.clausewatch.local.client;

import java.time.Duration;

/** The API can't take it just now (503) and says when to come back. */
final class BusyException extends ApiException {

  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  BusyException(String message, Duration retryAfter) {
    super(503, message);
    this.retryAfter = retryAfter;
  }

  /** How long to wait before asking again; not negative. */
  Duration retryAfter() {
    return retryAfter;
  }
}
