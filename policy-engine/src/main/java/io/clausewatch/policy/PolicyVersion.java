package io.clausewatch.policy;

import io.clausewatch.contract.EventKind;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One version of a policy, compiled: its clauses are indexed by the kind of event that they judge.
 * Immutable.
 */
public final class PolicyVersion {

  private final String version;
  private final Instant effectiveFrom;
  private final Map<String, Declared> purposes;
  private final List<Clause> clauses;
  private final Map<EventKind, List<Clause>> byKind = new EnumMap<>(EventKind.class);
  private final Map<EventKind, List<Clause>> timedByKind = new EnumMap<>(EventKind.class);

  PolicyVersion(
      String version, Instant effectiveFrom, Map<String, Declared> purposes, List<Clause> clauses) {
    this.version = version;
    this.effectiveFrom = effectiveFrom;
    this.purposes = purposes;
    this.clauses = List.copyOf(clauses);
    for (EventKind kind : EventKind.values()) {
      byKind.put(kind, this.clauses.stream().filter(clause -> clause.on().contains(kind)).toList());
      timedByKind.put(kind, this.clauses.stream().filter(clause -> starts(clause, kind)).toList());
    }
  }

  private static boolean starts(Clause clause, EventKind kind) {
    return clause.deadline() != null
        && clause.deadline().clocks().stream()
            .anyMatch(
                clock ->
                    switch (clock) {
                      case Clock.Starting starting -> starting.on() == kind;
                      case Clock.Collecting collecting ->
                          kind == EventKind.ACCESS || kind == EventKind.SUBJECT;
                    });
  }

  /** Its name, as the policy itself gives it. */
  public String version() {
    return version;
  }

  /** The first instant at which it is in force; null for a first version without a date. */
  public Instant effectiveFrom() {
    return effectiveFrom;
  }

  /** The declared purposes, in the order of the file. */
  public Map<String, Declared> purposes() {
    return purposes;
  }

  /** Every clause, in the order of the file. */
  public List<Clause> clauses() {
    return clauses;
  }

  /** The clauses that judge a kind of event. */
  public List<Clause> clausesOn(EventKind kind) {
    return byKind.get(kind);
  }

  /** The clauses whose time can start with a kind of event. */
  public List<Clause> deadlinesOn(EventKind kind) {
    return timedByKind.get(kind);
  }
}
