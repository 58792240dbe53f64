package io.clausewatch.local.demo;

import io.clausewatch.local.terminal.CommandException;

/** The demo could not go on; the message is a sentence for the user. */
public final class DemoException extends CommandException {

  private static final long serialVersionUID = 1L;

  DemoException(String message) {
    super(message);
  }
}
