package io.clausewatch.benchmarks;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.Actor;
import io.clausewatch.contract.ActorKind;
import io.clausewatch.contract.DataSubjectRight;
import io.clausewatch.contract.Disclosure;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.InstrumentKind;
import io.clausewatch.contract.LegalBasisKind;
import io.clausewatch.contract.Message;
import io.clausewatch.contract.Operation;
import io.clausewatch.contract.RecipientKind;
import io.clausewatch.contract.Register;
import io.clausewatch.contract.RegisterKind;
import io.clausewatch.contract.Subject;
import io.clausewatch.contract.SubjectChange;
import io.clausewatch.facts.DataUse;
import io.clausewatch.facts.LegalInstruments;
import io.clausewatch.facts.SharedFacts;
import io.clausewatch.facts.SubjectFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ten clauses of the LOEN Partner Center's policy as a programmer would write them without a policy
 * language: what a compiled policy is measured against. It asks the same facts, takes every field
 * to be filled in, and says which clauses are broken but neither why nor by what evidence.
 */
final class HandWritten {

  /** The policy. */
  static final String POLICY = "loen-partner-center";

  /** The ten clauses, in the order of the policy. */
  static final List<String> CLAUSES =
      List.of(
          "LPC-PURPOSE",
          "LPC-OPTIONAL",
          "LPC-PENDING",
          "LPC-SENSITIVE",
          "LPC-CHILD",
          "LPC-THIRD",
          "LPC-LE",
          "LPC-PROCESSOR",
          "LPC-RETAINED-USE",
          "LPC-ADS");

  private static final int CHILD_UNDER = 14;

  private static final Set<String> DECLARED =
      Set.of(
          "service-provision",
          "notification-of-changes",
          "identity-verification",
          "account-administration",
          "fraud-prevention",
          "security",
          "dispute-resolution",
          "complaint-handling",
          "customer-support",
          "product-improvement",
          "personalisation",
          "analytics",
          "aggregate-statistics",
          "legal-compliance",
          "direct-marketing",
          "promotions",
          "business-transfer");
  private static final Set<String> SENSITIVE =
      Set.of(
          "race-ethnicity",
          "belief",
          "political-opinion",
          "place-of-origin",
          "criminal-record",
          "health");
  private static final Map<String, Set<String>> PROCESSORS =
      Map.of(
          "openit", Set.of("service-provision", "product-improvement"),
          "kmc", Set.of("identity-verification", "age-verification"),
          "technjoy", Set.of("security", "complaint-handling", "fraud-prevention"));
  private static final Set<String> WHILE_PENDING =
      Set.of("identity-verification", "account-administration", "notification-of-changes");
  private static final Set<String> RETAINED =
      Set.of("fraud-prevention", "dispute-resolution", "complaint-handling", "legal-compliance");
  private static final Set<RecipientKind> OUTSIDERS =
      EnumSet.of(
          RecipientKind.THIRD_PARTY,
          RecipientKind.AFFILIATE,
          RecipientKind.RETAILER,
          RecipientKind.ADVISER,
          RecipientKind.ARTIST_REPRESENTATIVE,
          RecipientKind.FORMER_ARTIST_REPRESENTATIVE,
          RecipientKind.PUBLIC);
  private static final Set<InstrumentKind> LAWFUL_PROCESS =
      EnumSet.of(InstrumentKind.WARRANT, InstrumentKind.JUDGE_PERMIT, InstrumentKind.COURT_ORDER);
  private static final Set<SubjectChange> JOINING =
      EnumSet.of(SubjectChange.PENDING, SubjectChange.REGISTERED, SubjectChange.CANCELLED);
  private static final Set<SubjectChange> REJOINING =
      EnumSet.of(SubjectChange.REGISTERED, SubjectChange.PENDING);
  private static final Set<DataSubjectRight> EVERY_RIGHT = EnumSet.allOf(DataSubjectRight.class);

  private HandWritten() {}

  /** The ids of the clauses that an access or a disclosure breaks. */
  static List<String> broken(Event event, SubjectFacts subject, SharedFacts shared) {
    return switch (event.record()) {
      case Access access -> broken(access, subject, shared);
      case Disclosure disclosure -> broken(disclosure, subject, shared);
      default -> List.of();
    };
  }

  private static List<String> broken(Access access, SubjectFacts subject, SharedFacts shared) {
    List<String> broken = new ArrayList<>(0);
    Instant at = access.getOccurredAt();
    Operation operation = access.getOperation();
    String purpose = access.getPurpose();
    Actor actor = access.getActor();
    boolean byProcessor = actor.getKind() == ActorKind.PROCESSOR_STAFF;
    boolean usesIt =
        operation == Operation.USE
            || operation == Operation.EXPORT
            || operation == Operation.CONTACT;

    if (!DECLARED.contains(purpose)
        && !answersDataSubject(access, subject)
        && !(byProcessor && isTask(actor.getProcessorId(), purpose, shared, at))) {
      broken.add("LPC-PURPOSE");
    }
    if (operation == Operation.COLLECT
        && access.getCollection().getOptional()
        && access.getCollection().getServiceRefused()) {
      broken.add("LPC-OPTIONAL");
    }
    if (usesIt && !WHILE_PENDING.contains(purpose) && pending(subject, at)) {
      broken.add("LPC-PENDING");
    }
    if (operation == Operation.COLLECT
        && !Collections.disjoint(access.getDataCategories(), SENSITIVE)) {
      broken.add("LPC-SENSITIVE");
    }
    if (operation != Operation.DESTROY && subject.relationship().youngerThan(CHILD_UNDER, at)) {
      broken.add("LPC-CHILD");
    }
    if (byProcessor && isBeyondItsTask(actor.getProcessorId(), purpose, shared, at)) {
      broken.add("LPC-PROCESSOR");
    }
    if ((usesIt || operation == Operation.READ)
        && !RETAINED.contains(purpose)
        && left(subject, at)) {
      broken.add("LPC-RETAINED-USE");
    }
    if (advertises(access)
        && !consented(
            subject,
            new DataUse(
                purpose, access.getDataCategories(), access.getMessage().getChannel(), null),
            at)) {
      broken.add("LPC-ADS");
    }
    return broken;
  }

  private static List<String> broken(
      Disclosure disclosure, SubjectFacts subject, SharedFacts shared) {
    RecipientKind recipient = disclosure.getRecipient().getKind();
    boolean ownCopy =
        recipient == RecipientKind.SUBJECT || recipient == RecipientKind.SUBJECT_REPRESENTATIVE;
    if (disclosure.getAggregated() || ownCopy) {
      return List.of();
    }
    List<String> broken = new ArrayList<>(0);
    Instant at = disclosure.getOccurredAt();
    String purpose = disclosure.getPurpose();
    boolean toAgency =
        recipient == RecipientKind.LAW_ENFORCEMENT || recipient == RecipientKind.GOVERNMENT;

    if (!WHILE_PENDING.contains(purpose)
        && !toAgency
        && recipient != RecipientKind.COURT
        && pending(subject, at)) {
      broken.add("LPC-PENDING");
    }
    if (subject.relationship().youngerThan(CHILD_UNDER, at)) {
      broken.add("LPC-CHILD");
    }
    if (OUTSIDERS.contains(recipient)
        && !hasOtherGround(disclosure)
        && !consented(
            subject,
            new DataUse(
                purpose, disclosure.getDataCategories(), null, disclosure.getRecipient().getId()),
            at)) {
      broken.add("LPC-THIRD");
    }
    if (toAgency && !LegalInstruments.good(disclosure, LAWFUL_PROCESS)) {
      broken.add("LPC-LE");
    }
    if (recipient == RecipientKind.PROCESSOR
        && isBeyondItsTask(disclosure.getRecipient().getId(), purpose, shared, at)) {
      broken.add("LPC-PROCESSOR");
    }
    if (!RETAINED.contains(purpose) && left(subject, at)) {
      broken.add("LPC-RETAINED-USE");
    }
    return broken;
  }

  private static boolean answersDataSubject(Access access, SubjectFacts subject) {
    if (access.getOperation() == Operation.DESTROY) {
      return true;
    }
    Message message = access.getOperation() == Operation.CONTACT ? access.getMessage() : null;
    return message != null
        && message.getRequestId() != null
        && subject.requests().open(EVERY_RIGHT, message.getRequestId(), access.getOccurredAt())
            != null;
  }

  private static boolean isTask(String processor, String purpose, SharedFacts shared, Instant at) {
    if (PROCESSORS.getOrDefault(processor, Set.of()).contains(purpose)) {
      return true;
    }
    for (Register entry : shared.valid(RegisterKind.PROCESSOR, processor, at)) {
      if (entry.getPurposes().contains(purpose)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isBeyondItsTask(
      String processor, String purpose, SharedFacts shared, Instant at) {
    if (PROCESSORS.getOrDefault(processor, Set.of()).contains(purpose)) {
      return false;
    }
    for (Register entry : shared.valid(RegisterKind.PROCESSOR, processor, at)) {
      if (entry.getPurposes().isEmpty() || entry.getPurposes().contains(purpose)) {
        return false;
      }
    }
    return true;
  }

  private static boolean pending(SubjectFacts subject, Instant at) {
    Subject latest = subject.relationship().latest(JOINING, at, SubjectChange.REGISTERED);
    return latest != null && latest.getChange() == SubjectChange.PENDING;
  }

  private static boolean left(SubjectFacts subject, Instant at) {
    return subject.relationship().after(SubjectChange.CANCELLED, REJOINING, at) != null;
  }

  private static boolean advertises(Access access) {
    return access.getOperation() == Operation.CONTACT
        && (access.getMessage().getAdvertising()
            || access.getPurpose().equals("direct-marketing")
            || access.getPurpose().equals("promotions"));
  }

  private static boolean hasOtherGround(Disclosure disclosure) {
    LegalBasisKind basis = disclosure.getLegalBasis().getKind();
    return (basis == LegalBasisKind.CONTRACT && disclosure.getJustification() != null)
        || (basis == LegalBasisKind.LEGAL_OBLIGATION
            && disclosure.getLegalBasis().getStatute() != null);
  }

  private static boolean consented(SubjectFacts subject, DataUse use, Instant at) {
    return subject.consents().inForce(use, at, Set.of()) != null;
  }
}
