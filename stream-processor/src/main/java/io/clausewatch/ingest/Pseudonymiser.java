package io.clausewatch.ingest;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.Actor;
import io.clausewatch.contract.ActorKind;
import io.clausewatch.contract.Consent;
import io.clausewatch.contract.Disclosure;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.Export;
import io.clausewatch.contract.Instrument;
import io.clausewatch.contract.LegalBasis;
import io.clausewatch.contract.Message;
import io.clausewatch.contract.Notice;
import io.clausewatch.contract.Recipient;
import io.clausewatch.contract.RecipientKind;
import io.clausewatch.contract.Register;
import io.clausewatch.contract.Request;
import io.clausewatch.contract.Safeguard;
import io.clausewatch.contract.Subject;
import io.clausewatch.runtime.Pseudonym;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Replaces the raw subject ids in an event by their refs. The original is left as it was. A pure
 * function of the event and the key, so that an event that is read again becomes the same one.
 *
 * <p>Three kinds of field are touched:
 *
 * <ul>
 *   <li>those that name a person, by what they are: {@code subjectId}, {@code subjectIds}, the id
 *       of an actor that is a SUBJECT or a REPRESENTATIVE, the id of a recipient that is a SUBJECT
 *       or a SUBJECT_REPRESENTATIVE;
 *   <li>ids that link events to each other ({@code actor.id}, {@code recipient.id}, {@code
 *       transferId}, {@code noticeId} …): only when they are one of the event's subject ids, in
 *       whatever spelling, since a change of a part of one would cut the link to events that don't
 *       name the subject;
 *   <li>free strings and the {@code requestId}, whose events all name the subject: wherever one of
 *       the event's subject ids, or of those persons, occurs in them in whatever spelling, see
 *       {@link io.clausewatch.runtime.SubjectIdText}.
 * </ul>
 *
 * <p>Left alone are {@code eventId}, {@code service}, and ids of policies, purposes and categories:
 * they are not about a person.
 */
public final class Pseudonymiser {
  private final UnaryOperator<String> refs;
  private final Function<Event, List<String>> alsoHidden;
  private final Function<Map<String, String>, SubjectIdHiding> hiding;

  /**
   * Pseudonymises by one key.
   *
   * @param pseudonym the keyed hash
   */
  public Pseudonymiser(Pseudonym pseudonym) {
    this(pseudonym::ref, Pseudonymiser::persons, SpellingHiding::new);
  }

  private Pseudonymiser(
      UnaryOperator<String> refs,
      Function<Event, List<String>> alsoHidden,
      Function<Map<String, String>, SubjectIdHiding> hiding) {
    this.refs = refs;
    this.alsoHidden = alsoHidden;
    this.hiding = hiding;
  }

  /**
   * Pseudonymises as version 0.1.0 did, which knew an id in its own spelling alone: an event that
   * it took in has the same content only so.
   *
   * @param pseudonym the keyed hash
   * @return for comparing, and not for what is kept
   */
  public static Pseudonymiser asVersion010(Pseudonym pseudonym) {
    return new Pseudonymiser(pseudonym::refAsSent, event -> List.of(), ExactHiding::new);
  }

  /**
   * The event without raw subject ids.
   *
   * @param event an event that keeps the contract
   * @return a copy that may share unchanged parts with the original; its subject ids are refs, in
   *     the order of the original
   */
  public PseudonymisedEvent pseudonymise(Event event) {
    SubjectRefs refs =
        new SubjectRefs(event.subjectIds(), alsoHidden.apply(event), this.refs, hiding);
    return new PseudonymisedEvent(hidden(event, refs), refs.spellings());
  }

  /** Who acts or receives as a data subject or for one: a subject id like any other. */
  private static List<String> persons(Event event) {
    return switch (event.record()) {
      case Access access ->
          isPerson(access.getActor()) ? List.of(access.getActor().getId()) : List.of();
      case Disclosure disclosure -> {
        List<String> persons = new ArrayList<>(2);
        if (isPerson(disclosure.getActor())) {
          persons.add(disclosure.getActor().getId());
        }
        if (isPerson(disclosure.getRecipient())) {
          persons.add(disclosure.getRecipient().getId());
        }
        yield persons;
      }
      default -> List.of();
    };
  }

  private static boolean isPerson(Actor actor) {
    return actor.getKind() == ActorKind.SUBJECT || actor.getKind() == ActorKind.REPRESENTATIVE;
  }

  private static boolean isPerson(Recipient recipient) {
    return recipient.getKind() == RecipientKind.SUBJECT
        || recipient.getKind() == RecipientKind.SUBJECT_REPRESENTATIVE;
  }

  private Event hidden(Event event, SubjectRefs refs) {
    return Event.of(
        switch (event.kind()) {
          case ACCESS -> access(event.access(), refs);
          case DISCLOSURE -> disclosure(event.disclosure(), refs);
          case CONSENT -> consent(event.consent(), refs);
          case SUBJECT -> subject(event.subject(), refs);
          case REQUEST -> request(event.request(), refs);
          case NOTICE -> notice(event.notice(), refs);
          case REGISTER -> Records.copy(event.register(), new Register());
        });
  }

  private Access access(Access event, SubjectRefs refs) {
    Access copy = Records.copy(event, new Access());
    copy.setSubjectIds(refs.all());
    copy.setActor(actor(event.getActor(), refs));
    if (event.getMessage() != null) {
      Message message = Records.copy(event.getMessage(), new Message());
      message.setRequestId(refs.hide(message.getRequestId()));
      copy.setMessage(message);
    }
    if (event.getExport() != null) {
      Export export = Records.copy(event.getExport(), new Export());
      export.setReason(refs.hide(export.getReason()));
      export.setApprovedBy(refs.hide(export.getApprovedBy()));
      copy.setExport(export);
    }
    return copy;
  }

  private Disclosure disclosure(Disclosure event, SubjectRefs refs) {
    Disclosure copy = Records.copy(event, new Disclosure());
    copy.setSubjectIds(refs.all());
    copy.setActor(actor(event.getActor(), refs));
    copy.setRecipient(recipient(event.getRecipient(), refs));
    LegalBasis basis = Records.copy(event.getLegalBasis(), new LegalBasis());
    basis.setStatute(refs.hide(basis.getStatute()));
    copy.setLegalBasis(basis);
    if (event.getInstrument() != null) {
      Instrument instrument = Records.copy(event.getInstrument(), new Instrument());
      instrument.setReference(refs.hide(instrument.getReference()));
      instrument.setIssuer(refs.hide(instrument.getIssuer()));
      copy.setInstrument(instrument);
    }
    if (event.getSafeguard() != null) {
      Safeguard safeguard = Records.copy(event.getSafeguard(), new Safeguard());
      safeguard.setReference(refs.hide(safeguard.getReference()));
      copy.setSafeguard(safeguard);
    }
    copy.setJustification(refs.hide(event.getJustification()));
    copy.setTransferId(refs.replace(event.getTransferId()));
    return copy;
  }

  private static Consent consent(Consent event, SubjectRefs refs) {
    Consent copy = Records.copy(event, new Consent());
    copy.setSubjectId(refs.replace(event.getSubjectId()));
    copy.setRecipientId(refs.replace(event.getRecipientId()));
    return copy;
  }

  private static Subject subject(Subject event, SubjectRefs refs) {
    Subject copy = Records.copy(event, new Subject());
    copy.setSubjectId(refs.replace(event.getSubjectId()));
    // Sorted, so that the same attributes always have the same bytes.
    Map<String, String> attributes = new TreeMap<>();
    event
        .getAttributes()
        .forEach((name, value) -> attributes.put(refs.hide(name), refs.hide(value)));
    copy.setAttributes(attributes);
    return copy;
  }

  private static Request request(Request event, SubjectRefs refs) {
    Request copy = Records.copy(event, new Request());
    copy.setSubjectId(refs.replace(event.getSubjectId()));
    copy.setRequestId(refs.hide(event.getRequestId()));
    copy.setReason(refs.hide(event.getReason()));
    return copy;
  }

  private static Notice notice(Notice event, SubjectRefs refs) {
    Notice copy = Records.copy(event, new Notice());
    copy.setSubjectIds(refs.all());
    copy.setNoticeId(refs.replace(event.getNoticeId()));
    copy.setRelatesTo(refs.replace(event.getRelatesTo()));
    return copy;
  }

  private Actor actor(Actor actor, SubjectRefs refs) {
    Actor copy = Records.copy(actor, new Actor());
    copy.setId(isPerson(actor) ? this.refs.apply(actor.getId()) : refs.replace(actor.getId()));
    copy.setProcessorId(refs.replace(actor.getProcessorId()));
    copy.setSourceIp(refs.hide(actor.getSourceIp()));
    return copy;
  }

  private Recipient recipient(Recipient recipient, SubjectRefs refs) {
    Recipient copy = Records.copy(recipient, new Recipient());
    copy.setId(
        isPerson(recipient) ? this.refs.apply(recipient.getId()) : refs.replace(recipient.getId()));
    copy.setName(refs.hide(recipient.getName()));
    return copy;
  }
}
