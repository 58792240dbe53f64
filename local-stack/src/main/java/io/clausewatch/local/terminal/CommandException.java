package io.clausewatch.local.terminal;

/** Why a command could not be done; the message is a sentence for the person at the terminal. */
public abstract class CommandException extends Exception {

  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong, and what to do about it
   */
  protected CommandException(String message) {
    super(message);
  }

  /**
   * @param message what is wrong, and what to do about it
   * @param cause what the platform said, for a debugger
   */
  protected CommandException(String message, Throwable cause) {
    super(message, cause);
  }
}
