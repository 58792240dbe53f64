package io.clausewatch.local.demo;

/** The demo could not go on; the message is a sentence for the user. */
public final class DemoException extends Exception {

  private static final long serialVersionUID = 1L;

  DemoException(String message) {
    super(message);
  }
}
