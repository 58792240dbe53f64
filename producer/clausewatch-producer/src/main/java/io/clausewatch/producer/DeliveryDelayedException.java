package io.clausewatch.producer;

import java.time.Duration;

/** That nothing can be delivered now. The message says why, without any value of an event. */
public final class DeliveryDelayedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String problem;
  private final Duration retryAfter;

  DeliveryDelayedException(String reason) {
    this(reason, null);
  }

  /** Nothing answered. */
  DeliveryDelayedException(String reason, Throwable cause) {
    super(reason, cause);
    this.status = 0;
    this.problem = "";
    this.retryAfter = Duration.ZERO;
  }

  DeliveryDelayedException(String reason, int status, String problem, Duration retryAfter) {
    super(reason);
    this.status = status;
    this.problem = problem;
    this.retryAfter = retryAfter;
  }

  /** What the API answered, an HTTP status; 0 where nothing answered. */
  public int status() {
    return status;
  }

  /**
   * The body of that answer, as a rule a problem in JSON (RFC 9457); for whoever sent the events,
   * not for a log. Empty where there was none.
   */
  public String problem() {
    return problem;
  }

  /** How long to wait at least, as whoever takes events asked for; zero when not said. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
