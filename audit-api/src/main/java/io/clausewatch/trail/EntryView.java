package io.clausewatch.trail;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.http.ApiJson;
import io.clausewatch.page.ContractText;
import io.clausewatch.page.EventSheet;
import io.clausewatch.page.UrlQuery;
import io.clausewatch.search.DataSubjects;
import io.clausewatch.words.PageWords;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An entry of the trail: an event about one data subject, with what came of judging it.
 *
 * @param verdict a symbol of the contract
 * @param policyId by whose policy it was judged
 * @param policyVersion which version of it; empty when there was none
 * @param eventId the event
 * @param what its kind and what exactly was done, in words
 * @param occurredAt when it happened
 * @param receivedAt when it came in; empty when that is not known
 * @param judgedAt when it was judged; empty when that is not known
 * @param service what sent it
 * @param subjectRef the keyed hash of the data subject's id; empty when it concerns nobody in
 *     particular
 * @param actorId who acted; empty when nobody did
 * @param recipientId to whom data went; empty when it went to nobody
 * @param purposes for what, in words
 * @param dataCategories which data, in words
 * @param judgements the clauses that it broke, or that could not be decided
 * @param sheet all that the event says
 */
public record EntryView(
    String verdict,
    String policyId,
    Optional<String> policyVersion,
    String eventId,
    String what,
    Instant occurredAt,
    Optional<Instant> receivedAt,
    Optional<Instant> judgedAt,
    String service,
    Optional<String> subjectRef,
    Optional<String> actorId,
    Optional<String> recipientId,
    List<String> purposes,
    List<String> dataCategories,
    List<Judgement> judgements,
    EventSheet sheet) {

  /** Copies its lists. */
  public EntryView {
    purposes = List.copyOf(purposes);
    dataCategories = List.copyOf(dataCategories);
    judgements = List.copyOf(judgements);
  }

  /**
   * What was made of a clause.
   *
   * @param outcome a symbol of the contract
   * @param clauseId the clause; empty where the whole event is meant
   * @param findingId the finding that says more; empty when there is none
   * @param reason why it could not be decided; empty when it was
   */
  public record Judgement(
      String outcome,
      Optional<String> clauseId,
      Optional<String> findingId,
      Optional<String> reason) {}

  /**
   * Reads an entry as the API returns it.
   *
   * @param subjects tells data subjects from nobody
   */
  public static EntryView of(JsonNode entry, DataSubjects subjects, PageWords words) {
    return new EntryView(
        ApiJson.text(entry, "verdict"),
        ApiJson.text(entry, "policyId"),
        ApiJson.optionalText(entry, "policyVersion"),
        ApiJson.text(entry, "eventId"),
        what(entry, words),
        Instant.parse(ApiJson.text(entry, "occurredAt")),
        ContractText.instant(entry.path("receivedAt")),
        ContractText.instant(entry.path("judgedAt")),
        ApiJson.text(entry, "service"),
        subjects.of(entry),
        ApiJson.optionalText(entry, "actorId"),
        ApiJson.optionalText(entry, "recipientId"),
        texts(entry.path("purpose")).map(words::purpose).toList(),
        texts(entry.path("dataCategories")).map(words::category).toList(),
        entry.path("verdicts").valueStream().map(EntryView::judgement).toList(),
        EventSheet.of(entry.path("event"), subjects, words));
  }

  private static String what(JsonNode entry, PageWords words) {
    return Stream.of("eventKind", "operation", "subtype")
        .flatMap(field -> texts(entry.path(field)))
        .map(words::symbol)
        .reduce((all, next) -> all + " · " + next)
        .orElse("");
  }

  /** A field that holds one value, or several, or none. */
  private static Stream<String> texts(JsonNode field) {
    return field.isTextual()
        ? Stream.of(field.textValue())
        : field.valueStream().map(JsonNode::asText);
  }

  private static Judgement judgement(JsonNode verdict) {
    return new Judgement(
        ApiJson.text(verdict, "outcome"),
        ApiJson.optionalText(verdict, "clauseId"),
        ApiJson.optionalText(verdict, "findingId"),
        ApiJson.optionalText(verdict, "reason"));
  }

  /** The trail of everything that has a value in common with this. */
  public String others(String filter, String value) {
    return new UrlQuery(Map.of(filter, List.of(value))).on(TrailPage.PATH);
  }
}
