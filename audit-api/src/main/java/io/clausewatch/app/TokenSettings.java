package io.clausewatch.app;

import io.clausewatch.http.BearerTokens;
import io.clausewatch.http.Caller;
import io.clausewatch.http.KnownToken;
import io.clausewatch.http.Role;
import io.clausewatch.platform.config.Secret;
import io.clausewatch.platform.config.Setting;
import io.clausewatch.platform.config.SettingsReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads who may call: the tokens of the file, and the API keys. */
final class TokenSettings {
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9\\-._~+/]+=*");
  private static final Pattern API_KEY =
      Pattern.compile("([A-Za-z0-9._-]{1,64}):([a-z]+):([0-9a-fA-F]{64})((?::[^:]*+)*+)");

  /** What may stand behind a key's hash. A service's name may have colons in it. */
  private static final Pattern NEXT_TERM = Pattern.compile(":(?=[a-z]+=)");

  private static final Pattern IDS = Pattern.compile("[^+=\\s]+(\\+[^+=\\s]+)*");
  private static final Set<Role> SENDERS = Set.of(Role.PRODUCER, Role.ADMIN);

  private final SettingsReader settings;
  private final Map<String, KnownToken> bySha256 = new LinkedHashMap<>();

  private TokenSettings(SettingsReader settings) {
    this.settings = settings;
  }

  /** The tokens of the file and the API keys together, of use unless only the provider's count. */
  static BearerTokens from(SettingsReader settings) {
    Optional<Path> file = settings.optionalPath(Setting.TOKENS_FILE);
    Optional<String> keys = settings.optional(Setting.API_KEYS);
    if (file.isEmpty() && keys.isEmpty() && !settings.isSet(Setting.OIDC_ISSUER)) {
      settings.fault(
          Setting.TOKENS_FILE,
          "is not set, and neither is %s or %s: without one of them nobody could call"
              .formatted(Setting.API_KEYS.variable(), Setting.OIDC_ISSUER.variable()));
    }
    TokenSettings tokens = new TokenSettings(settings);
    file.ifPresent(tokens::readFile);
    keys.ifPresent(tokens::readKeys);
    return BearerTokens.ofHashes(tokens.bySha256);
  }

  private void readFile(Path path) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(path)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      settings.fault(
          Setting.TOKENS_FILE,
          "cannot be read as a properties file: %s (%s)"
              .formatted(path, e.getClass().getSimpleName()));
      return;
    }
    if (properties.isEmpty()) {
      settings.fault(Setting.TOKENS_FILE, "has no token in it: " + path);
    }
    for (String key : new TreeSet<>(properties.stringPropertyNames())) {
      Optional<Role> role = Role.of(key);
      String token = properties.getProperty(key).strip();
      if (role.isEmpty()) {
        settings.fault(Setting.TOKENS_FILE, "%s: is no role: %s".formatted(path, key));
      } else if (!Secret.of(token).isStrong() || !TOKEN.matcher(token).matches()) {
        settings.fault(
            Setting.TOKENS_FILE,
            "%s: the token of %s must be at least %d letters, digits or any of -._~+/, not all alike"
                .formatted(path, key, Secret.MIN_STRONG_LENGTH));
      } else if (bySha256.put(
              BearerTokens.sha256(token), new KnownToken(new Caller(key, role.get())))
          != null) {
        settings.fault(
            Setting.TOKENS_FILE, "%s: the token of %s is another role's too".formatted(path, key));
      }
    }
  }

  private void readKeys(String list) {
    Set<String> names = new HashSet<>();
    int number = 0;
    for (String key : list.split(",", -1)) {
      number++;
      Matcher parts = API_KEY.matcher(key.strip());
      Optional<Role> role = parts.matches() ? Role.of(parts.group(2)) : Optional.empty();
      if (role.isEmpty()) {
        settings.fault(
            Setting.API_KEYS,
            ("number %d is not <name>:<producer, officer, auditor or admin>:<64 hex digits of the"
                    + " key's SHA-256>, with :until=<date>, :services=<a+b> or :policies=<a+b>"
                    + " behind it")
                .formatted(number));
        continue;
      }
      String name = parts.group(1);
      if (!names.add(name)) {
        settings.fault(Setting.API_KEYS, "has two keys of the name " + name);
      }
      String hash = parts.group(3).toLowerCase(Locale.ROOT);
      if (bySha256.put(hash, known(name, role.get(), parts.group(4))) != null) {
        settings.fault(Setting.API_KEYS, "the key of %s is somebody else's too".formatted(name));
      }
    }
  }

  private KnownToken known(String name, Role role, String behindHash) {
    Map<String, String> terms = new HashMap<>();
    List<String> faults = new ArrayList<>();
    if (!behindHash.isEmpty()) {
      for (String term : NEXT_TERM.splitAsStream(behindHash.substring(1)).toList()) {
        int equals = term.indexOf('=');
        String word = equals < 0 ? term : term.substring(0, equals);
        if (equals < 0 || !Set.of("until", "services", "policies").contains(word)) {
          faults.add("expected until=, services= or policies=, found '%s'".formatted(word));
        } else if (terms.put(word, term.substring(equals + 1)) != null) {
          faults.add("has %s= twice".formatted(word));
        }
      }
    }
    Optional<LocalDate> until =
        Optional.ofNullable(terms.get("until")).flatMap(day -> date(day, faults));
    Caller caller =
        new Caller(
            name, role, ids("services", role, terms, faults), ids("policies", role, terms, faults));
    faults.forEach(
        fault -> settings.fault(Setting.API_KEYS, "the key of %s: %s".formatted(name, fault)));
    return new KnownToken(caller, until);
  }

  private static Optional<LocalDate> date(String day, List<String> faults) {
    try {
      return Optional.of(LocalDate.parse(day));
    } catch (DateTimeParseException e) {
      faults.add("expected until=<its last day, such as 2027-03-31>");
      return Optional.empty();
    }
  }

  private static Optional<Set<String>> ids(
      String word, Role role, Map<String, String> terms, List<String> faults) {
    String ids = terms.get(word);
    if (ids == null) {
      return Optional.empty();
    }
    if (!SENDERS.contains(role)) {
      // What it would keep them from seeing it does not: nobody is to believe so.
      faults.add("%s= binds what is sent, and an %s sends nothing".formatted(word, role.id()));
    }
    if (!IDS.matcher(ids).matches()) {
      faults.add("expected %s=<ids, + between them>".formatted(word));
      return Optional.empty();
    }
    return Optional.of(Set.of(ids.split("\\+")));
  }
}
