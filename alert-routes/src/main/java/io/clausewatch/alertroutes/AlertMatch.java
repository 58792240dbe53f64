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
public record AlertMatch(Map<Field, Set<String>> values) {

  /** All findings. */
  public static final AlertMatch ALL = new AlertMatch(Map.of());

  /** What can be matched by, in the order in which it is said. */
  public enum Field {
    /** The policy. */
    POLICY_ID("policyId"),
    /** The clause. */
    CLAUSE_ID("clauseId"),
    /** How much the clause matters. */
    SEVERITY("severity"),
    /** The service that sent the event. */
    SERVICE("service"),
    /** What kind of recipient data went to. */
    RECIPIENT_KIND("recipientKind"),
    /** To whom data went. */
    RECIPIENT_ID("recipientId"),
    /** For what. */
    PURPOSE("purpose"),
    /** Which data; a finding has several. */
    DATA_CATEGORY("dataCategory"),
    /** The kind of the event. */
    EVENT_KIND("eventKind");

    private final String field;

    Field(String field) {
      this.field = field;
    }

    /** Its name in the file. */
    public String field() {
      return field;
    }

    /** What a finding has there. */
    private List<String> of(Finding finding) {
      return switch (this) {
        case POLICY_ID -> one(finding.getPolicyId());
        case CLAUSE_ID -> one(finding.getClauseId());
        case SEVERITY -> one(finding.getSeverity().name());
        case SERVICE -> one(finding.getService());
        case RECIPIENT_KIND -> one(finding.getRecipientKind());
        case RECIPIENT_ID -> one(finding.getRecipientId());
        case PURPOSE -> one(finding.getPurpose());
        case DATA_CATEGORY -> finding.getDataCategories();
        case EVENT_KIND -> one(finding.getEventKind());
      };
    }

    private static List<String> one(String value) {
      return value == null ? List.of() : List.of(value);
    }
  }

  /** Keeps a copy, in the order of the fields and of the values. */
  public AlertMatch {
    Map<Field, Set<String>> ordered = new EnumMap<>(Field.class);
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

  /** In one line. */
  public String inWords() {
    return values.isEmpty()
        ? "everything"
        : values.entrySet().stream()
            .map(one -> one.getKey().field() + " " + String.join(", ", one.getValue()))
            .collect(Collectors.joining("; "));
  }
}
