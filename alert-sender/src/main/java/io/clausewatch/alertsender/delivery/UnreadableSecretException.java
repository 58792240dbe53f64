package io.clausewatch.alertsender.delivery;

import io.clausewatch.alertroutes.AlertReason;
import io.clausewatch.alertsender.outbox.AttemptOutcome;
import java.util.Optional;

/** A secret is not where the routes file says. Somebody may put it there, so it is tried again. */
final class UnreadableSecretException extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableSecretException(String message, Throwable cause) {
    super(message, cause);
  }

  AttemptOutcome outcome() {
    return new AttemptOutcome.Postponed(
        AlertReason.SECRET_MISSING.of(getMessage()), Optional.empty());
  }
}
