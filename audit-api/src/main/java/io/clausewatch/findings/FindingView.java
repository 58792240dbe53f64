package io.clausewatch.findings;

import io.clausewatch.alerts.AlertsView;
import io.clausewatch.contract.Evidence;
import io.clausewatch.contract.Finding;
import io.clausewatch.page.EventSheet;
import io.clausewatch.page.QuoteMarker;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.readmodel.OfficerAct;
import io.clausewatch.search.DataSubjects;
import io.clausewatch.words.PageWords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A finding with all that an officer has to know about it.
 *
 * @param summary what a list shows of it
 * @param subjectRef the keyed hash of the data subject's id; empty when it concerns no single one
 * @param policyVersion by which version of the policy it was judged
 * @param section where the clause stands in the policy
 * @param quote the words of the clause
 * @param passage where that stands in the policy, with what stands around it; empty where it does
 *     not, or the policy is not known here
 * @param language the language of the policy, ISO 639-1; empty where the policy is not known here
 * @param translation the words in English; empty when they are
 * @param explanation what happened, and why it breaks the clause, in English
 * @param localExplanation the same in the language of the policy; empty when that is English
 * @param revisedBecause what arrived late and made the last revision; empty when nothing did
 * @param event the judged event; empty while the trail does not have it yet
 * @param timeline what happened, and the facts that it was judged by, oldest first
 * @param factsNote what there is to say about these
 * @param history what became of the finding, oldest first
 * @param similar other findings about the same clause, newest first
 * @param alerts who was told of it, or why somebody was not, latest first
 */
public record FindingView(
    FindingSummary summary,
    Optional<String> subjectRef,
    String policyVersion,
    String section,
    String quote,
    List<List<QuoteMarker.Piece>> passage,
    Optional<String> language,
    Optional<String> translation,
    String explanation,
    Optional<String> localExplanation,
    Optional<String> revisedBecause,
    Optional<EventSheet> event,
    List<Moment> timeline,
    String factsNote,
    List<Change> history,
    List<FindingSummary> similar,
    List<AlertsView.Row> alerts) {

  /** Copies its lists. */
  public FindingView {
    passage = List.copyOf(passage);
    timeline = List.copyOf(timeline);
    history = List.copyOf(history);
    similar = List.copyOf(similar);
    alerts = List.copyOf(alerts);
  }

  /**
   * Something that came about.
   *
   * @param at when
   * @param says what, in words
   * @param eventKind the kind of event that told it; empty for what no event told
   * @param eventId the event that told it; empty for what no event told
   * @param kind what it is to the finding: fact, event, due or found
   */
  public record Moment(
      Instant at, String says, Optional<String> eventKind, Optional<String> eventId, String kind) {}

  /**
   * Something that became of the finding.
   *
   * @param status what it was from then on, a symbol of the contract; empty where it stayed as it
   *     was
   * @param at when
   * @param by whoever did it, in words
   * @param reason why, a symbol of the contract; empty where there is none
   * @param note what an officer wrote; empty when nothing
   * @param assignee who was to take care of it from then on; empty where that stayed as it was
   */
  public record Change(
      Optional<String> status,
      Optional<Instant> at,
      String by,
      Optional<String> reason,
      Optional<String> note,
      Optional<String> assignee) {}

  /**
   * The view of a finding.
   *
   * @param similar others of the same clause
   * @param alerts who was told of it
   * @param subjects tells data subjects from nobody
   */
  static FindingView of(
      FindingDetails details,
      List<FindingSummary> similar,
      List<AlertsView.Row> alerts,
      PolicyCatalog catalog,
      DataSubjects subjects,
      PageWords words) {
    Finding finding = details.finding();
    FindingSummary summary = FindingSummary.of(details.document(), catalog, words);
    return new FindingView(
        summary,
        subjects.person(finding.getSubjectRef()),
        finding.getPolicyVersion(),
        finding.getSection(),
        finding.getQuote(),
        passage(summary, finding.getQuote(), catalog),
        catalog.policy(summary.policyId()).map(Policy::language),
        Optional.ofNullable(finding.getTranslation()),
        finding.getExplanation(),
        Optional.ofNullable(finding.getLocalExplanation()),
        Optional.ofNullable(finding.getRevisedBecause()),
        details.event().map(event -> EventSheet.of(event, subjects, words)),
        timeline(summary, details.facts(), words),
        words.say(details.facts().isEmpty() ? "finding.judgedAlone" : "finding.judgedByFacts"),
        FindingChange.historyOf(details.document()).stream()
            .map(change -> change(change, words))
            .toList(),
        similar,
        alerts);
  }

  private static List<List<QuoteMarker.Piece>> passage(
      FindingSummary summary, String quote, PolicyCatalog catalog) {
    String clauseId = summary.clauseId();
    return catalog
        .policy(summary.policyId())
        .map(policy -> new QuoteMarker(policy.document(), Map.of(clauseId, quote)).around(clauseId))
        .orElse(List.of());
  }

  private static List<Moment> timeline(
      FindingSummary summary, List<Evidence> facts, PageWords words) {
    List<Moment> moments = new ArrayList<>();
    String event = words.say("timeline.event");
    for (Evidence fact : facts) {
      if (fact.getEventId().equals(summary.eventId())) {
        event = event + ": " + fact.getSays();
      } else {
        moments.add(fact(fact));
      }
    }
    moments.add(
        new Moment(
            summary.occurredAt(),
            event,
            Optional.of(summary.eventKind()),
            Optional.of(summary.eventId()),
            "event"));
    summary.dueAt().ifPresent(due -> moments.add(moment(due, words.say("wasDue"), "due")));
    moments.add(moment(summary.detectedAt(), words.say("found"), "found"));
    moments.sort(Comparator.comparing(Moment::at));
    return moments;
  }

  private static Moment moment(Instant at, String says, String kind) {
    return new Moment(at, says, Optional.empty(), Optional.empty(), kind);
  }

  private static Moment fact(Evidence fact) {
    return new Moment(
        fact.getOccurredAt(),
        fact.getSays(),
        Optional.of(fact.getEventKind()),
        Optional.of(fact.getEventId()),
        "fact");
  }

  private static Change change(FindingChange change, PageWords words) {
    return switch (change) {
      case FindingChange.ByEngine engine ->
          new Change(
              Optional.of(engine.status().name()),
              Optional.of(engine.at()),
              words.say("revision", engine.revision()),
              Optional.empty(),
              Optional.empty(),
              Optional.empty());
      case FindingChange.ByOfficer(OfficerAct act) ->
          new Change(
              Optional.ofNullable(act.status()).map(Enum::name),
              Optional.of(act.at()),
              words.say("by", act.by()),
              Optional.ofNullable(act.reason()).map(Enum::name),
              Optional.ofNullable(act.note()),
              Optional.ofNullable(act.assignee()));
    };
  }

  /** The URL of the list of findings that have a value in common with this one. */
  public String others(String filter, String value) {
    return FindingsPage.url(Map.of(filter, value));
  }

  /** Where the clause stands in the whole text of its policy. */
  public String inPolicy() {
    return "/policies/" + summary.policyId() + "#" + summary.clauseId();
  }
}
