package io.clausewatch.alertroutes;

import io.clausewatch.contract.Finding;
import java.util.Collections;
import java.util.EnumMap;
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
