package io.clausewatch.readmodel;

import static io.clausewatch.readmodel.FieldType.BYTE;

import io.clausewatch.contract.Deadline;
import io.clausewatch.readmodel.FieldFilter.Kind;
import java.util.function.Function;
import java.util.stream.Stream;

/** The catalogue of the deadlines. */
final class DeadlineFields {
  private static final String SEVERITY_RANK = "severityRank";

  private DeadlineFields() {}

  static DocumentCatalog<DeadlineDocument> catalog() {
    return new DocumentCatalog<>(
        Stream.of(
            keyword("deadlineId", Deadline::getDeadlineId).always().sorted(),
            DocumentField.integer("revision", deadline(Deadline::getRevision)).always(),
            keyword("status", Deadline::getStatus)
                .always()
                .sorted()
                .symbolFilter("status", ContractSymbols.DEADLINE_STATUSES),
            keyword("severity", Deadline::getSeverity)
                .always()
                .sortedBy(SEVERITY_RANK)
                .symbolFilter("severity", ContractSymbols.SEVERITIES),
            event(EventFields.POLICY_ID, Deadline::getPolicyId),
            keyword("policyVersion", Deadline::getPolicyVersion).always(),
            keyword("clauseId", Deadline::getClauseId)
                .always()
                .sorted()
                .filter("clauseId", Kind.ID),
            keyword("section", Deadline::getSection).always(),
            text("title", Deadline::getTitle).always(),
            text("localTitle", Deadline::getLocalTitle),
            event(EventFields.EVENT_ID, Deadline::getEventId),
            event(EventFields.EVENT_KIND, Deadline::getEventKind),
            event(EventFields.OCCURRED_AT, Deadline::getOccurredAt),
            date("dueAt", Deadline::getDueAt).sorted(),
            text("items", Deadline::getItems).many(),
            event(TrailFields.SUBJECT_REF, Deadline::getSubjectRef),
            event(EventFields.SERVICE, Deadline::getService),
            date("revisedAt", Deadline::getRevisedAt).always().sorted(),
            DocumentField.field(
                    BYTE, SEVERITY_RANK, deadline(of -> FindingFields.rank(of.getSeverity())))
                .derived()));
  }

  private static Function<DeadlineDocument, Object> deadline(Function<Deadline, Object> value) {
    return document -> value.apply(document.deadline());
  }

  private static DocumentField<DeadlineDocument> keyword(
      String name, Function<Deadline, Object> value) {
    return DocumentField.keyword(name, deadline(value));
  }

  private static DocumentField<DeadlineDocument> text(
      String name, Function<Deadline, Object> value) {
    return DocumentField.text(name, deadline(value));
  }

  private static DocumentField<DeadlineDocument> date(
      String name, Function<Deadline, Object> value) {
    return DocumentField.date(name, deadline(value));
  }

  /** A field of the event that the deadline says for itself; deadlines have no full text. */
  private static DocumentField<DeadlineDocument> event(
      DocumentField<?> field, Function<Deadline, Object> value) {
    return field.from(deadline(value)).notInFullText();
  }
}
