package io.clausewatch.platform.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * Where the values of settings lie: in the environment; else in the file that it names; a secret
 * also in a file of its own. A value that is blank counts as not set. Not thread-safe.
 */
final class SettingSources {
  private final List<Source> sources = new ArrayList<>();
  private final List<String> faults;

  /** A value, and how to name the place that it comes from. */
  record Found(String name, String value) {}

  /** Values by variable; the place is said after a variable's name, empty for the environment. */
  private record Source(Map<String, String> values, String place) {
    private Optional<Found> find(String variable) {
      return Optional.ofNullable(values.get(variable))
          .map(String::strip)
          .filter(value -> !value.isEmpty())
          .map(value -> new Found(variable + place, value));
    }
  }

  /**
   * Opens the sources.
   *
   * @param environment the environment; variables of other programs are ignored
   * @param faults takes a sentence for each unknown name, and for a file that cannot be read
   */
  SettingSources(Map<String, String> environment, List<String> faults) {
    this.faults = faults;
    Map<String, String> ours = new TreeMap<>(environment);
    ours.keySet().removeIf(variable -> !variable.startsWith(Setting.PREFIX));
    Source variables = new Source(ours, "");
    sources.add(variables);
    rejectUnknown(variables);
    variables.find(Setting.CONFIG_FILE.variable()).ifPresent(this::addFile);
  }

  private void addFile(Found file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of(file.value()))) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      faults.add("%s: %s".formatted(file.name(), unreadable("a properties file", file.value(), e)));
      return;
    }
    Map<String, String> values = new TreeMap<>();
    properties
        .stringPropertyNames()
        .forEach(name -> values.put(name, properties.getProperty(name)));
    Source source = new Source(values, " in " + file.value());
    sources.add(source);
    rejectUnknown(source);
    for (Setting setting : Setting.values()) {
      boolean elsewhere =
          setting.kind() == Setting.Kind.ENVIRONMENT || setting == Setting.CONFIG_FILE;
      if (elsewhere && values.containsKey(setting.variable())) {
        faults.add(setting.variable() + source.place() + ": is read from the environment alone");
      }
    }
  }

  private void rejectUnknown(Source source) {
    for (String variable : source.values().keySet()) {
      if (Setting.of(variable).isEmpty()) {
        faults.add(
            "%s: is no setting, did you mean %s?"
                .formatted(variable + source.place(), Setting.nearest(variable)));
      }
    }
  }

  /**
   * The value of a setting. A secret that cannot be read is noted as a fault, and counts as set to
   * nothing.
   *
   * @param setting which
   * @return its value without surrounding blanks, with the name to give it in a fault; or empty
   */
  Optional<Found> find(Setting setting) {
    return sources.stream().flatMap(source -> find(setting, source).stream()).findFirst();
  }

  private Optional<Found> find(Setting setting, Source source) {
    Optional<Found> direct = source.find(setting.variable());
    if (setting.kind() != Setting.Kind.SECRET) {
      return direct;
    }
    Optional<Found> file = source.find(setting.fileVariable());
    if (direct.isPresent() && file.isPresent()) {
      faults.add(
          "%s: is set, and %s too: only one of them may be"
              .formatted(direct.get().name(), file.get().name()));
      return direct;
    }
    return direct.or(() -> file.map(this::read));
  }

  /**
   * The values of a family's members.
   *
   * @param family a setting of that kind
   * @return by what stands behind the family's name; each as {@link #find} finds a plain one
   */
  Map<String, Found> findMembers(Setting family) {
    Map<String, Found> members = new TreeMap<>();
    for (Source source : sources) {
      for (String variable : source.values().keySet()) {
        family
            .member(variable)
            .ifPresent(
                member ->
                    source.find(variable).ifPresent(found -> members.putIfAbsent(member, found)));
      }
    }
    return members;
  }

  private Found read(Found file) {
    try {
      return new Found(file.name(), Files.readString(Path.of(file.value())).strip());
    } catch (IOException | InvalidPathException e) {
      faults.add("%s: %s".formatted(file.name(), unreadable("text", file.value(), e)));
      return new Found(file.name(), "");
    }
  }

  /** In words: of an exception its class alone, since a parser may quote what it read. */
  static String unreadable(String as, String file, Exception e) {
    return "cannot be read as %s: %s (%s)".formatted(as, file, e.getClass().getSimpleName());
  }
}
