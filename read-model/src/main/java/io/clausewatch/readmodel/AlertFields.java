package io.clausewatch.readmodel;

import io.clausewatch.contract.AlertMessage;
import io.clausewatch.contract.AlertType;
import io.clausewatch.readmodel.FieldFilter.Kind;
import java.util.function.Function;
import java.util.stream.Stream;

/** The catalogue of the messages to receivers. */
final class AlertFields {
  static final String FINDING_IDS = "findingIds";
  static final String POLICY_ID = "policyId";
  static final String CLAUSE_ID = "clauseId";
  static final String SEVERITY = "severity";
  static final String TITLE = "title";

  private AlertFields() {}

  static DocumentCatalog<AlertDocument> catalog() {
    return new DocumentCatalog<>(
        Stream.of(
            keyword("messageId", AlertMessage::getMessageId)
                .always()
                .sorted()
                .filter()
                .describedAs("Unique among all; the same for every attempt."),
            keyword("receiver", AlertMessage::getReceiver)
                .always()
                .sorted()
                .filter()
                .describedAs("The name of the receiver in the routes file."),
            DocumentField.<AlertDocument>integer("route", of(AlertMessage::getRoute))
                .describedAs("The number of the route in the file, from 0."),
            keyword("type", AlertMessage::getType)
                .always()
                .sorted()
                .symbolFilter("type", AlertType.ids())
                .describedAs("What it tells."),
            keyword("state", AlertMessage::getState)
                .always()
                .sorted()
                .symbolFilter("state", ContractSymbols.ALERT_STATES)
                .describedAs("How far it has come."),
            date("createdAt", AlertMessage::getCreatedAt)
                .always()
                .sorted()
                .describedAs("When it was made."),
            date("changedAt", AlertMessage::getChangedAt)
                .always()
                .sorted()
                .describedAs("When it came to this state."),
            date("toldAt", AlertMessage::getToldAt).describedAs("When it was delivered."),
            date("dueAt", AlertMessage::getDueAt)
                .describedAs("When it is tried, or looked at again."),
            DocumentField.<AlertDocument>integer("count", of(AlertMessage::getCount))
                .always()
                .describedAs("How many findings it tells of."),
            DocumentField.<AlertDocument>keyword(FINDING_IDS, AlertDocument::findingIds)
                .many()
                .filter("findingId", Kind.ID)
                .describedAs("The first of them."),
            DocumentField.<AlertDocument>keyword(POLICY_ID, AlertDocument::policyId)
                .describedAs("The policy of the first finding."),
            DocumentField.<AlertDocument>keyword(CLAUSE_ID, AlertDocument::clauseId)
                .describedAs("The clause of the first finding."),
            DocumentField.<AlertDocument>keyword(SEVERITY, AlertDocument::severity)
                .describedAs("How much the first finding matters."),
            DocumentField.<AlertDocument>text(TITLE, AlertDocument::title)
                .describedAs("The headline of the first finding."),
            DocumentField.<AlertDocument>text("about", of(AlertMessage::getAbout))
                .describedAs("What else it tells of."),
            keyword("carriedBy", AlertMessage::getCarriedBy)
                .describedAs("The message that tells of it, where it is GROUPED."),
            DocumentField.<AlertDocument>text("keptBackBy", of(AlertMessage::getKeptBackBy))
                .describedAs("What keeps or kept it back."),
            DocumentField.<AlertDocument>integer("tries", of(AlertMessage::getTries))
                .always()
                .describedAs("How often it was tried."),
            DocumentField.<AlertDocument>kept("attempts", of(AlertMessage::getAttempts))
                .many()
                .describedAs("The latest attempts: when, how long it took, and what came of it.")));
  }

  private static Function<AlertDocument, Object> of(Function<AlertMessage, Object> value) {
    return document -> value.apply(document.message());
  }

  private static DocumentField<AlertDocument> keyword(
      String name, Function<AlertMessage, Object> value) {
    return DocumentField.keyword(name, of(value));
  }

  private static DocumentField<AlertDocument> date(
      String name, Function<AlertMessage, Object> value) {
    return DocumentField.date(name, of(value));
  }
}
