package io.clausewatch.local.stack;

import io.clausewatch.local.terminal.CommandException;

/**
 * Why the local stack cannot start, or had to stop; the message is one clear sentence meant for the
 * person at the terminal.
 */
public final class StackException extends CommandException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message one sentence: what is wrong and what to do about it
   */
  public StackException(String message) {
    super(message);
  }

  /**
   * @param message one sentence: what is wrong and what to do about it
   * @param cause what the platform said, for a debugger
   */
  public StackException(String message, Throwable cause) {
    super(message, cause);
  }
}
