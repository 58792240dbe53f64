package io.clausewatch.local.client;

import io.clausewatch.local.terminal.CommandException;

/**
 * The API did not do what it was asked. The message is a sentence for the user and holds no
 * parameter of the request.
 */
public class ApiException extends CommandException {

  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * With the status of the answer.
   *
   * @param status the HTTP status, or 0 when there was no answer
   * @param message what to tell the user
   */
  ApiException(int status, String message) {
    super(message);
    this.status = status;
  }

  /** There was no answer. */
  ApiException(String message, Throwable cause) {
    super(message, cause);
    this.status = 0;
  }

  /** The HTTP status, or 0 when there was no answer. */
  public int status() {
    return status;
  }
}
