package io.clausewatch.platform.privacy;

import java.io.Serial;

/**
 * A throwable as it may be logged: the classes and lines of its whole chain, and none of its
 * messages, which may quote values.
 */
public final class RedactedException extends Exception {

  @Serial private static final long serialVersionUID = 1;

  /** Copies a throwable and its causes. */
  public RedactedException(Throwable original) {
    super(
        original.getClass().getName(),
        original.getCause() == null ? null : new RedactedException(original.getCause()),
        false,
        true);
    setStackTrace(original.getStackTrace());
  }
}
