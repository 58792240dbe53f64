package io.clausewatch.runtime;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads typed settings from an environment. Each app makes its own immutable record of them:
 *
 * <pre>{@code
 * AppSettings settings = Settings.read(System.getenv(), s -> new AppSettings(
 *     ConnectionSettings.from(s),
 *     s.secret(Setting.SUBJECT_KEY, 32),
 *     s.integer(Setting.PORT, 8080, 0, 65_535)));
 * }</pre>
 *
 * <p>A fault does not stop the reading: the reader hands out a stand-in, notes the fault, and
 * {@link #read} throws one exception that names them all. A variable that is blank counts as not
 * set. Not thread-safe; lives only inside {@code read}.
 */
public final class Settings {
  private final Map<String, String> environment;
  private final List<String> faults = new ArrayList<>();

  private Settings(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * Reads an app's settings.
   *
   * @param environment the environment, by variable; those that do not start with {@link
   *     Setting#PREFIX} are ignored
   * @param reader makes the app's record of what it reads; its result is dropped when there was a
   *     fault
   * @param <T> the app's record
   * @return the record
   * @throws SettingsException when a setting is missing, malformed or unknown
   */
  public static <T> T read(Map<String, String> environment, Function<Settings, T> reader) {
    Settings settings = new Settings(environment);
    settings.rejectUnknown();
    T result;
    try {
      result = reader.apply(settings);
    } catch (RuntimeException e) {
      if (settings.faults.isEmpty()) {
        throw e;
      }
      // The record refused a stand-in: the faults are what to tell.
      SettingsException faulty = new SettingsException(settings.faults);
      faulty.addSuppressed(e);
      throw faulty;
    }
    if (!settings.faults.isEmpty()) {
      throw new SettingsException(settings.faults);
    }
    return result;
  }

  /**
   * A string.
   *
   * @param setting which
   * @param ifUnset the default
   * @return the value without surrounding blanks
   */
  public String string(Setting setting, String ifUnset) {
    return value(setting).orElse(ifUnset);
  }

  /**
   * A string of a given form.
   *
   * @param setting which
   * @param ifUnset the default
   * @param form what the whole value has to match
   * @param expected the form in words, for the fault
   * @return the value without surrounding blanks
   */
  public String string(Setting setting, String ifUnset, Pattern form, String expected) {
    return value(setting)
        .map(
            v -> form.matcher(v).matches() ? v : fault(setting, "expected " + expected, v, ifUnset))
        .orElse(ifUnset);
  }

  /**
   * A string that may be absent.
   *
   * @param setting which
   * @return the value without surrounding blanks, or empty
   */
  public Optional<String> optional(Setting setting) {
    return value(setting);
  }

  /**
   * A string that must be set.
   *
   * @param setting which
   * @return the value without surrounding blanks
   */
  public String required(Setting setting) {
    return value(setting).orElseGet(() -> missing(setting, "a value", ""));
  }

  /**
   * A whole number.
   *
   * @param setting which
   * @param ifUnset the default
   * @param min the least allowed
   * @param max the greatest allowed
   * @return the value
   */
  public int integer(Setting setting, int ifUnset, int min, int max) {
    return value(setting)
        .map(
            v -> {
              String expected = "expected a whole number from %d to %d".formatted(min, max);
              try {
                int number = Integer.parseInt(v);
                return number >= min && number <= max
                    ? number
                    : fault(setting, expected, v, ifUnset);
              } catch (NumberFormatException e) {
                return fault(setting, expected, v, ifUnset);
              }
            })
        .orElse(ifUnset);
  }

  /**
   * A length of time, never negative.
   *
   * @param setting which
   * @param ifUnset the default
   * @return the value
   */
  public Duration duration(Setting setting, Duration ifUnset) {
    return value(setting)
        .map(
            v -> {
              String expected = "expected an ISO-8601 duration such as PT30S, PT5M or P90D";
              try {
                Duration duration = Duration.parse(v);
                return duration.isNegative()
                    ? fault(setting, expected + ", not negative", v, ifUnset)
                    : duration;
              } catch (DateTimeParseException e) {
                return fault(setting, expected, v, ifUnset);
              }
            })
        .orElse(ifUnset);
  }

  /**
   * A file or directory; whether it is there is for its user to find.
   *
   * @param setting which
   * @param ifUnset the default
   * @return the path as given, perhaps relative
   */
  public Path path(Setting setting, Path ifUnset) {
    return optionalPath(setting).orElse(ifUnset);
  }

  /**
   * A file or directory that may be absent.
   *
   * @param setting which
   * @return the path as given, perhaps relative, or empty
   */
  public Optional<Path> optionalPath(Setting setting) {
    return value(setting)
        .map(
            v -> {
              try {
                return Path.of(v);
              } catch (InvalidPathException e) {
                return fault(setting, "expected a path", v, Path.of(""));
              }
            });
  }

  /**
   * The http or https URL of a server. One that holds a user name or password is refused, and not
   * repeated in the fault, because URLs end up in logs.
   *
   * @param setting which
   * @param ifUnset the default
   * @return the value
   */
  public URI url(Setting setting, URI ifUnset) {
    return value(setting)
        .map(
            v -> {
              String expected = "expected a URL such as " + ifUnset;
              try {
                URI url = new URI(v);
                if (url.getRawUserInfo() != null || v.contains("@")) {
                  return fault(setting, expected + ", without user name and password", ifUnset);
                }
                boolean http =
                    "http".equalsIgnoreCase(url.getScheme())
                        || "https".equalsIgnoreCase(url.getScheme());
                return http && url.getHost() != null ? url : fault(setting, expected, v, ifUnset);
              } catch (URISyntaxException e) {
                return fault(setting, expected, ifUnset);
              }
            })
        .orElse(ifUnset);
  }

  /**
   * One of an enum's constants, whatever its case.
   *
   * @param setting which
   * @param ifUnset the default
   * @param <E> the enum
   * @return the value
   */
  public <E extends Enum<E>> E choice(Setting setting, E ifUnset) {
    E[] constants = ifUnset.getDeclaringClass().getEnumConstants();
    return value(setting)
        .map(
            v ->
                Arrays.stream(constants)
                    .filter(constant -> constant.name().equalsIgnoreCase(v))
                    .findFirst()
                    .orElseGet(
                        () ->
                            fault(
                                setting,
                                Arrays.stream(constants)
                                    .map(Enum::name)
                                    .collect(Collectors.joining(", ", "expected one of ", "")),
                                v,
                                ifUnset)))
        .orElse(ifUnset);
  }

  /**
   * A secret that must be set.
   *
   * @param setting which
   * @param minLength the fewest characters
   * @return the secret
   */
  public Secret secret(Setting setting, int minLength) {
    String expected = "a secret of at least %d characters".formatted(minLength);
    Secret standIn = Secret.of("-".repeat(Math.max(1, minLength)));
    return value(setting)
        .map(
            v ->
                v.length() >= minLength
                    ? Secret.of(v)
                    : fault(
                        setting, "expected %s, found %d".formatted(expected, v.length()), standIn))
        .orElseGet(() -> missing(setting, expected, standIn));
  }

  /**
   * Notes a fault that only the app can see, such as two settings that exclude each other.
   *
   * @param setting the setting to name
   * @param sentence what is wrong with it, without any secret
   */
  public void fault(Setting setting, String sentence) {
    faults.add(setting.variable() + ": " + sentence);
  }

  private <T> T fault(Setting setting, String expected, String found, T standIn) {
    fault(setting, "%s, found '%s'".formatted(expected, found));
    return standIn;
  }

  private <T> T fault(Setting setting, String sentence, T standIn) {
    fault(setting, sentence);
    return standIn;
  }

  private <T> T missing(Setting setting, String expected, T standIn) {
    return fault(setting, "is not set, expected " + expected, standIn);
  }

  private Optional<String> value(Setting setting) {
    return Optional.ofNullable(environment.get(setting.variable()))
        .map(String::strip)
        .filter(v -> !v.isEmpty());
  }

  private void rejectUnknown() {
    environment.keySet().stream()
        .filter(variable -> variable.startsWith(Setting.PREFIX))
        .filter(variable -> Setting.of(variable).isEmpty())
        .sorted()
        .forEach(
            variable ->
                faults.add(
                    "%s: is no setting, did you mean %s?"
                        .formatted(variable, Setting.nearest(variable).variable())));
  }
}
