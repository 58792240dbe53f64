package io.clausewatch.alertsender.delivery;

import io.clausewatch.alertroutes.SecretSource;
import java.io.IOException;
import java.util.Map;

/**
 * A secret, read anew for each attempt, so that one that was replaced holds at once.
 *
 * @param source where it is
 * @param environment the environment's variables
 */
record ReadSecret(SecretSource source, Map<String, String> environment) {

  /** The secret. */
  String read() throws UnreadableSecretException {
    try {
      return source.read(environment);
    } catch (IOException e) {
      throw new UnreadableSecretException(e.getMessage(), e);
    }
  }

  @Override
  public String toString() {
    return "the secret in " + source;
  }
}
