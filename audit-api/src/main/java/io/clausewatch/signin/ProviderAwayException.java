package io.clausewatch.signin;

import java.io.Serial;

/** The provider does not answer, or answers nothing that a provider would. */
public final class ProviderAwayException extends Exception {

  @Serial private static final long serialVersionUID = 1;

  /** What it came of. */
  ProviderAwayException(Throwable cause) {
    super(cause);
  }

  /** What was tried a moment ago is not tried again. */
  ProviderAwayException() {
    super("did not answer a moment ago");
  }
}
