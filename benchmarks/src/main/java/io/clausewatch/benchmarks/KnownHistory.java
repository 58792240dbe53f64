package io.clausewatch.benchmarks;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.Actor;
import io.clausewatch.contract.ActorKind;
import io.clausewatch.contract.Collection;
import io.clausewatch.contract.CollectionMethod;
import io.clausewatch.contract.CollectionSource;
import io.clausewatch.contract.Consent;
import io.clausewatch.contract.ConsentAction;
import io.clausewatch.contract.ConsentNotice;
import io.clausewatch.contract.DataSubjectRight;
import io.clausewatch.contract.Destruction;
import io.clausewatch.contract.DestructionMedium;
import io.clausewatch.contract.DestructionMethod;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.Message;
import io.clausewatch.contract.MessageChannel;
import io.clausewatch.contract.Notice;
import io.clausewatch.contract.NoticeChannel;
import io.clausewatch.contract.NoticeKind;
import io.clausewatch.contract.Operation;
import io.clausewatch.contract.Register;
import io.clausewatch.contract.RegisterKind;
import io.clausewatch.contract.Request;
import io.clausewatch.contract.RequestStage;
import io.clausewatch.contract.Requester;
import io.clausewatch.contract.Subject;
import io.clausewatch.contract.SubjectChange;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * What is known of the data subject before the day: 10 consents and 50 further facts, of every kind
 * that the judge looks at. A member for four years, in good standing.
 */
final class KnownHistory {

  /** When the day begins. */
  static final Instant DAY = Instant.parse("2024-03-15T00:00:00Z");

  static final String SUBJECT = "member";

  /** A merger that the data subject was told of. */
  static final String TRANSFER = "merger-1";

  /** A request for access that is still to be answered. */
  static final String OPEN_REQUEST = "request-5";

  /** To whom data goes; the data subject agreed to those that are named so. */
  static final List<String> RECIPIENTS = List.of("agreed-1", "agreed-2", "other");

  static final List<String> HANDLERS = List.of("handler-1", "handler-2", "handler-3", "handler-4");
  static final List<String> PROCESSORS = List.of("cloud", "mailer", "call-centre");

  private final String policyId;
  private final List<Event> events = new ArrayList<>();

  private KnownHistory(String policyId) {
    this.policyId = policyId;
  }

  /** The story under a policy. */
  static List<Event> of(String policyId) {
    KnownHistory story = new KnownHistory(policyId);
    story.consents();
    story.life();
    story.requests();
    story.notices();
    story.accesses();
    story.register();
    return List.copyOf(story.events);
  }

  /** Something that comes to be known only after the day: so a late fact. */
  static Event late(String policyId) {
    KnownHistory story = new KnownHistory(policyId);
    story.consent(300, ConsentAction.GRANTED, List.of("analytics"), null, List.of());
    return story.events.getFirst();
  }

  private void consents() {
    List<String> service =
        List.of(
            "service-provision",
            "order-fulfilment",
            "account-administration",
            "identity-verification",
            "customer-support",
            "payment-settlement");
    consent(1_400, ConsentAction.GRANTED, service, null, List.of());
    consent(1_399, ConsentAction.GRANTED, List.of("personalisation", "analytics"), null, List.of());
    consent(
        900, ConsentAction.GRANTED, List.of("direct-marketing"), null, List.of(MessageChannel.SMS));
    consent(
        800,
        ConsentAction.WITHDRAWN,
        List.of("direct-marketing"),
        null,
        List.of(MessageChannel.SMS));
    consent(
        700,
        ConsentAction.GRANTED,
        List.of("direct-marketing", "promotions"),
        null,
        List.of(MessageChannel.EMAIL, MessageChannel.PUSH));
    consent(600, ConsentAction.GRANTED, List.of("promotions"), null, List.of());
    consent(500, ConsentAction.WITHDRAWN, List.of("product-improvement"), null, List.of());
    consent(400, ConsentAction.GRANTED, List.of(), "agreed-1", List.of());
    consent(350, ConsentAction.GRANTED, service, "agreed-2", List.of());
    consent(200, ConsentAction.GRANTED, List.of("product-improvement"), null, List.of());
  }

  private void consent(
      int daysBefore,
      ConsentAction action,
      List<String> purposes,
      String recipientId,
      List<MessageChannel> channels) {
    add(
        Consent.newBuilder()
            .setEventId(nextId())
            .setOccurredAt(before(daysBefore))
            .setPolicyId(policyId)
            .setService("consents")
            .setSubjectId(SUBJECT)
            .setAction(action)
            .setPurposes(purposes)
            .setRecipientId(recipientId)
            .setChannels(channels)
            .setNotice(new ConsentNotice(true, true, true, true))
            .build());
  }

  private void life() {
    change(1_450, SubjectChange.PENDING);
    change(1_440, SubjectChange.REGISTERED);
    change(1_000, SubjectChange.BALANCE_UNPAID);
    change(990, SubjectChange.BALANCE_PAID);
    change(980, SubjectChange.DISPUTE_OPENED);
    change(970, SubjectChange.DISPUTE_CLOSED);
    change(650, SubjectChange.DORMANT);
    change(610, SubjectChange.REACTIVATED);
    change(310, SubjectChange.BALANCE_UNPAID);
    change(300, SubjectChange.BALANCE_PAID);
  }

  private void change(int daysBefore, SubjectChange change) {
    boolean joins = change == SubjectChange.REGISTERED;
    add(
        Subject.newBuilder()
            .setEventId(nextId())
            .setOccurredAt(before(daysBefore))
            .setPolicyId(policyId)
            .setService("members")
            .setSubjectId(SUBJECT)
            .setChange(change)
            .setBirthDate(joins ? LocalDate.of(1990, 5, 17) : null)
            .setAttributes(joins ? Map.of("memberType", "AGENCY") : Map.of())
            .build());
  }

  private void requests() {
    DataSubjectRight[] rights = {
      DataSubjectRight.ACCESS,
      DataSubjectRight.CORRECTION,
      DataSubjectRight.ACCESS,
      DataSubjectRight.CORRECTION
    };
    for (int i = 0; i < rights.length; i++) {
      request(800 - 100 * i, "request-" + (i + 1), rights[i], RequestStage.RECEIVED);
      request(797 - 100 * i, "request-" + (i + 1), rights[i], RequestStage.COMPLETED);
    }
    request(1, OPEN_REQUEST, DataSubjectRight.ACCESS, RequestStage.RECEIVED);
  }

  private void request(
      int daysBefore, String requestId, DataSubjectRight right, RequestStage stage) {
    add(
        Request.newBuilder()
            .setEventId(nextId())
            .setOccurredAt(before(daysBefore))
            .setPolicyId(policyId)
            .setService("desk")
            .setSubjectId(SUBJECT)
            .setRequestId(requestId)
            .setRight(right)
            .setStage(stage)
            .setMadeBy(
                right == DataSubjectRight.CORRECTION ? Requester.REPRESENTATIVE : Requester.SUBJECT)
            .setAuthorityVerified(right == DataSubjectRight.CORRECTION)
            .build());
  }

  private void notices() {
    for (int i = 1; i <= 4; i++) {
      notice(1_200 - 200 * i, NoticeKind.POLICY_CHANGE, List.of(), "edition-" + i);
    }
    for (int i = 1; i <= 4; i++) {
      notice(1_100 - 200 * i, NoticeKind.POLICY_CHANGE, List.of(SUBJECT), "terms-" + i);
    }
    notice(90, NoticeKind.BUSINESS_TRANSFER, List.of(SUBJECT), TRANSFER);
  }

  private void notice(int daysBefore, NoticeKind kind, List<String> subjects, String relatesTo) {
    add(
        Notice.newBuilder()
            .setEventId(nextId())
            .setOccurredAt(before(daysBefore))
            .setPolicyId(policyId)
            .setService("legal")
            .setNoticeId(nextId())
            .setKind(kind)
            .setSubjectIds(subjects)
            .setEffectiveAt(before(daysBefore - 40))
            .setChannel(NoticeChannel.EMAIL)
            .setRelatesTo(relatesTo)
            .build());
  }

  private void accesses() {
    for (int i = 1; i <= 4; i++) {
      access(1_400 - 100 * i, Operation.COLLECT);
      access(1_350 - 100 * i, Operation.CONTACT);
    }
    for (int i = 1; i <= 3; i++) {
      access(500 - 100 * i, Operation.DESTROY);
    }
  }

  private void access(int daysBefore, Operation operation) {
    add(
        Access.newBuilder()
            .setEventId(nextId())
            .setOccurredAt(before(daysBefore))
            .setPolicyId(policyId)
            .setService("shop")
            .setSubjectIds(List.of(SUBJECT))
            .setActor(new Actor("shop", ActorKind.SYSTEM, null, null, null))
            .setOperation(operation)
            .setPurpose(
                operation == Operation.CONTACT ? "notification-of-changes" : "service-provision")
            .setDataCategories(List.of("email", "name"))
            .setCollection(
                operation == Operation.COLLECT
                    ? Collection.newBuilder()
                        .setSource(CollectionSource.SUBJECT)
                        .setMethod(CollectionMethod.WEB_FORM)
                        .build()
                    : null)
            .setMessage(
                operation == Operation.CONTACT
                    ? Message.newBuilder()
                        .setChannel(MessageChannel.EMAIL)
                        .setRequestId("request-" + daysBefore)
                        .build()
                    : null)
            .setDestruction(
                operation == Operation.DESTROY
                    ? new Destruction(
                        DestructionMedium.ELECTRONIC, DestructionMethod.ERASED_IRRECOVERABLY)
                    : null)
            .build());
  }

  private void register() {
    HANDLERS.forEach(id -> entry(id, RegisterKind.HANDLER));
    PROCESSORS.forEach(id -> entry(id, RegisterKind.PROCESSOR));
    RECIPIENTS.forEach(id -> entry(id, RegisterKind.PARTNER));
    entry("parent", RegisterKind.AFFILIATE);
  }

  private void entry(String id, RegisterKind kind) {
    add(
        Register.newBuilder()
            .setEventId(nextId())
            .setOccurredAt(before(1_500))
            .setPolicyId(policyId)
            .setService("legal")
            .setEntryId(id)
            .setKind(kind)
            .setValidFrom(before(1_500))
            .build());
  }

  private static Instant before(int days) {
    return DAY.minus(Duration.ofDays(days));
  }

  private String nextId() {
    return "fact-" + events.size();
  }

  private void add(SpecificRecord record) {
    events.add(Event.of(record));
  }
}
