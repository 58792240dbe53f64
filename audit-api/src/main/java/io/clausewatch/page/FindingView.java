package io.clausewatch.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.words.Words;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A finding with all that an officer has to know about it.
 *
 * @param summary what a list shows of it
 * @param policyVersion by which version of the policy it was judged
 * @param section where the clause stands in the policy
 * @param quote the words of the clause
 * @param language the language of the policy, ISO 639-1; empty where the policy is not known here
 * @param translation the words in English; empty when they are
 * @param explanation what happened, and why it breaks the clause, in English
 * @param localExplanation the same in the language of the policy; empty when that is English
 * @param revisedBecause what arrived late and made the last revision; empty when nothing did
 * @param event the judged event; empty while the trail does not have it yet
 * @param facts what else it was judged by
 * @param factsNote what there is to say about these
 * @param history what became of the finding, oldest first
 */
public record FindingView(
    FindingSummary summary,
    String policyVersion,
    String section,
    String quote,
    Optional<String> language,
    Optional<String> translation,
    String explanation,
    Optional<String> localExplanation,
    Optional<String> revisedBecause,
    Optional<EventSheet> event,
    List<Fact> facts,
    String factsNote,
    List<Change> history) {

  /** Copies its lists. */
  public FindingView {
    facts = List.copyOf(facts);
    history = List.copyOf(history);
  }

  /**
   * A fact by which it was judged.
   *
   * @param says the fact, in words
   * @param occurredAt when it came about
   * @param eventKind the kind of event that told it
   * @param eventId the event that told it
   */
  public record Fact(String says, Instant occurredAt, String eventKind, String eventId) {}

  /**
   * Something that became of the finding.
   *
   * @param status what it was from then on, a symbol of the contract; empty where it stayed as it
   *     was
   * @param at when
   * @param by whoever did it, in words
   * @param reason why, a symbol of the contract; empty where there is none
   * @param note what an officer wrote; empty when nothing
   */
  public record Change(
      Optional<String> status,
      Optional<Instant> at,
      String by,
      Optional<String> reason,
      Optional<String> note) {}

  /** Reads a finding as the API returns it. */
  static FindingView of(JsonNode finding, PolicyCatalog catalog, Words words) {
    FindingSummary summary = FindingSummary.of(finding, catalog);
    return new FindingView(
        summary,
        finding.path("policyVersion").asText(),
        finding.path("section").asText(),
        finding.path("quote").asText(),
        catalog.policy(summary.policyId()).map(Policy::language),
        FindingSummary.text(finding, "translation"),
        finding.path("explanation").asText(),
        FindingSummary.text(finding, "localExplanation"),
        FindingSummary.text(finding, "revisedBecause"),
        Optional.of(finding.path("event"))
            .filter(JsonNode::isObject)
            .map(event -> EventSheet.of(event, words)),
        finding.path("facts").valueStream().map(FindingView::fact).toList(),
        words.say(
            finding.path("facts").isEmpty() ? "finding.judgedAlone" : "finding.judgedByFacts"),
        finding.path("statusHistory").valueStream().map(entry -> change(entry, words)).toList());
  }

  private static Fact fact(JsonNode fact) {
    return new Fact(
        fact.path("says").asText(),
        Instant.parse(fact.path("occurredAt").asText()),
        fact.path("eventKind").asText(),
        fact.path("eventId").asText());
  }

  private static Change change(JsonNode entry, Words words) {
    String by = entry.path("by").asText();
    return new Change(
        FindingSummary.text(entry, "status"),
        Say.instant(entry.path("at")),
        entry.has("actId")
            ? words.say("by", by)
            : words.say("revision", entry.path("revision").asInt()),
        FindingSummary.text(entry, "reason"),
        FindingSummary.text(entry, "note"));
  }

  /** The URL of the list of findings that have a value in common with this one. */
  public String others(String filter, String value) {
    return new UrlQuery(Map.of())
        .with("status", ListView.ANY)
        .with(filter, value)
        .on(FindingsPage.PATH);
  }
}
