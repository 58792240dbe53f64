package io.clausewatch.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.contract.CountedNoun;
import io.clausewatch.local.terminal.TextTable;
import io.clausewatch.local.terminal.TextTable.Column;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What was found in a day of made-up traffic, held against what had been put into it. */
final class TrafficResult {

  /** The order of severities, gravest first. */
  private static final List<String> SEVERITIES = List.of("CRITICAL", "HIGH", "MEDIUM", "LOW");

  /** A line of the table; ordered by policy, severity, clause. */
  private record Line(String policyId, int severity, String clauseId, String title)
      implements Comparable<Line> {

    @Override
    public int compareTo(Line other) {
      int byPolicy = policyId.compareTo(other.policyId);
      int bySeverity = Integer.compare(severity, other.severity);
      return byPolicy != 0
          ? byPolicy
          : bySeverity != 0 ? bySeverity : clauseId.compareTo(other.clauseId);
    }
  }

  /** An event and a clause that it breaks. */
  private record Breach(String eventId, String clauseId) {}

  private final Map<Line, Integer> lines = new TreeMap<>();
  private final Set<Breach> planted = new HashSet<>();
  private final Set<Breach> found = new HashSet<>();
  private final Map<String, DemoEvent> events = new HashMap<>();
  private int findings = 0;

  /** Nothing found yet among these events. */
  TrafficResult(Collection<DemoEvent> events) {
    for (DemoEvent event : events) {
      this.events.put(event.id(), event);
      event.breaks().forEach(clause -> planted.add(new Breach(event.id(), clause)));
    }
  }

  /** Adds findings as the API lists them; those about other events are left out. */
  void add(JsonNode items) {
    for (JsonNode finding : items) {
      String eventId = finding.path("eventId").asText();
      if (events.containsKey(eventId)) {
        String clauseId = finding.path("clauseId").asText();
        found.add(new Breach(eventId, clauseId));
        Line line =
            new Line(
                finding.path("policyId").asText(),
                SEVERITIES.indexOf(finding.path("severity").asText()),
                clauseId,
                finding.path("title").asText());
        lines.merge(line, 1, Integer::sum);
        findings++;
      }
    }
  }

  /** How many findings. */
  int findings() {
    return findings;
  }

  /** Whether exactly what was put in was found. */
  boolean asPlanned() {
    return found.equals(planted);
  }

  /** The findings by policy, clause and severity. */
  TextTable table() {
    TextTable table =
        new TextTable(
            Column.keep("policy"),
            Column.keep("severity"),
            Column.keep("clause"),
            Column.number("findings"),
            Column.cut("what"));
    lines.forEach(
        (line, count) ->
            table.row(
                line.policyId(),
                line.severity() < 0 ? "" : SEVERITIES.get(line.severity()),
                line.clauseId(),
                count,
                line.title()));
    return table;
  }

  /** How it compares with what had been put in, a sentence. */
  String comparison() {
    if (asPlanned()) {
      return "All %d %s that the day was given were found, and nothing else."
          .formatted(planted.size(), breaches(planted));
    }
    Set<Breach> missed = new HashSet<>(planted);
    missed.removeAll(found);
    Set<Breach> unplanned = new HashSet<>(found);
    unplanned.removeAll(planted);
    return "Of %d %s that the day was given %d %s missed %s; %d %s not given to it %s."
        .formatted(
            planted.size(),
            breaches(planted),
            missed.size(),
            CountedNoun.of(missed.size(), "was", "were"),
            clauses(missed),
            unplanned.size(),
            CountedNoun.of(unplanned.size(), "finding was", "findings were"),
            clauses(unplanned));
  }

  private static String breaches(Set<Breach> these) {
    return CountedNoun.of(these.size(), "breach", "breaches");
  }

  private static Set<String> clauses(Set<Breach> breaches) {
    Set<String> clauses = new TreeSet<>();
    breaches.forEach(breach -> clauses.add(breach.clauseId()));
    return clauses;
  }
}
