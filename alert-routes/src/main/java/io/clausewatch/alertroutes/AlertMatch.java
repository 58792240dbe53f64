package io.clausewatch.alertroutes;

import io.clausewatch.contract.Finding;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which findings are meant: those that have, in each field that is named, one of its values. What
 * names no field means all.
 *
 * @param values by field
 */
public record AlertMatch(Map<AlertField, Set<String>> values) {

  /** All findings. */
  public static final AlertMatch ALL = new AlertMatch(Map.of());

  /** Keeps a copy, in the order of the fields and of the values. */
  public AlertMatch {
    Map<AlertField, Set<String>> ordered = new EnumMap<>(AlertField.class);
    values.forEach(
        (field, some) -> ordered.put(field, Collections.unmodifiableSet(new TreeSet<>(some))));
    values = Collections.unmodifiableMap(ordered);
  }

  /**
   * Those that have some values, by the names of the file.
   *
   * @throws IllegalArgumentException when nothing is matched by one of the names; its message says
   *     which
   */
  public static AlertMatch of(Map<String, List<String>> valuesByName) {
    Map<AlertField, Set<String>> values = new EnumMap<>(AlertField.class);
    Map<String, AlertField> known = AlertField.ofMatches();
    valuesByName.forEach(
        (name, some) -> {
          AlertField field = known.get(name);
          if (field == null) {
            throw new IllegalArgumentException("nothing is matched by '" + name + "'");
          }
          values.put(field, Set.copyOf(some));
        });
    return new AlertMatch(values);
  }

  /** What can be matched by, by the names of the file. */
  public static List<String> fields() {
    return List.copyOf(AlertField.ofMatches().keySet());
  }

  /** Whether a finding is meant. */
  public boolean matches(Finding finding) {
    return values.entrySet().stream()
        .allMatch(
            wanted -> wanted.getKey().of(finding).stream().anyMatch(wanted.getValue()::contains));
  }

  /** Whether whatever another means is meant by this too. */
  boolean covers(AlertMatch other) {
    return values.entrySet().stream()
        .allMatch(
            mine -> {
              Set<String> theirs = other.values.get(mine.getKey());
              return theirs != null && mine.getValue().containsAll(theirs);
            });
  }

  /** The same without some fields. */
  AlertMatch without(Set<AlertField> fields) {
    Map<AlertField, Set<String>> rest = new EnumMap<>(AlertField.class);
    rest.putAll(values);
    rest.keySet().removeAll(fields);
    return new AlertMatch(rest);
  }

  /** In one line. */
  public String inWords() {
    return values.isEmpty()
        ? "everything"
        : values.entrySet().stream()
            .map(one -> one.getKey().field() + " " + String.join(", ", one.getValue()))
            .collect(Collectors.joining("; "));
  }
}
