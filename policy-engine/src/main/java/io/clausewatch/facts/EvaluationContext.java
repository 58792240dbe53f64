package io.clausewatch.facts;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.ActorKind;
import io.clausewatch.contract.DataSubjectRight;
import io.clausewatch.contract.Disclosure;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.IdText;
import io.clausewatch.contract.InstrumentKind;
import io.clausewatch.contract.Message;
import io.clausewatch.contract.Notice;
import io.clausewatch.contract.NoticeKind;
import io.clausewatch.contract.Operation;
import io.clausewatch.contract.RecipientKind;
import io.clausewatch.contract.Register;
import io.clausewatch.contract.RegisterKind;
import io.clausewatch.contract.Request;
import io.clausewatch.contract.Requester;
import io.clausewatch.contract.Subject;
import io.clausewatch.contract.SubjectChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;

/**
 * One event and all that was true about its data subject at that instant: what a rule looks at. The
 * questions that rules ask are the methods here. A context that keeps witnesses also remembers the
 * events that answered, for the finding's evidence.
 *
 * <p>Not thread-safe; made for one judgement.
 */
public final class EvaluationContext {

  private static final Set<DataSubjectRight> EVERY_RIGHT = EnumSet.allOf(DataSubjectRight.class);

  private final Event event;
  private final Access access;
  private final Disclosure disclosure;
  private final Notice notice;
  private final Request request;
  private final Subject change;
  private final Instant at;
  private final SubjectFacts subject;
  private final SharedFacts shared;
  private final Witnesses witnesses;
  private final DataHolding holding;
  private final List<MissedTask> missed;
  private DataUse use;

  private EvaluationContext(
      Event event,
      SubjectFacts subject,
      SharedFacts shared,
      Witnesses witnesses,
      DataHolding holding,
      List<MissedTask> missed) {
    this.event = event;
    this.access = event.record() instanceof Access a ? a : null;
    this.disclosure = event.record() instanceof Disclosure d ? d : null;
    this.notice = event.record() instanceof Notice n ? n : null;
    this.request = event.record() instanceof Request r ? r : null;
    this.change = event.record() instanceof Subject s ? s : null;
    this.at = event.occurredAt();
    this.subject = subject;
    this.shared = shared;
    this.witnesses = witnesses;
    this.holding = holding;
    this.missed = missed;
  }

  /** A context to judge by. */
  public static EvaluationContext of(Event event, SubjectFacts subject, SharedFacts shared) {
    return new EvaluationContext(event, subject, shared, null, null, List.of());
  }

  /** The same context, remembering which events answer. */
  public EvaluationContext witnessed() {
    return new EvaluationContext(event, subject, shared, new Witnesses(), holding, missed);
  }

  /** Another event about the same data subject, by the same facts. */
  public EvaluationContext about(SpecificRecord other) {
    return of(Event.of(other), subject, shared);
  }

  /** The same context, looking at data that is to be destroyed. */
  public EvaluationContext holding(DataHolding data) {
    return new EvaluationContext(event, subject, shared, witnesses, data, missed);
  }

  /** The same context, knowing what was not done in time since its event. */
  public EvaluationContext missing(List<MissedTask> late) {
    return new EvaluationContext(event, subject, shared, witnesses, holding, late);
  }

  /** What is known of the data subject. */
  public SubjectFacts subject() {
    return subject;
  }

  /** What is known of everybody. */
  public SharedFacts shared() {
    return shared;
  }

  /** The events that answered so far, the judged one aside; empty where none are kept. */
  public List<Event> witnesses() {
    return witnesses == null ? List.of() : witnesses.events();
  }

  /** The judged event. */
  public Event event() {
    return event;
  }

  /** The judged event as an access; null when it is none. */
  public Access access() {
    return access;
  }

  /** The judged event as a disclosure; null when it is none. */
  public Disclosure disclosure() {
    return disclosure;
  }

  /** The judged event as a notice; null when it is none. */
  public Notice notice() {
    return notice;
  }

  /** The judged event as a request; null when it is none. */
  public Request request() {
    return request;
  }

  /** The judged event as a change of the relationship; null when it is none. */
  public Subject change() {
    return change;
  }

  /** The instant that every question is about. */
  public Instant at() {
    return at;
  }

  /** The categories of an access or disclosure; empty for other kinds. */
  public List<String> categories() {
    if (access != null) {
      return access.getDataCategories();
    }
    return disclosure != null ? disclosure.getDataCategories() : List.of();
  }

  /** The purpose of an access or disclosure; null for other kinds. */
  public String purpose() {
    if (access != null) {
      return access.getPurpose();
    }
    return disclosure != null ? disclosure.getPurpose() : null;
  }

  /** Whether a consent that meets the demands is in force for the whole use. */
  public boolean consented(Set<ConsentRequirement> demands) {
    return consented(use(), demands);
  }

  /** Whether a consent in force names a category, for a purpose; the use is that category alone. */
  public boolean consentNames(String category, String purpose) {
    return consented(
        new DataUse(purpose, List.of(category), use().channel(), use().recipientId()),
        EnumSet.of(ConsentRequirement.CATEGORIES));
  }

  /** Whether the use was opted out of. */
  public boolean withdrawn(Set<ConsentRequirement> demands) {
    recallConsents(use());
    return subject.consents().withdrawn(use(), at, demands);
  }

  /** Why no consent is in force for the use. */
  public ConsentFault consentFault() {
    return subject.consents().fault(use(), at);
  }

  /**
   * Whether the disclosure rests on a good instrument of one of the kinds; false for other events.
   */
  public boolean goodInstrument(Set<InstrumentKind> kinds) {
    return disclosure != null && LegalInstruments.good(disclosure, kinds);
  }

  /** What is wrong with the instrument; null when nothing is, and for other events. */
  public InstrumentFault instrumentFault(Set<InstrumentKind> kinds) {
    return disclosure == null ? null : LegalInstruments.fault(disclosure, kinds);
  }

  /** Whether the data subject was younger than so many years. */
  public boolean youngerThan(long years) {
    recall(subject.relationship().birth());
    return subject.relationship().youngerThan(years, at);
  }

  /** The latest of some changes, as its symbol; the empty string when there was none. */
  public String latestChange(Set<SubjectChange> among, SubjectChange winner) {
    return symbol(subject.relationship().latest(among, at, winner));
  }

  /** Whether this is strictly after a change that none of the others has undone since. */
  public boolean after(SubjectChange change, Set<SubjectChange> undone) {
    Subject found = subject.relationship().after(change, undone, at);
    recall(found);
    return found != null;
  }

  /**
   * An attribute of the data subject as told last, in NFC; the empty string when nobody told it.
   */
  public String attribute(String name) {
    Subject telling = subject.relationship().telling(name, at);
    recall(telling);
    return telling == null ? "" : IdText.normalise(telling.getAttributes().get(name));
  }

  /** Whether a request for one of the rights is open. */
  public boolean requestOpen(Set<DataSubjectRight> rights) {
    Request open = subject.requests().open(rights, null, at);
    recall(open);
    return open != null;
  }

  /** Whether any rights request is open. */
  public boolean requestOpen() {
    return requestOpen(EVERY_RIGHT);
  }

  /** Whether the message answers an open request for one of the rights. */
  public boolean answersRequest(Set<DataSubjectRight> rights) {
    String requestId = message() == null ? null : message().getRequestId();
    Request open = requestId == null ? null : subject.requests().open(rights, requestId, at);
    recall(open);
    return open != null;
  }

  /** Whether the message answers an open request for any right. */
  public boolean answersRequest() {
    return answersRequest(EVERY_RIGHT);
  }

  /** Whether the judged stage of a request, or its receipt, says that it was made by somebody. */
  public boolean requestMadeBy(Requester requester) {
    if (request == null) {
      return false;
    }
    Request received = subject.requests().received(request.getRequestId(), at);
    recall(received);
    return request.getMadeBy() == requester
        || (received != null && received.getMadeBy() == requester);
  }

  /**
   * Whether the judged stage of a request, or its receipt, says that the representative's authority
   * was verified.
   */
  public boolean authorityVerified() {
    if (request == null) {
      return false;
    }
    Request received = subject.requests().received(request.getRequestId(), at);
    recall(received);
    return request.getAuthorityVerified() || (received != null && received.getAuthorityVerified());
  }

  /** Whether a representative whose authority was verified had made a request. */
  public boolean representativeVerified() {
    Request request = subject.requests().byVerifiedRepresentative(at);
    recall(request);
    return request != null;
  }

  /** Whether the same was already sent for the same purpose and the same request. */
  public boolean contactedBefore() {
    Access before = message() == null ? null : subject.contactBefore(access);
    recall(before);
    return before != null;
  }

  /**
   * The processor that the event concerns: the recipient of a disclosure to one, or the employer of
   * the actor.
   *
   * @return the empty string where a processor acts without saying which; null where none is
   *     concerned
   */
  public String processor() {
    if (disclosure != null && disclosure.getRecipient().getKind() == RecipientKind.PROCESSOR) {
      return disclosure.getRecipient().getId();
    }
    if (access != null && access.getActor().getKind() == ActorKind.PROCESSOR_STAFF) {
      return access.getActor().getProcessorId() == null ? "" : access.getActor().getProcessorId();
    }
    return null;
  }

  /** Whether the register holds, or ever held, an entry of a kind. */
  public boolean registerHolds(RegisterKind kind) {
    return shared.everHeld(kind);
  }

  /**
   * The purposes of the register's entry, valid at this instant; empty means all; null when no
   * entry is valid.
   *
   * @param entryId null where the event has no such part: nobody is registered then
   */
  public List<String> registeredPurposes(RegisterKind kind, String entryId) {
    Register entry = entryId == null ? null : shared.valid(kind, entryId, at);
    recall(entry);
    return entry == null ? null : entry.getPurposes();
  }

  /** Whether a notice of a kind about something had reached the data subject. */
  public boolean noticeReached(NoticeKind kind, String relatesTo) {
    for (List<Notice> notices : List.of(subject.notices(), shared.notices())) {
      for (Notice told : notices) {
        if (told.getKind() == kind
            && relatesTo.equals(told.getRelatesTo())
            && !told.getOccurredAt().isAfter(at)) {
          recall(told);
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Whether what the notice announces takes effect at least so much later; false when it does not
   * say when.
   */
  public boolean announcedAhead(Duration time) {
    return notice != null
        && notice.getEffectiveAt() != null
        && !notice.getEffectiveAt().isBefore(at.plus(time));
  }

  /**
   * Whether a consent given after the clock started allows keeping the data; false outside of a
   * deadline's exception.
   */
  public boolean keptByConsent() {
    return holding != null && subject.consents().keeps(holding) != null;
  }

  /** Whether the data was archived for a purpose since it was collected; else as above. */
  public boolean archivedFor(String purpose) {
    return holding != null
        && subject
                .holdings()
                .archived(holding.category(), purpose, holding.collectedAt(), holding.dueAt())
            != null;
  }

  /** Whether a guardian consented to anything since the data was collected; else as above. */
  public boolean guardianConsentedSince() {
    return holding != null
        && subject.consents().byGuardian(holding.collectedAt(), holding.dueAt()) != null;
  }

  /** What was not done in time since the event. */
  public OverdueTasks overdue() {
    return new OverdueTasks(missed);
  }

  private boolean consented(DataUse wanted, Set<ConsentRequirement> demands) {
    recallConsents(wanted);
    return subject.consents().inForce(wanted, at, demands) != null;
  }

  private DataUse use() {
    if (use == null) {
      use =
          new DataUse(
              purpose(),
              categories(),
              message() == null ? null : message().getChannel(),
              disclosure == null ? null : disclosure.getRecipient().getId());
    }
    return use;
  }

  /** What is sent, of an access that sends something; null for any other. */
  private Message message() {
    return access != null && access.getOperation() == Operation.CONTACT
        ? access.getMessage()
        : null;
  }

  private String symbol(Subject change) {
    recall(change);
    return change == null ? "" : change.getChange().name();
  }

  private void recallConsents(DataUse wanted) {
    if (witnesses != null) {
      subject.consents().about(wanted, at).forEach(this::recall);
    }
  }

  private void recall(SpecificRecord fact) {
    if (witnesses != null && fact != null) {
      witnesses.add(Event.of(fact));
    }
  }

  /** Events that answered, each once, in the order of the questions. */
  private static final class Witnesses {
    private final List<Event> events = new ArrayList<>();

    void add(Event event) {
      if (events.stream().noneMatch(known -> known.eventId().equals(event.eventId()))) {
        events.add(event);
      }
    }

    List<Event> events() {
      return List.copyOf(events);
    }
  }
}
