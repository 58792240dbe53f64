package io.clausewatch.facts;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.Actor;
import io.clausewatch.contract.ActorKind;
import io.clausewatch.contract.CollectionMethod;
import io.clausewatch.contract.Consent;
import io.clausewatch.contract.ConsentAction;
import io.clausewatch.contract.DataSubjectRight;
import io.clausewatch.contract.Disclosure;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.FollowUp;
import io.clausewatch.contract.FollowUpKind;
import io.clausewatch.contract.IdText;
import io.clausewatch.contract.InstrumentKind;
import io.clausewatch.contract.LegalBasis;
import io.clausewatch.contract.Message;
import io.clausewatch.contract.Notice;
import io.clausewatch.contract.NoticeKind;
import io.clausewatch.contract.Operation;
import io.clausewatch.contract.RecipientKind;
import io.clausewatch.contract.Register;
import io.clausewatch.contract.RegisterKind;
import io.clausewatch.contract.Request;
import io.clausewatch.contract.RequestStage;
import io.clausewatch.contract.Requester;
import io.clausewatch.contract.Subject;
import io.clausewatch.contract.SubjectChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
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
  private final EvaluationFocus focus;
  private DataUse use;

  private EvaluationContext(
      Event event,
      SubjectFacts subject,
      SharedFacts shared,
      Witnesses witnesses,
      EvaluationFocus focus) {
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
    this.focus = focus;
  }

  /** A context to judge by. */
  public static EvaluationContext of(Event event, SubjectFacts subject, SharedFacts shared) {
    return new EvaluationContext(event, subject, shared, null, EvaluationFocus.NONE);
  }

  /** The same context, remembering which events answer. */
  public EvaluationContext witnessed() {
    return new EvaluationContext(event, subject, shared, new Witnesses(), focus);
  }

  /** Another event about the same data subject, by the same facts. */
  public EvaluationContext about(SpecificRecord other) {
    return of(Event.of(other), subject, shared);
  }

  /** The same context, looking at data that is to be destroyed. */
  public EvaluationContext holding(DataHolding data) {
    return with(focus.holding(data));
  }

  /** The same context, at the due instant of a clock that its event started. */
  public EvaluationContext asOf(Instant instant) {
    return with(focus.asOf(instant));
  }

  /**
   * The same context, where what its event asks for falls due.
   *
   * @param instant tells the last one in time, null for never; asked only by rules that look at it
   */
  public EvaluationContext due(Supplier<Instant> instant) {
    return with(focus.due(instant));
  }

  /** The same context, knowing what was not done in time since its event. */
  public EvaluationContext missing(List<MissedTask> late) {
    return with(focus.missing(late));
  }

  /** The same context, knowing why none of the ways allows its event in which a clause could. */
  public EvaluationContext refused(RefusedAlternatives why) {
    return with(focus.refused(why));
  }

  private EvaluationContext with(EvaluationFocus other) {
    return new EvaluationContext(event, subject, shared, witnesses, other);
  }

  private Instant asOf() {
    return focus.asOf() == null ? at : focus.asOf();
  }

  /** What is known of the data subject. */
  public SubjectFacts subject() {
    return subject;
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

  /** The judged event as a consent; null when it is none. */
  public Consent consent() {
    return event.record() instanceof Consent consent ? consent : null;
  }

  /** The judged event as a follow-up; null when it is none. */
  public FollowUp followUp() {
    return event.record() instanceof FollowUp followUp ? followUp : null;
  }

  /** Who acted; null for events in which nobody acts. */
  public Actor actor() {
    return event.actor();
  }

  /** The documented reason of an access or disclosure; null where there is none. */
  public String justification() {
    if (access != null) {
      return access.getJustification();
    }
    return disclosure != null ? disclosure.getJustification() : null;
  }

  /** The legal basis of an access or disclosure; null where none was said. */
  public LegalBasis legalBasis() {
    if (access != null) {
      return access.getLegalBasis();
    }
    return disclosure != null ? disclosure.getLegalBasis() : null;
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

  /**
   * Whether the latest request for one of the rights had ended at one of the stages; under a
   * deadline's exception, by the due instant.
   */
  public boolean requestEnded(Set<DataSubjectRight> rights, Set<RequestStage> stages) {
    Request ended = subject.requests().ended(rights, asOf());
    recall(ended);
    return ended != null && stages.contains(ended.getStage());
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
   * The register's entries of one holder that are valid at this instant; empty when none is.
   *
   * @param entryId null where the event has no such part: nobody is registered then
   */
  public List<Register> registrations(RegisterKind kind, String entryId) {
    List<Register> valid = entryId == null ? List.of() : shared.valid(kind, entryId, at);
    valid.forEach(this::recall);
    return valid;
  }

  /** What was done about the judged event, whenever, oldest first. */
  public List<FollowUp> followUps() {
    List<FollowUp> named = subject.followUps().about(event.eventId());
    List<FollowUp> unnamed = shared.followUps(event.eventId());
    if (unnamed.isEmpty()) {
      return named;
    }
    FactTimeline<FollowUp> all = new FactTimeline<>(FollowUp::getOccurredAt, FollowUp::getEventId);
    all.putAll(named);
    all.putAll(unnamed);
    return all;
  }

  /**
   * Whether something was done about the judged event until it is due; whenever, where nothing is
   * due.
   *
   * @param byOther whether it counts only when it was done by somebody other than who acted in the
   *     judged event
   */
  public boolean followedUp(Set<FollowUpKind> kinds, boolean byOther) {
    List<FollowUp> all = followUps();
    Instant dueAt = all.isEmpty() ? null : focus.due().get();
    for (FollowUp done : all) {
      if (kinds.contains(done.getKind())
          && (dueAt == null || !done.getOccurredAt().isAfter(dueAt))
          && !(byOther && isPerhapsByTheActor(done))) {
        recall(done);
        return true;
      }
    }
    return false;
  }

  /**
   * Whether a follow-up is by the very actor. One who acted on data of their own is known by the
   * hash of the id alone, and in a follow-up that does not name them by the id itself.
   */
  private boolean isPerhapsByTheActor(FollowUp done) {
    Actor actor = actor();
    return actor != null
        && (actor.getId().equals(done.getActor().getId())
            || (done.getSubjectIds().isEmpty() && event.subjectIds().contains(actor.getId())));
  }

  /**
   * By which way the consent was given that the judged consent takes back, as its symbol; the empty
   * string when that is not known, and for other events.
   */
  public String grantMethod() {
    Consent judged = consent();
    Consent grant =
        judged == null || judged.getAction() != ConsentAction.WITHDRAWN
            ? null
            : subject.consents().takenBackBy(judged);
    recall(grant);
    CollectionMethod method = grant == null ? null : grant.getMethod();
    return method == null || method == CollectionMethod.UNKNOWN ? "" : method.name();
  }

  /** The notices that relate to the judged one, oldest first; empty for other events. */
  public List<Notice> relatedNotices() {
    if (notice == null) {
      return List.of();
    }
    FactTimeline<Notice> all = new FactTimeline<>(Notice::getOccurredAt, Notice::getEventId);
    all.putAll(shared.notices(notice.getNoticeId()));
    for (Notice told : subject.notices()) {
      if (notice.getNoticeId().equals(told.getRelatesTo())) {
        all.put(told);
      }
    }
    return all;
  }

  /** Whether a notice of a kind about something had reached the data subject. */
  public boolean noticeReached(NoticeKind kind, String relatesTo) {
    for (List<Notice> notices : List.of(subject.notices(), shared.notices(relatesTo))) {
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
    DataHolding data = focus.holding();
    return data != null && subject.consents().keeps(data) != null;
  }

  /** Whether the data was archived for a purpose since it was collected; else as above. */
  public boolean archivedFor(String purpose) {
    DataHolding data = focus.holding();
    return data != null
        && subject.holdings().archived(data.category(), purpose, data.collectedAt(), data.dueAt())
            != null;
  }

  /** Whether a guardian consented to anything since the data was collected; else as above. */
  public boolean guardianConsentedSince() {
    DataHolding data = focus.holding();
    return data != null && subject.consents().byGuardian(data.collectedAt(), data.dueAt()) != null;
  }

  /**
   * Whether every category of the event, and one at least, was last collected at most so long ago;
   * under a deadline's exception, the category that is to be destroyed, by the due instant.
   *
   * @param until from when something was collected to the last instant at which that holds
   */
  public boolean collectedWithin(UnaryOperator<Instant> until) {
    DataHolding data = focus.holding();
    List<String> asked = data == null ? categories() : List.of(data.category());
    for (String category : asked) {
      Access collect = subject.holdings().lastCollected(category, asOf());
      recall(collect);
      if (collect == null || until.apply(collect.getOccurredAt()).isBefore(asOf())) {
        return false;
      }
    }
    return !asked.isEmpty();
  }

  /** The time since a category was last collected; null where nobody told that it was. */
  public ElapsedTime dataAge(String category) {
    Access collect = category == null ? null : subject.holdings().lastCollected(category, asOf());
    recall(collect);
    return collect == null ? null : new ElapsedTime(collect.getOccurredAt(), asOf());
  }

  /**
   * The categories that the event destroys before they may be; none where it destroys nothing. What
   * was destroyed before is not destroyed again.
   *
   * @param keptUntil from a category, and when it was last collected, to the first instant at which
   *     it may be destroyed; null where that is any
   */
  public List<String> destroyedTooEarly(BiFunction<String, Instant, Instant> keptUntil) {
    if (access == null || access.getOperation() != Operation.DESTROY) {
      return List.of();
    }
    DataHoldings holdings = subject.holdings();
    Collection<String> destroyed =
        access.getDataCategories().isEmpty()
            ? holdings.heldBefore(at.plusMillis(1)).keySet()
            : access.getDataCategories();
    List<String> early = new ArrayList<>();
    for (String category : destroyed) {
      Access collect = holdings.lastCollected(category, at);
      Instant until = collect == null ? null : keptUntil.apply(category, collect.getOccurredAt());
      if (until != null && at.isBefore(until) && isHeldStill(category, collect)) {
        recall(collect);
        early.add(category);
      }
    }
    return early;
  }

  private boolean isHeldStill(String category, Access collect) {
    List<Access> destroyed = subject.holdings().destroyedSince(category, collect.getOccurredAt());
    return destroyed.isEmpty() || !destroyed.getFirst().getOccurredAt().isBefore(at);
  }

  /** What was not done in time since the event. */
  public OverdueTasks overdue() {
    return new OverdueTasks(focus.missed());
  }

  /** Why none of the ways allows the event in which the clause could. */
  public RefusedAlternatives refusals() {
    return focus.refusals();
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
