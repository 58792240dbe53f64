package io.clausewatch.readmodel;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.Actor;
import io.clausewatch.contract.Consent;
import io.clausewatch.contract.Disclosure;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.Export;
import io.clausewatch.contract.FollowUp;
import io.clausewatch.contract.Instrument;
import io.clausewatch.contract.InstrumentKind;
import io.clausewatch.contract.LegalBasis;
import io.clausewatch.contract.Notice;
import io.clausewatch.contract.Register;
import io.clausewatch.contract.Request;
import io.clausewatch.contract.Subject;
import io.clausewatch.readmodel.FieldFilter.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The catalogue of what is searched of an event, whatever its kind, laid flat. */
public final class EventFields {
  static final DocumentField<Event> EVENT_ID =
      keyword("eventId", Event::eventId)
          .always()
          .fullText()
          .sorted()
          .filter()
          .describedAs("The producer's id of the event.");

  static final DocumentField<Event> EVENT_KIND =
      keyword("eventKind", event -> event.kind().id())
          .always()
          .sorted()
          .symbolFilter("eventKind", ContractSymbols.EVENT_KINDS)
          .facet()
          .describedAs("Its kind.");

  static final DocumentField<Event> OCCURRED_AT =
      DocumentField.date("occurredAt", Event::occurredAt)
          .always()
          .sorted()
          .describedAs("When it happened, by the producer's clock.");

  static final DocumentField<Event> POLICY_ID =
      keyword("policyId", Event::policyId)
          .always()
          .fullText()
          .sorted()
          .filter()
          .facet()
          .describedAs("The policy under which the data is held.");

  static final DocumentField<Event> SERVICE =
      keyword("service", Event::service)
          .always()
          .fullText()
          .sorted()
          .filter()
          .facet()
          .describedAs("The producing service.");

  static final DocumentField<Event> SUBTYPE =
      keyword("subtype", EventFields::subtype)
          .oneOrMany()
          .describedAs("What exactly was done: one symbol, or several of a request.");

  static final DocumentField<Event> ACTOR_ID =
      keyword("actorId", event -> actor(event).map(Actor::getId).orElse(null))
          .fullText()
          .sorted()
          .person()
          .facet()
          .describedAs("Who acted.");

  static final DocumentField<Event> ACTOR_KIND =
      keyword("actorKind", event -> actor(event).map(Actor::getKind).orElse(null));

  static final DocumentField<Event> OPERATION = keyword("operation", access(Access::getOperation));

  static final DocumentField<Event> PURPOSE =
      keyword("purpose", EventFields::purpose)
          .sorted()
          .oneOrMany()
          .filter("purpose", Kind.PURPOSE)
          .facet()
          .describedAs("For what: one purpose, or the list of those that a consent is for.");

  static final DocumentField<Event> DATA_CATEGORIES =
      keyword("dataCategories", EventFields::dataCategories)
          .many()
          .filter("dataCategory", Kind.DATA_CATEGORY)
          .facet()
          .describedAs("Which data.");

  static final DocumentField<Event> RECIPIENT_ID =
      keyword("recipientId", EventFields::recipientId)
          .fullText()
          .sorted()
          .person()
          .facet()
          .describedAs("To whom data went.");

  static final DocumentField<Event> RECIPIENT_KIND =
      keyword("recipientKind", disclosure(event -> event.getRecipient().getKind()))
          .sorted()
          .symbolFilter("recipientKind", ContractSymbols.RECIPIENT_KINDS)
          .facet()
          .describedAs("What kind of recipient.");

  static final DocumentField<Event> RECIPIENT_COUNTRY =
      keyword("recipientCountry", disclosure(event -> event.getRecipient().getCountry()));

  static final DocumentField<Event> LEGAL_BASIS =
      keyword(
          "legalBasis", event -> legalBasis(event) == null ? null : legalBasis(event).getKind());

  static final DocumentField<Event> TRANSFER_ID =
      keyword("transferId", disclosure(Disclosure::getTransferId)).fullText();

  /**
   * Those that a finding about the event has too, besides the ones that stand in its own record. A
   * further field that officers search by is a line here.
   */
  static final List<DocumentField<Event>> OF_FINDINGS_TOO =
      List.of(
          keyword("instrumentKind", instrument(Instrument::getKind))
              .sorted()
              .symbolFilter("instrumentKind", ContractSymbols.of(InstrumentKind.values()))
              .facet()
              .describedAs("The kind of paper by which an authority asked."),
          keyword("instrumentReference", instrument(Instrument::getReference))
              .fullText()
              .sorted()
              .filter()
              .facet()
              .describedAs("The number of that paper, such as of a warrant."),
          keyword("instrumentIssuer", instrument(Instrument::getIssuer))
              .fullText()
              .sorted()
              .filter()
              .facet()
              .describedAs("Who issued that paper."));

  /** The name of the recipient, which messages about a finding tell. */
  private static final DocumentField<Event> RECIPIENT_NAME =
      words("recipientName", disclosure(event -> event.getRecipient().getName()));

  /** What is searched by and not returned. */
  static final List<DocumentField<Event>> HIDDEN =
      List.of(
          // For the review of access records: its lists of exports are filtered and sorted by
          // these.
          DocumentField.field(FieldType.LONG, "recordCount", EventFields::recordCount).derived(),
          DocumentField.flag("reasonGiven", EventFields::reasonGiven).derived(),
          words("exportReason", event -> export(event).map(Export::getReason).orElse(null)),
          words("processorId", event -> actor(event).map(Actor::getProcessorId).orElse(null)),
          RECIPIENT_NAME,
          words("actorRole", event -> actor(event).map(Actor::getRole).orElse(null)),
          words("justification", EventFields::justification),
          words("request", of(Request.class, Request::getRequestId)),
          words("requestReason", of(Request.class, Request::getReason)),
          words("notice", of(Notice.class, Notice::getNoticeId)),
          words("relatesTo", of(Notice.class, Notice::getRelatesTo)),
          words("noticeTopic", of(Notice.class, Notice::getTopic)),
          words("noticeAuthority", of(Notice.class, Notice::getAuthority)),
          words("earlierEvent", of(FollowUp.class, FollowUp::getRelatesTo)),
          words("followUpText", of(FollowUp.class, FollowUp::getText)),
          words("registerEntry", of(Register.class, Register::getEntryId)),
          words("assignment", of(Register.class, Register::getAssignmentId)),
          words("registerRoles", of(Register.class, Register::getRoles)),
          words("registerName", of(Register.class, Register::getName)));

  private EventFields() {}

  /**
   * What goes along with a finding about an event, for the finding to be searched by it, and told
   * of with it.
   *
   * @return by the names of fields, without those that the event does not have
   */
  public static Map<String, List<String>> ofFinding(Event event) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    List<DocumentField<Event>> those = new ArrayList<>(OF_FINDINGS_TOO);
    those.add(RECIPIENT_NAME);
    for (DocumentField<Event> field : those) {
      Object value = field.value(event);
      if (value instanceof Collection<?> many) {
        fields.put(field.name(), many.stream().map(Object::toString).toList());
      } else if (value != null) {
        fields.put(field.name(), List.of(value.toString()));
      }
    }
    return fields;
  }

  private static DocumentField<Event> keyword(String name, Function<Event, Object> value) {
    return DocumentField.keyword(name, value);
  }

  private static DocumentField<Event> words(String name, Function<Event, Object> value) {
    return DocumentField.words(name, value);
  }

  /** What the events of one kind say; nothing of the others. */
  private static <R> Function<Event, Object> of(Class<R> kind, Function<R, Object> value) {
    return event -> kind.isInstance(event.record()) ? value.apply(kind.cast(event.record())) : null;
  }

  private static Function<Event, Object> access(Function<Access, Object> value) {
    return of(Access.class, value);
  }

  private static Function<Event, Object> disclosure(Function<Disclosure, Object> value) {
    return of(Disclosure.class, value);
  }

  private static Function<Event, Object> instrument(Function<Instrument, Object> value) {
    return disclosure(
        event -> event.getInstrument() == null ? null : value.apply(event.getInstrument()));
  }

  private static Optional<Actor> actor(Event event) {
    return Optional.ofNullable(event.actor());
  }

  private static Object subtype(Event event) {
    return switch (event.record()) {
      case Consent consent -> consent.getAction();
      case Subject subject -> subject.getChange();
      case Request request -> List.of(request.getRight().name(), request.getStage().name());
      case Notice notice -> notice.getKind();
      case Register register -> register.getKind();
      case FollowUp followUp -> followUp.getKind();
      default -> null;
    };
  }

  private static Object purpose(Event event) {
    return switch (event.record()) {
      case Access access -> access.getPurpose();
      case Disclosure disclosure -> disclosure.getPurpose();
      case Consent consent -> consent.getPurposes();
      case Register register -> register.getPurposes();
      default -> null;
    };
  }

  private static LegalBasis legalBasis(Event event) {
    return switch (event.record()) {
      case Access access -> access.getLegalBasis();
      case Disclosure disclosure -> disclosure.getLegalBasis();
      default -> null;
    };
  }

  private static Object justification(Event event) {
    return switch (event.record()) {
      case Access access -> access.getJustification();
      case Disclosure disclosure -> disclosure.getJustification();
      default -> null;
    };
  }

  private static Object dataCategories(Event event) {
    return switch (event.record()) {
      case Access access -> access.getDataCategories();
      case Disclosure disclosure -> disclosure.getDataCategories();
      case Consent consent -> consent.getDataCategories();
      case Register register -> register.getDataCategories();
      default -> null;
    };
  }

  private static Object recipientId(Event event) {
    return switch (event.record()) {
      case Disclosure disclosure -> disclosure.getRecipient().getId();
      case Consent consent -> consent.getRecipientId();
      default -> null;
    };
  }

  private static Object recordCount(Event event) {
    return export(event).map(Export::getRecordCount).orElse(null);
  }

  private static Object reasonGiven(Event event) {
    return export(event)
        .map(export -> export.getReason() != null && !export.getReason().isBlank())
        .orElse(null);
  }

  private static Optional<Export> export(Event event) {
    return event.record() instanceof Access access
        ? Optional.ofNullable(access.getExport())
        : Optional.empty();
  }
}
