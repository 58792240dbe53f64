package io.clausewatch.subjects;

import io.clausewatch.deadlines.DeadlinesView;
import io.clausewatch.findings.FindingListView.Choice;
import io.clausewatch.findings.FindingSummary;
import io.clausewatch.findings.FindingsPage;
import io.clausewatch.page.UrlQuery;
import io.clausewatch.search.FacetCounts;
import io.clausewatch.trail.EntryView;
import io.clausewatch.trail.TrailPage;
import io.clausewatch.words.PageWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One data subject.
 *
 * @param subjectRef the keyed hash of the id
 * @param words the language that it is read in
 * @param events how many entries the trail has
 * @param kinds how many of each kind, most first
 * @param findings how many findings there are of each status, most first
 * @param moments what happened, newest first
 * @param furtherFindings how many findings of this part of the time are not among these
 * @param firstUrl where the newest are; empty when these are they
 * @param nextUrl where the older ones are; empty when there are none
 * @param running how many deadlines run
 * @param deadlines the first of them to fall due
 * @param policies the policies that a report can be narrowed by
 */
public record SubjectView(
    String subjectRef,
    PageWords words,
    long events,
    List<Count> kinds,
    List<Count> findings,
    List<Moment> moments,
    long furtherFindings,
    Optional<String> firstUrl,
    Optional<String> nextUrl,
    long running,
    List<DeadlinesView.Row> deadlines,
    List<Choice> policies) {
  /** Copies its lists. */
  public SubjectView {
    kinds = List.copyOf(kinds);
    findings = List.copyOf(findings);
    moments = List.copyOf(moments);
    deadlines = List.copyOf(deadlines);
    policies = List.copyOf(policies);
  }

  /**
   * How many documents have a value.
   *
   * @param value a symbol of the contract
   * @param count how many
   */
  public record Count(String value, long count) {}

  /**
   * Something that happened: an event, or an event that broke a clause.
   *
   * @param at when
   * @param event the event; empty when this is a finding
   * @param finding the finding; empty when this is an event
   */
  public record Moment(Instant at, Optional<EntryView> event, Optional<FindingSummary> finding) {}

  /** Events and findings, newest first; a finding stands above the event that it is about. */
  static List<Moment> moments(List<EntryView> events, List<FindingSummary> findings) {
    List<Moment> moments = new ArrayList<>();
    findings.forEach(
        finding ->
            moments.add(new Moment(finding.occurredAt(), Optional.empty(), Optional.of(finding))));
    events.forEach(
        event -> moments.add(new Moment(event.occurredAt(), Optional.of(event), Optional.empty())));
    moments.sort(Comparator.comparing(Moment::at).reversed());
    return moments;
  }

  /** The counts of a facet, without those that are 0. */
  static List<Count> counts(List<FacetCounts.Value> facet) {
    return facet.stream()
        .map(value -> new Count(value.key(), value.count()))
        .filter(count -> count.count() > 0)
        .toList();
  }

  /** Whether nothing at all is known. */
  public boolean isUnknown() {
    return events == 0 && findings.isEmpty() && running == 0;
  }

  /** Where the report is asked for. */
  public String reportUrl() {
    return SubjectsPage.url(subjectRef) + "/report";
  }

  /** The trail of this data subject. */
  public String trail() {
    return about(TrailPage.PATH, Map.of());
  }

  /** The trail of one kind of event. */
  public String trail(String eventKind) {
    return about(TrailPage.PATH, Map.of("eventKind", List.of(eventKind)));
  }

  /** The findings about this data subject that have a status. */
  public String findings(String status) {
    return about(FindingsPage.PATH, Map.of("status", List.of(status)));
  }

  /** The deadlines about this data subject. */
  public String allDeadlines() {
    return about(DeadlinesView.PATH, Map.of());
  }

  private String about(String path, Map<String, List<String>> filters) {
    return new UrlQuery(filters).with("subjectRef", subjectRef).on(path);
  }
}
