package io.clausewatch.readmodel;

import static io.clausewatch.readmodel.DocumentField.date;
import static io.clausewatch.readmodel.DocumentField.field;
import static io.clausewatch.readmodel.DocumentField.integer;
import static io.clausewatch.readmodel.DocumentField.kept;
import static io.clausewatch.readmodel.DocumentField.keyword;

import io.clausewatch.contract.Event;
import io.clausewatch.contract.TrailEntry;
import io.clausewatch.readmodel.FieldFilter.Kind;
import java.util.function.Function;
import java.util.stream.Stream;

/** The catalogue of the trail. */
final class TrailFields {
  static final DocumentField<TrailDocument> SUBJECT_REF =
      keyword("subjectRef", entry(TrailEntry::getSubjectRef))
          .fullText()
          .sorted()
          .person()
          .describedAs("The keyed hash of the data subject's id.");

  private TrailFields() {}

  static DocumentCatalog<TrailDocument> catalog() {
    return new DocumentCatalog<>(
        Stream.of(
                Stream.of(
                    keyword("entryId", entry(TrailEntry::getEntryId)).always().sorted(),
                    integer("revision", entry(TrailEntry::getRevision)).always(),
                    keyword("verdict", TrailDocument::verdict)
                        .always()
                        .sorted()
                        .symbolFilter("verdict", ContractSymbols.VERDICTS)
                        .facet()
                        .describedAs("What came of judging the event."),
                    event(EventFields.POLICY_ID),
                    keyword("policyVersion", entry(TrailEntry::getPolicyVersion)),
                    event(EventFields.EVENT_ID),
                    event(EventFields.EVENT_KIND),
                    event(EventFields.SUBTYPE),
                    event(EventFields.OCCURRED_AT),
                    date("receivedAt", entry(TrailEntry::getReceivedAt)).always().sorted(),
                    date("judgedAt", entry(TrailEntry::getJudgedAt)).always().sorted(),
                    event(EventFields.SERVICE),
                    SUBJECT_REF,
                    event(EventFields.ACTOR_ID),
                    event(EventFields.ACTOR_KIND),
                    event(EventFields.OPERATION),
                    event(EventFields.PURPOSE),
                    event(EventFields.DATA_CATEGORIES),
                    event(EventFields.RECIPIENT_ID),
                    event(EventFields.RECIPIENT_KIND),
                    event(EventFields.RECIPIENT_COUNTRY),
                    event(EventFields.LEGAL_BASIS),
                    event(EventFields.TRANSFER_ID),
                    keyword("clauseIds", TrailDocument::clauseIds)
                        .many()
                        .fullText()
                        .filter("clauseId", Kind.ID)
                        .facet()
                        .describedAs("The clauses that it breaks."),
                    keyword("findingIds", TrailDocument::findingIds).many(),
                    kept("verdicts", entry(TrailEntry::getVerdicts)).many(),
                    kept("event", entry(TrailEntry::getEvent)).always()),
                EventFields.OF_FINDINGS_TOO.stream().map(TrailFields::event),
                EventFields.HIDDEN.stream().map(TrailFields::event),
                Stream.of(
                    field(
                            FieldType.SPELLING,
                            "subjectSpelling",
                            entry(TrailEntry::getSubjectSpelling))
                        .hidden(),
                    TrailFields.gaps()))
            .flatMap(Function.identity()));
  }

  private static DocumentField<TrailDocument> gaps() {
    return field(FieldType.GAPS, "gaps", TrailDocument::gaps).derived();
  }

  private static DocumentField<TrailDocument> event(DocumentField<Event> field) {
    return field.within(TrailDocument::event);
  }

  private static Function<TrailDocument, Object> entry(Function<TrailEntry, Object> value) {
    return document -> value.apply(document.entry());
  }
}
