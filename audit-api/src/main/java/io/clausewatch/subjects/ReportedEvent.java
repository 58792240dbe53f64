package io.clausewatch.subjects;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.Actor;
import io.clausewatch.contract.Disclosure;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.Export;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.Instrument;
import io.clausewatch.contract.LegalBasis;
import io.clausewatch.contract.Operation;
import io.clausewatch.contract.Recipient;
import io.clausewatch.contract.Safeguard;
import io.clausewatch.contract.Severity;
import io.clausewatch.policy.DeclaredQuote;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.readmodel.FindingDocument;
import io.clausewatch.readmodel.TrailDocument;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An access or a disclosure as a report tells it: what happened to the data of one person. What a
 * kind of event does not have is null.
 *
 * @param kind of event
 * @param operation what exactly was done
 * @param purpose for what
 * @param exportReason why it was exported
 * @param verdict a symbol of the contract
 * @param findings about it, those that were retracted too
 */
record ReportedEvent(
    String kind,
    String eventId,
    String policyId,
    Instant occurredAt,
    String service,
    Operation operation,
    Actor actor,
    Recipient recipient,
    Purpose purpose,
    List<String> dataCategories,
    LegalBasis legalBasis,
    Instrument instrument,
    Safeguard safeguard,
    String justification,
    String exportReason,
    String verdict,
    List<Breach> findings) {

  /**
   * What data was used for.
   *
   * @param id of the vocabulary
   * @param section where the policy declared it at the time; null where it did not
   * @param quote the words by which it did; null where it did not
   */
  record Purpose(String id, String section, String quote) {
    private static Purpose of(String id, Event event, PolicyCatalog catalog) {
      Optional<DeclaredQuote> declared =
          catalog
              .policy(event.policyId())
              .map(policy -> policy.at(event.occurredAt()).purposes().get(id));
      return new Purpose(
          id,
          declared.map(DeclaredQuote::section).orElse(null),
          declared.map(DeclaredQuote::quote).orElse(null));
    }
  }

  /** A finding about it, in short. */
  record Breach(
      String findingId,
      String clauseId,
      String title,
      String section,
      Severity severity,
      String status) {
    private static Breach of(FindingDocument document) {
      Finding finding = document.finding();
      return new Breach(
          finding.getFindingId(),
          finding.getClauseId(),
          finding.getTitle(),
          finding.getSection(),
          finding.getSeverity(),
          document.status());
    }
  }

  /**
   * Tells an entry of the trail.
   *
   * @param document about an access or a disclosure
   * @param findings about it
   * @param catalog the policies, for the words by which they declare purposes
   */
  static ReportedEvent of(
      TrailDocument document, List<FindingDocument> findings, PolicyCatalog catalog) {
    Event event = document.event();
    List<Breach> breaches = findings.stream().map(Breach::of).toList();
    return switch (event.record()) {
      case Access access ->
          new ReportedEvent(
              event.kind().id(),
              event.eventId(),
              event.policyId(),
              event.occurredAt(),
              event.service(),
              access.getOperation(),
              access.getActor(),
              null,
              Purpose.of(access.getPurpose(), event, catalog),
              access.getDataCategories(),
              access.getLegalBasis(),
              null,
              null,
              access.getJustification(),
              Optional.ofNullable(access.getExport()).map(Export::getReason).orElse(null),
              document.verdict(),
              breaches);
      case Disclosure disclosure ->
          new ReportedEvent(
              event.kind().id(),
              event.eventId(),
              event.policyId(),
              event.occurredAt(),
              event.service(),
              null,
              disclosure.getActor(),
              disclosure.getRecipient(),
              Purpose.of(disclosure.getPurpose(), event, catalog),
              disclosure.getDataCategories(),
              disclosure.getLegalBasis(),
              disclosure.getInstrument(),
              disclosure.getSafeguard(),
              disclosure.getJustification(),
              null,
              document.verdict(),
              breaches);
      default -> throw new IllegalArgumentException("No data was touched: " + event);
    };
  }
}
