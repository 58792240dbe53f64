package io.clausewatch.platform.config;

import io.clausewatch.platform.config.SettingSources.Found;
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
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads typed settings from an environment and the file that it names. Each app makes its own
 * immutable record of them:
 *
 * <pre>{@code
 * AppSettings settings = SettingsReader.read(System.getenv(), s -> new AppSettings(
 *     ConnectionSettings.from(s),
 *     s.strongSecret(Setting.SUBJECT_KEY),
 *     s.integer(Setting.PORT, 0, 65_535)));
 * }</pre>
 *
 * <p>A setting that is not set has the default of its {@link Setting}. A fault does not stop the
 * reading: the reader hands out the default or another stand-in, notes the fault, and {@link #read}
 * throws one exception that names them all. A value that is blank counts as not set. Not
 * thread-safe; lives only inside {@code read}.
 */
public final class SettingsReader {
  private static final URI EXAMPLE = URI.create("https://example.org/token");

  private final SettingSources sources;
  private final List<String> faults = new ArrayList<>();

  private SettingsReader(Map<String, String> environment) {
    this.sources = new SettingSources(environment, faults);
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
  public static <T> T read(Map<String, String> environment, Function<SettingsReader, T> reader) {
    SettingsReader settings = new SettingsReader(environment);
    T result;
    try {
      result = reader.apply(settings);
    } catch (RuntimeException e) {
      if (settings.faults.isEmpty()) {
        throw e;
      }
      // The record refused a stand-in: the faults are what to tell.
      SettingsException faulty = settings.faulty();
      faulty.addSuppressed(e);
      throw faulty;
    }
    if (!settings.faults.isEmpty()) {
      throw settings.faulty();
    }
    return result;
  }

  private SettingsException faulty() {
    // A setting that is read twice is at fault once.
    return new SettingsException(faults.stream().distinct().toList());
  }

  /**
   * A string.
   *
   * @param setting which
   * @return the value without surrounding blanks
   */
  public String string(Setting setting) {
    return optional(setting).orElse(setting.ifUnset());
  }

  /**
   * A string of a given form.
   *
   * @param setting which
   * @param form what the whole value has to match
   * @param expected the form in words, for the fault
   * @return the value without surrounding blanks
   */
  public String string(Setting setting, Pattern form, String expected) {
    return optional(setting, form, expected).orElse(setting.ifUnset());
  }

  /**
   * A string of a given form that may be absent.
   *
   * @param setting which
   * @param form what the whole value has to match
   * @param expected the form in words, for the fault
   * @return the value without surrounding blanks, or empty
   */
  public Optional<String> optional(Setting setting, Pattern form, String expected) {
    return optional(setting)
        .map(
            v ->
                form.matcher(v).matches()
                    ? v
                    : fault(setting, "expected " + expected, v, setting.ifUnset()));
  }

  /**
   * A string that may be absent.
   *
   * @param setting which
   * @return the value without surrounding blanks, or empty
   */
  public Optional<String> optional(Setting setting) {
    return sources.find(setting).map(Found::value);
  }

  /**
   * A string that must be set.
   *
   * @param setting which
   * @return the value without surrounding blanks
   */
  public String required(Setting setting) {
    return optional(setting).orElseGet(() -> missing(setting, "a value", ""));
  }

  /**
   * Whether it is set.
   *
   * @param setting which
   * @return whether some source gives it a value
   */
  public boolean isSet(Setting setting) {
    return sources.find(setting).isPresent();
  }

  /**
   * A whole number.
   *
   * @param setting which
   * @param min the least allowed
   * @param max the greatest allowed
   * @return the value
   */
  public int integer(Setting setting, int min, int max) {
    int ifUnset = Integer.parseInt(setting.ifUnset());
    return optional(setting)
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
   * @return the value
   */
  public Duration duration(Setting setting) {
    return duration(setting, Duration.ZERO);
  }

  /**
   * A length of time.
   *
   * @param setting which
   * @param least the shortest allowed
   * @return the value
   */
  public Duration duration(Setting setting, Duration least) {
    return duration(setting, least, Duration.ofSeconds(Long.MAX_VALUE));
  }

  /**
   * A length of time.
   *
   * @param setting which
   * @param least the shortest allowed
   * @param most the longest allowed
   * @return the value
   */
  public Duration duration(Setting setting, Duration least, Duration most) {
    Duration ifUnset = Duration.parse(setting.ifUnset());
    return optional(setting)
        .map(
            v -> {
              String expected = "expected an ISO-8601 duration such as PT30S, PT5M or P90D";
              try {
                Duration duration = Duration.parse(v);
                if (duration.isNegative()) {
                  return fault(setting, expected + ", not negative", v, ifUnset);
                }
                if (duration.compareTo(most) > 0) {
                  return fault(setting, "expected at most " + most, v, ifUnset);
                }
                return duration.compareTo(least) < 0
                    ? fault(setting, "expected at least " + least, v, ifUnset)
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
   * @return the path as given, perhaps relative
   */
  public Path path(Setting setting) {
    return optionalPath(setting).orElse(Path.of(setting.ifUnset()));
  }

  /**
   * A file or directory that may be absent.
   *
   * @param setting which
   * @return the path as given, perhaps relative, or empty
   */
  public Optional<Path> optionalPath(Setting setting) {
    return optional(setting)
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
   * @return the value
   */
  public URI url(Setting setting) {
    URI ifUnset = URI.create(setting.ifUnset());
    return optional(setting).map(v -> url(setting, v, ifUnset)).orElse(ifUnset);
  }

  /**
   * The http or https URL of a server that must be set; without user name and password.
   *
   * @param setting which
   * @return the value
   */
  public URI requiredUrl(Setting setting) {
    return optionalUrl(setting)
        .orElseGet(() -> missing(setting, "a URL such as " + EXAMPLE, EXAMPLE));
  }

  /**
   * The http or https URL of a server that may be absent; without user name and password.
   *
   * @param setting which
   * @return the value, or empty
   */
  public Optional<URI> optionalUrl(Setting setting) {
    return optional(setting).map(v -> url(setting, v, EXAMPLE));
  }

  private URI url(Setting setting, String v, URI example) {
    String expected = "expected a URL such as " + example;
    try {
      URI url = new URI(v);
      if (url.getRawUserInfo() != null || v.contains("@")) {
        return fault(setting, expected + ", without user name and password", example);
      }
      boolean http =
          "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
      return http && url.getHost() != null ? url : fault(setting, expected, v, example);
    } catch (URISyntaxException e) {
      return fault(setting, expected, example);
    }
  }

  /**
   * One of an enum's constants, whatever its case.
   *
   * @param setting which
   * @param type the enum
   * @param <E> the enum
   * @return the value
   */
  public <E extends Enum<E>> E choice(Setting setting, Class<E> type) {
    E ifUnset = Enum.valueOf(type, setting.ifUnset());
    return optionalChoice(setting, List.of(type.getEnumConstants()), Enum::name).orElse(ifUnset);
  }

  /**
   * One of some values that have names, whatever the case; may be absent.
   *
   * @param setting which
   * @param choices the values
   * @param name of each
   * @param <T> what they are
   * @return the value, or empty, also when it is none of them
   */
  public <T> Optional<T> optionalChoice(
      Setting setting, List<T> choices, Function<T, String> name) {
    return optional(setting)
        .flatMap(
            v -> {
              Optional<T> chosen =
                  choices.stream().filter(c -> name.apply(c).equalsIgnoreCase(v)).findFirst();
              if (chosen.isEmpty()) {
                fault(
                    setting,
                    "%s, found '%s'"
                        .formatted(
                            choices.stream()
                                .map(name)
                                .collect(Collectors.joining(", ", "expected one of ", "")),
                            v));
              }
              return chosen;
            });
  }

  /**
   * A secret that must be set, of which another server says what it has to be.
   *
   * @param setting which
   * @return the secret
   */
  public Secret secret(Setting setting) {
    return optional(setting)
        .map(Secret::of)
        .orElseGet(() -> missing(setting, "a secret", Secret.of("-")));
  }

  /**
   * A secret of Clausewatch's own that must be set: nobody is to find it by trying.
   *
   * @param setting which
   * @return the secret
   */
  public Secret strongSecret(Setting setting) {
    String expected =
        "a secret of at least %d characters, not all alike".formatted(Secret.MIN_STRONG_LENGTH);
    Secret standIn = Secret.of("-+".repeat(Secret.MIN_STRONG_LENGTH));
    return optional(setting)
        .map(
            value ->
                Secret.of(value).isStrong()
                    ? Secret.of(value)
                    : fault(
                        setting,
                        "expected %s, found %d".formatted(expected, value.length()),
                        standIn))
        .orElseGet(() -> missing(setting, expected, standIn));
  }

  /**
   * A secret that may be absent.
   *
   * @param setting which
   * @return the secret, or empty
   */
  public Optional<Secret> optionalSecret(Setting setting) {
    return optional(setting).map(Secret::of);
  }

  /**
   * What is set of a family of settings.
   *
   * @param family a setting of that kind
   * @return values without surrounding blanks, by what stands behind the family's name, such as
   *     {@code RECONNECT_BACKOFF_MS}, in the order of the names
   */
  public Map<String, String> family(Setting family) {
    Map<String, String> values = new TreeMap<>();
    sources.findMembers(family).forEach((member, found) -> values.put(member, found.value()));
    return values;
  }

  /**
   * Notes a fault of a family's member.
   *
   * @param family a setting of that kind
   * @param member one of {@link #family}
   * @param sentence what is wrong with it, without any secret
   */
  public void fault(Setting family, String member, String sentence) {
    faults.add(sources.findMembers(family).get(member).name() + ": " + sentence);
  }

  /**
   * Notes a fault for each of some settings that is set although nothing would heed it.
   *
   * @param why the circumstance, such as "has no effect without …"
   * @param settings which
   */
  public void refuse(String why, Setting... settings) {
    Arrays.stream(settings).filter(this::isSet).forEach(setting -> fault(setting, why));
  }

  /**
   * Notes a fault that only the app can see, such as two settings that exclude each other.
   *
   * @param setting the setting to name
   * @param sentence what is wrong with it, without any secret
   */
  public void fault(Setting setting, String sentence) {
    faults.add(sources.find(setting).map(Found::name).orElse(setting.variable()) + ": " + sentence);
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
}
