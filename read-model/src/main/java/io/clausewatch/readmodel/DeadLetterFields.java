package io.clausewatch.readmodel;

import io.clausewatch.contract.DeadLetter;
import java.util.function.Function;
import java.util.stream.Stream;

/** The catalogue of the records that could not be processed. */
final class DeadLetterFields {
  static final String PLACE = "place";
  static final String KIND = "kind";

  private DeadLetterFields() {}

  static DocumentCatalog<DeadLetterDocument> catalog() {
    return new DocumentCatalog<>(
        Stream.of(
            DocumentField.<DeadLetterDocument>keyword(PLACE, DeadLetterDocument::place)
                .always()
                .sorted()
                .describedAs("Topic, partition and offset of the record."),
            keyword("topic", DeadLetter::getTopic).always().describedAs("Where the record lies."),
            DocumentField.<DeadLetterDocument>integer("partition", of(DeadLetter::getPartition))
                .always(),
            DocumentField.<DeadLetterDocument>field(
                    FieldType.LONG, "offset", of(DeadLetter::getOffset))
                .always(),
            keyword("reason", DeadLetter::getReason)
                .always()
                .symbolFilter("reason", ContractSymbols.DEAD_LETTER_REASONS)
                .describedAs("Why it could not be processed."),
            keyword("faults", DeadLetter::getFaults)
                .many()
                .describedAs("Each fault with its place, never its value."),
            keyword("eventId", DeadLetter::getEventId)
                .filter()
                .describedAs("The event, where it could be read."),
            keyword("service", DeadLetter::getService)
                .filter()
                .describedAs("The service that sent it, where it could be read."),
            DocumentField.<DeadLetterDocument>keyword(KIND, DeadLetterDocument::kind)
                .describedAs("The kind of event whose topic it lies on."),
            DocumentField.<DeadLetterDocument>date("receivedAt", DeadLetterDocument::receivedAt)
                .always()
                .sorted()
                .describedAs("When the record reached Kafka."),
            DocumentField.<DeadLetterDocument>date("diedAt", of(DeadLetter::getDiedAt))
                .always()
                .sorted()
                .describedAs("When it was given up.")));
  }

  private static Function<DeadLetterDocument, Object> of(Function<DeadLetter, Object> value) {
    return document -> value.apply(document.letter());
  }

  private static DocumentField<DeadLetterDocument> keyword(
      String name, Function<DeadLetter, Object> value) {
    return DocumentField.keyword(name, of(value));
  }
}
