package io.clausewatch.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.api.Json;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.words.Words;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A finding as a line in a list shows it.
 *
 * @param findingId its id
 * @param severity a symbol of the contract
 * @param status a symbol of the contract
 * @param version how often it has been changed, to tell whether it was since
 * @param assignee who takes care of it; empty when nobody does
 * @param title its headline in the reader's language where it has one in it, else in English; with
 *     what was searched for
 * @param snippet another text in which that stands; empty when none does
 * @param policyId the policy
 * @param controller whose policy it is; the policy's id where the policy is not known here
 * @param clauseId the clause
 * @param occurredAt when the judged event happened
 * @param detectedAt when the finding was raised first
 * @param dueAt when a deadline fell due; empty when it is about none
 * @param retroactive whether evidence that came later raised or changed it
 * @param eventId the judged event
 * @param eventKind its kind
 * @param service what sent it
 * @param actorId who acted; empty when nobody did
 * @param recipientId to whom data went; empty when it went to nobody
 * @param recipientKind what kind of recipient that is; a symbol of the contract, or empty
 * @param purpose for what; empty when the event has no purpose
 * @param dataCategories which data
 */
public record FindingSummary(
    String findingId,
    String severity,
    String status,
    int version,
    Optional<String> assignee,
    Marked title,
    Optional<Marked> snippet,
    String policyId,
    String controller,
    String clauseId,
    Instant occurredAt,
    Instant detectedAt,
    Optional<Instant> dueAt,
    boolean retroactive,
    String eventId,
    String eventKind,
    String service,
    Optional<String> actorId,
    Optional<String> recipientId,
    Optional<String> recipientKind,
    Optional<String> purpose,
    List<String> dataCategories) {

  private static final List<String> TEXTS =
      List.of("quote", "translation", "explanation", "localExplanation", "title", "localTitle");

  /** Copies its list. */
  public FindingSummary {
    dataCategories = List.copyOf(dataCategories);
  }

  /**
   * Reads a finding as the API returns it.
   *
   * @param words the language that it is read in
   */
  static FindingSummary of(JsonNode finding, PolicyCatalog catalog, Words words) {
    String policyId = Json.text(finding, "policyId");
    String title = words.titleField(finding, catalog);
    return new FindingSummary(
        Json.text(finding, "findingId"),
        Json.text(finding, "severity"),
        Json.text(finding, "status"),
        finding.path("version").asInt(),
        Json.optionalText(finding, "assignee"),
        Marked.text(finding, title),
        Marked.snippet(finding, TEXTS.stream().filter(text -> !text.equals(title)).toList()),
        policyId,
        catalog.policy(policyId).map(Policy::controller).orElse(policyId),
        Json.text(finding, "clauseId"),
        Instant.parse(Json.text(finding, "occurredAt")),
        Instant.parse(Json.text(finding, "detectedAt")),
        Say.instant(finding.path("dueAt")),
        finding.path("retroactive").asBoolean(),
        Json.text(finding, "eventId"),
        Json.text(finding, "eventKind"),
        Json.text(finding, "service"),
        Json.optionalText(finding, "actorId"),
        Json.optionalText(finding, "recipientId"),
        Json.optionalText(finding, "recipientKind"),
        Json.optionalText(finding, "purpose"),
        finding.path("dataCategories").valueStream().map(JsonNode::asText).toList());
  }

  /** The finding and the version of it that is shown, for a form about several to name. */
  public String asShown() {
    return findingId + ":" + version;
  }
}
