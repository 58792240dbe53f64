package io.clausewatch.stream;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.Actor;
import io.clausewatch.contract.ActorKind;
import io.clausewatch.contract.Collection;
import io.clausewatch.contract.CollectionMethod;
import io.clausewatch.contract.CollectionSource;
import io.clausewatch.contract.Consent;
import io.clausewatch.contract.ConsentAction;
import io.clausewatch.contract.ConsentGiver;
import io.clausewatch.contract.DataSubjectRight;
import io.clausewatch.contract.Destruction;
import io.clausewatch.contract.DestructionMedium;
import io.clausewatch.contract.DestructionMethod;
import io.clausewatch.contract.Disclosure;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.FollowUp;
import io.clausewatch.contract.FollowUpKind;
import io.clausewatch.contract.LegalBasis;
import io.clausewatch.contract.LegalBasisKind;
import io.clausewatch.contract.Message;
import io.clausewatch.contract.MessageChannel;
import io.clausewatch.contract.Notice;
import io.clausewatch.contract.NoticeChannel;
import io.clausewatch.contract.NoticeKind;
import io.clausewatch.contract.Operation;
import io.clausewatch.contract.Recipient;
import io.clausewatch.contract.RecipientKind;
import io.clausewatch.contract.Register;
import io.clausewatch.contract.RegisterKind;
import io.clausewatch.contract.Request;
import io.clausewatch.contract.RequestStage;
import io.clausewatch.contract.Subject;
import io.clausewatch.contract.SubjectChange;
import io.clausewatch.policy.PolicyCatalog;
import io.clausewatch.policy.PolicyException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.utils.Utils;

/** Events under the policy of a corner shop, in short form. Days count from {@link #DAY_0}. */
public final class Shop {
  static final String POLICY = "corner-shop";
  static final Instant DAY_0 = Instant.parse("2026-03-01T12:00:00Z");
  static final String SERVICE = "till";

  private Shop() {}

  /** The same event under another policy. */
  static Event under(String policyId, Event event) {
    event.record().put(event.record().getSchema().getField("policyId").pos(), policyId);
    return Event.of(event.record());
  }

  static PolicyCatalog policies() {
    try {
      return PolicyCatalog.load(Path.of(Shop.class.getResource("/policies").toURI()));
    } catch (URISyntaxException | PolicyException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same with a change in the policy's file. */
  static PolicyCatalog policies(String from, String to) throws IOException, PolicyException {
    Path folder = Files.createTempDirectory("shop");
    try {
      Path own = Path.of(Shop.class.getResource("/policies").toURI());
      for (String name :
          List.of(
              "vocabulary.yaml", "shared.yaml", "corner-shop.yaml", "documents/corner-shop.txt")) {
        Path copy = folder.resolve(name);
        Files.createDirectories(copy.getParent());
        Files.writeString(copy, Files.readString(own.resolve(name)).replace(from, to));
      }
      return PolicyCatalog.load(folder);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    } finally {
      Utils.delete(folder.toFile());
    }
  }

  static Instant day(double days) {
    return DAY_0.plus(Duration.ofMinutes(Math.round(days * 24 * 60)));
  }

  static Event contact(String id, double day, String purpose, String... subjects) {
    Access access = access(id, day, purpose, subjects);
    access.setOperation(Operation.CONTACT);
    access.setMessage(
        Message.newBuilder().setChannel(MessageChannel.EMAIL).setRequestId(null).build());
    return Event.of(access);
  }

  static Event read(String id, double day, String staff, String... subjects) {
    Access access = access(id, day, "order-fulfilment", subjects);
    access.setActor(new Actor(staff, ActorKind.STAFF, null, null, null));
    return Event.of(access);
  }

  static Event collect(String id, double day, String... subjects) {
    Access access = access(id, day, "order-fulfilment", subjects);
    access.setOperation(Operation.COLLECT);
    access.setCollection(
        Collection.newBuilder()
            .setSource(CollectionSource.SUBJECT)
            .setMethod(CollectionMethod.WEB_FORM)
            .build());
    return Event.of(access);
  }

  /** Destroys all. */
  static Event destroy(String id, double day, String... subjects) {
    Access access = access(id, day, "order-fulfilment", subjects);
    access.setOperation(Operation.DESTROY);
    access.setDataCategories(List.of());
    access.setDestruction(
        new Destruction(DestructionMedium.ELECTRONIC, DestructionMethod.ERASED_IRRECOVERABLY));
    return Event.of(access);
  }

  public static Access access(String id, double day, String purpose, String... subjects) {
    return Access.newBuilder()
        .setEventId(id)
        .setOccurredAt(day(day))
        .setPolicyId(POLICY)
        .setService(SERVICE)
        .setSubjectIds(List.of(subjects))
        .setActor(new Actor("till-1", ActorKind.SYSTEM, null, null, null))
        .setOperation(Operation.READ)
        .setPurpose(purpose)
        .setDataCategories(List.of("name", "email"))
        .build();
  }

  static Event disclosure(
      String id, double day, RecipientKind kind, String transferId, String... subjects) {
    return Event.of(
        Disclosure.newBuilder()
            .setEventId(id)
            .setOccurredAt(day(day))
            .setPolicyId(POLICY)
            .setService(SERVICE)
            .setSubjectIds(List.of(subjects))
            .setActor(new Actor("till-1", ActorKind.SYSTEM, null, null, null))
            .setRecipient(new Recipient("recipient-1", kind, null, null))
            .setPurpose("order-fulfilment")
            .setDataCategories(List.of("name"))
            .setLegalBasis(new LegalBasis(LegalBasisKind.NONE, null))
            .setTransferId(transferId)
            .build());
  }

  static Event consent(
      String id,
      double day,
      ConsentAction action,
      ConsentGiver by,
      String purpose,
      String subject) {
    return consent(id, day, action, by, null, purpose, subject);
  }

  static Event consent(
      String id,
      double day,
      ConsentAction action,
      ConsentGiver by,
      CollectionMethod method,
      String purpose,
      String subject) {
    return Event.of(
        Consent.newBuilder()
            .setEventId(id)
            .setOccurredAt(day(day))
            .setPolicyId(POLICY)
            .setService(SERVICE)
            .setSubjectId(subject)
            .setAction(action)
            .setPurposes(List.of(purpose))
            .setGivenBy(by)
            .setMethod(method)
            .build());
  }

  static Event subject(
      String id, double day, SubjectChange change, LocalDate birthDate, String subject) {
    return Event.of(
        Subject.newBuilder()
            .setEventId(id)
            .setOccurredAt(day(day))
            .setPolicyId(POLICY)
            .setService(SERVICE)
            .setSubjectId(subject)
            .setChange(change)
            .setBirthDate(birthDate)
            .build());
  }

  static Event request(
      String id,
      double day,
      String requestId,
      DataSubjectRight right,
      RequestStage stage,
      String subject) {
    return Event.of(
        Request.newBuilder()
            .setEventId(id)
            .setOccurredAt(day(day))
            .setPolicyId(POLICY)
            .setService(SERVICE)
            .setSubjectId(subject)
            .setRequestId(requestId)
            .setRight(right)
            .setStage(stage)
            .build());
  }

  static Event notice(
      String id,
      double day,
      NoticeKind kind,
      Double effectiveDay,
      String relatesTo,
      String... subjects) {
    return Event.of(
        Notice.newBuilder()
            .setEventId(id)
            .setOccurredAt(day(day))
            .setPolicyId(POLICY)
            .setService(SERVICE)
            .setNoticeId("notice-" + id)
            .setKind(kind)
            .setSubjectIds(List.of(subjects))
            .setEffectiveAt(effectiveDay == null ? null : day(effectiveDay))
            .setChannel(NoticeChannel.EMAIL)
            .setRelatesTo(relatesTo)
            .build());
  }

  static Event handler(String id, double day, String staff, double validFrom) {
    return Event.of(
        Register.newBuilder()
            .setEventId(id)
            .setOccurredAt(day(day))
            .setPolicyId(POLICY)
            .setService(SERVICE)
            .setEntryId(staff)
            .setKind(RegisterKind.HANDLER)
            .setValidFrom(day(validFrom))
            .build());
  }

  /** What a role may do with data for every purpose; without an end where that is null. */
  static Event role(
      String id,
      double day,
      String role,
      String assignment,
      Set<String> categories,
      double from,
      Double until) {
    return Event.of(
        Register.newBuilder()
            .setEventId(id)
            .setOccurredAt(day(day))
            .setPolicyId(POLICY)
            .setService(SERVICE)
            .setEntryId(role)
            .setAssignmentId(assignment)
            .setKind(RegisterKind.ROLE)
            .setDataCategories(List.copyOf(new TreeSet<>(categories)))
            .setValidFrom(day(from))
            .setValidUntil(until == null ? null : day(until))
            .build());
  }

  /** An access that its actor says is urgent. */
  static Event urgent(String id, double day, String staff, String role, String... subjects) {
    Access access = access(id, day, "order-fulfilment", subjects);
    access.setActor(new Actor(staff, ActorKind.STAFF, null, null, role));
    access.setJustification("urgent");
    return Event.of(access);
  }

  /**
   * Something done by a member of the staff about an earlier event; of nobody named, of everybody.
   */
  static Event followUp(
      String id, double day, String relatesTo, FollowUpKind kind, String staff, String... refs) {
    return Event.of(
        FollowUp.newBuilder()
            .setEventId(id)
            .setOccurredAt(day(day))
            .setPolicyId(POLICY)
            .setService(SERVICE)
            .setSubjectIds(List.of(refs))
            .setRelatesTo(relatesTo)
            .setKind(kind)
            .setActor(new Actor(staff, ActorKind.STAFF, null, null, null))
            .build());
  }
}
