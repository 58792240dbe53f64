package io.clausewatch.findings;

import com.fasterxml.jackson.databind.JsonNode;
import io.clausewatch.http.ApiJson;
import io.clausewatch.page.ContractText;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.words.PageWords;
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
    HighlightedExcerpt title,
    Optional<HighlightedExcerpt> snippet,
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
  public static FindingSummary of(JsonNode finding, PolicyCatalog catalog, PageWords words) {
    String policyId = ApiJson.text(finding, "policyId");
    String title = words.titleField(finding, catalog);
    return new FindingSummary(
        ApiJson.text(finding, "findingId"),
        ApiJson.text(finding, "severity"),
        ApiJson.text(finding, "status"),
        finding.path("version").asInt(),
        ApiJson.optionalText(finding, "assignee"),
        HighlightedExcerpt.text(finding, title),
        HighlightedExcerpt.snippet(
            finding, TEXTS.stream().filter(text -> !text.equals(title)).toList()),
        policyId,
        catalog.policy(policyId).map(Policy::controller).orElse(policyId),
        ApiJson.text(finding, "clauseId"),
        Instant.parse(ApiJson.text(finding, "occurredAt")),
        Instant.parse(ApiJson.text(finding, "detectedAt")),
        ContractText.instant(finding.path("dueAt")),
        finding.path("retroactive").asBoolean(),
        ApiJson.text(finding, "eventId"),
        ApiJson.text(finding, "eventKind"),
        ApiJson.text(finding, "service"),
        ApiJson.optionalText(finding, "actorId"),
        ApiJson.optionalText(finding, "recipientId"),
        ApiJson.optionalText(finding, "recipientKind"),
        ApiJson.optionalText(finding, "purpose"),
        finding.path("dataCategories").valueStream().map(JsonNode::asText).toList());
  }

  /** The finding and the version of it that is shown, for a form about several to name. */
  public String asShown() {
    return findingId + ":" + version;
  }
}
