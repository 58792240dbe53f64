package io.clausewatch.platform.config;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A user name with its password, for basic authentication.
 *
 * @param user the name, without a colon
 * @param password the password
 */
public record BasicCredentials(String user, Secret password) {
  private static final Pattern NO_COLON = Pattern.compile("[^:]+");

  /** Reads both settings, or neither where no user is set. */
  public static Optional<BasicCredentials> from(
      SettingsReader settings, Setting user, Setting password) {
    if (!settings.isSet(user)) {
      settings.refuse("has no effect without " + user.variable(), password);
      return Optional.empty();
    }
    return Optional.of(
        new BasicCredentials(
            settings.string(user, NO_COLON, "a name without a colon"), settings.secret(password)));
  }
}
