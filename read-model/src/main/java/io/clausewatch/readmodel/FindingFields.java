package io.clausewatch.readmodel;

import static io.clausewatch.readmodel.FieldType.BYTE;
import static io.clausewatch.readmodel.FieldType.SPELLING;

import io.clausewatch.contract.Event;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.Severity;
import io.clausewatch.readmodel.FieldFilter.Kind;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The catalogue of the findings. */
final class FindingFields {
  private static final String SEVERITY_RANK = "severityRank";

  private FindingFields() {}

  static DocumentCatalog<FindingDocument> catalog() {
    return new DocumentCatalog<>(
        Stream.of(
                Stream.of(
                    keyword("findingId", Finding::getFindingId).always().fullText().sorted(),
                    DocumentField.integer("revision", finding(Finding::getRevision)).always(),
                    DocumentField.integer("version", FindingDocument::version)
                        .always()
                        .describedAs("Grows with each revision and each act of an officer."),
                    DocumentField.keyword("status", FindingDocument::status)
                        .always()
                        .sorted()
                        .symbolFilter("status", ContractSymbols.FINDING_STATUSES)
                        .facet(),
                    DocumentField.keyword("reason", FindingDocument::reason)
                        .sorted()
                        .symbolFilter("triageReason", ContractSymbols.TRIAGE_REASONS)
                        .facet()
                        .describedAs("Why it is resolved or dismissed."),
                    DocumentField.keyword("assignee", FindingDocument::assignee)
                        .sorted()
                        .filter()
                        .facet()
                        .describedAs("Who takes care of it."),
                    keyword("severity", Finding::getSeverity)
                        .always()
                        .sortedBy(SEVERITY_RANK)
                        .symbolFilter("severity", ContractSymbols.SEVERITIES)
                        .facet(),
                    event(EventFields.POLICY_ID, Finding::getPolicyId),
                    keyword("policyVersion", Finding::getPolicyVersion).always(),
                    keyword("clauseId", Finding::getClauseId)
                        .always()
                        .fullText()
                        .sorted()
                        .filter("clauseId", Kind.ID)
                        .facet()
                        .describedAs("The clause that is broken."),
                    keyword("section", Finding::getSection).always(),
                    text("quote", Finding::getQuote)
                        .always()
                        .describedAs("The clause's words, verbatim."),
                    text("translation", Finding::getTranslation)
                        .describedAs("The clause's words in English, where they are not."),
                    text("title", Finding::getTitle)
                        .always()
                        .describedAs("A headline, in English."),
                    text("localTitle", Finding::getLocalTitle)
                        .describedAs("The same in the policy's language, where that is another."),
                    text("explanation", Finding::getExplanation)
                        .always()
                        .describedAs("What happened and why it breaks the clause, in English."),
                    text("localExplanation", Finding::getLocalExplanation)
                        .describedAs("The same in the policy's language, where that is another."),
                    event(EventFields.EVENT_ID, Finding::getEventId),
                    event(EventFields.EVENT_KIND, Finding::getEventKind),
                    event(EventFields.OCCURRED_AT, Finding::getOccurredAt),
                    date("detectedAt", Finding::getDetectedAt).always().sorted(),
                    date("revisedAt", Finding::getRevisedAt).always().sorted(),
                    date("dueAt", Finding::getDueAt).sorted(),
                    DocumentField.flag("retroactive", finding(Finding::getRetroactive)).always(),
                    DocumentField.text("revisedBecause", finding(Finding::getRevisedBecause))
                        .describedAs("What arrived late and made this revision, in words."),
                    event(TrailFields.SUBJECT_REF, Finding::getSubjectRef),
                    event(EventFields.ACTOR_ID, Finding::getActorId),
                    event(EventFields.SERVICE, Finding::getService),
                    event(EventFields.RECIPIENT_ID, Finding::getRecipientId),
                    event(EventFields.RECIPIENT_KIND, Finding::getRecipientKind),
                    event(EventFields.PURPOSE, Finding::getPurpose).one(),
                    event(EventFields.DATA_CATEGORIES, Finding::getDataCategories),
                    DocumentField.kept("evidence", finding(Finding::getEvidence)).many()),
                EventFields.OF_FINDINGS_TOO.stream().map(FindingFields::copied),
                Stream.<DocumentField<FindingDocument>>of(
                    DocumentField.field(BYTE, SEVERITY_RANK, finding(of -> rank(of.getSeverity())))
                        .derived(),
                    DocumentField.field(
                            SPELLING, "subjectSpelling", finding(Finding::getSubjectSpelling))
                        .hidden(),
                    DocumentField.integer("raisedIn", finding(Finding::getRaisedIn)).hidden(),
                    keyword(FindingDocument.ENGINE_STATUS, Finding::getStatus).hidden(),
                    DocumentField.<FindingDocument>keyword(
                            FindingDocument.ACT_IDS,
                            document -> document.acts().stream().map(OfficerAct::actId).toList())
                        .derived(),
                    DocumentField.kept(FindingDocument.ACTS, FindingDocument::acts).hidden(),
                    DocumentField.kept(FindingDocument.REVISIONS, FindingDocument::revisions)
                        .hidden()))
            .flatMap(Function.identity()));
  }

  private static Function<FindingDocument, Object> finding(Function<Finding, Object> value) {
    return document -> document.finding() == null ? null : value.apply(document.finding());
  }

  private static DocumentField<FindingDocument> keyword(
      String name, Function<Finding, Object> value) {
    return DocumentField.keyword(name, finding(value));
  }

  private static DocumentField<FindingDocument> date(String name, Function<Finding, Object> value) {
    return DocumentField.date(name, finding(value));
  }

  /** A sentence that the full text finds. */
  private static DocumentField<FindingDocument> text(String name, Function<Finding, Object> value) {
    return DocumentField.text(name, finding(value)).fullText();
  }

  /** A field of the event that the finding says for itself. */
  private static DocumentField<FindingDocument> event(
      DocumentField<?> field, Function<Finding, Object> value) {
    return field.from(finding(value));
  }

  /** A field of the event that came along with the finding. */
  private static DocumentField<FindingDocument> copied(DocumentField<Event> field) {
    return field.from(
        finding(
            finding -> {
              List<String> values = finding.getEventFields().get(field.name());
              return values == null || field.isMany() ? values : values.getFirst();
            }));
  }

  /** The higher, the more it matters: names do not sort that way. */
  static int rank(Severity severity) {
    return switch (severity) {
      case UNKNOWN -> 0;
      case LOW -> 1;
      case MEDIUM -> 2;
      case HIGH -> 3;
      case CRITICAL -> 4;
    };
  }
}
