package io.clausewatch.api;

import java.io.Serial;

/**
 * A throwable as it may be logged: the classes and lines of its whole chain, and none of its
 * messages, which may quote values.
 */
public final class WithoutMessage extends Exception {

  @Serial private static final long serialVersionUID = 1;

  private final String original;

  /** Copies a throwable and its causes. */
  public WithoutMessage(Throwable original) {
    super(
        original.getClass().getName(),
        original.getCause() == null ? null : new WithoutMessage(original.getCause()),
        false,
        true);
    this.original = original.getClass().getName();
    setStackTrace(original.getStackTrace());
  }

  @Override
  public String toString() {
    return original;
  }
}
