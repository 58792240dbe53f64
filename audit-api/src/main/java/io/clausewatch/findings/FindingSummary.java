package io.clausewatch.findings;

import io.clausewatch.contract.Finding;
import io.clausewatch.policy.Policy;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.readmodel.FindingDocument;
import io.clausewatch.words.PageWords;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

  /** The texts of which one is shown beside the title, the first that holds what was sought. */
  private static final List<String> SNIPPETS =
      List.of("quote", "translation", "explanation", "localExplanation", "title", "localTitle");

  /** Copies its list. */
  public FindingSummary {
    dataCategories = List.copyOf(dataCategories);
  }

  /**
   * A finding by itself.
   *
   * @param words the language that it is read in
   */
  public static FindingSummary of(
      FindingDocument document, PolicyCatalog catalog, PageWords words) {
    return of(new FoundFinding(document, Optional.empty()), catalog, words);
  }

  /**
   * A finding of a list.
   *
   * @param words the language that it is read in
   */
  public static FindingSummary of(FoundFinding found, PolicyCatalog catalog, PageWords words) {
    FindingDocument document = found.document();
    Finding finding = document.finding();
    String policyId = finding.getPolicyId();
    String title =
        words.prefersLocal(policyId, finding.getLocalTitle(), catalog) ? "localTitle" : "title";
    Map<String, String> texts = SearchHighlight.texts(finding);
    return new FindingSummary(
        finding.getFindingId(),
        finding.getSeverity().name(),
        document.status(),
        document.version(),
        Optional.ofNullable(document.assignee()),
        HighlightedExcerpt.text(texts.get(title), found.marks(title)),
        SNIPPETS.stream()
            .filter(text -> !text.equals(title) && !found.marks(text).isEmpty())
            .findFirst()
            .map(text -> HighlightedExcerpt.snippet(texts.get(text), found.marks(text))),
        policyId,
        catalog.policy(policyId).map(Policy::controller).orElse(policyId),
        finding.getClauseId(),
        finding.getOccurredAt(),
        finding.getDetectedAt(),
        Optional.ofNullable(finding.getDueAt()),
        finding.getRetroactive(),
        finding.getEventId(),
        finding.getEventKind(),
        finding.getService(),
        Optional.ofNullable(finding.getActorId()),
        Optional.ofNullable(finding.getRecipientId()),
        Optional.ofNullable(finding.getRecipientKind()),
        Optional.ofNullable(finding.getPurpose()),
        finding.getDataCategories());
  }

  /** The finding and the version of it that is shown, for a form about several to name. */
  public String asShown() {
    return findingId + ":" + version;
  }
}
