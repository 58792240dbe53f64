package io.clausewatch.benchmarks;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.Actor;
import io.clausewatch.contract.ActorKind;
import io.clausewatch.contract.Collection;
import io.clausewatch.contract.CollectionMethod;
import io.clausewatch.contract.CollectionSource;
import io.clausewatch.contract.CookieClass;
import io.clausewatch.contract.Destruction;
import io.clausewatch.contract.DestructionMedium;
import io.clausewatch.contract.DestructionMethod;
import io.clausewatch.contract.Disclosure;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.Export;
import io.clausewatch.contract.Instrument;
import io.clausewatch.contract.InstrumentKind;
import io.clausewatch.contract.LegalBasis;
import io.clausewatch.contract.LegalBasisKind;
import io.clausewatch.contract.Message;
import io.clausewatch.contract.MessageChannel;
import io.clausewatch.contract.Operation;
import io.clausewatch.contract.Recipient;
import io.clausewatch.contract.RecipientKind;
import io.clausewatch.contract.Safeguard;
import io.clausewatch.contract.SafeguardKind;
import io.clausewatch.contract.Store;
import io.clausewatch.policy.Policy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Drafts of acts, lawful or not, of every sort and with every field that a clause may ask for. */
final class EventDrafts {

  /** A sort of act: an access of some operation, or a disclosure to some kind of recipient. */
  record Sort(Operation operation, RecipientKind recipient) {}

  /** How many of a hundred accesses are of each operation. */
  private static final Map<Operation, Integer> ACCESSES =
      new EnumMap<>(
          Map.of(
              Operation.READ, 40,
              Operation.USE, 25,
              Operation.COLLECT, 12,
              Operation.CONTACT, 10,
              Operation.UPDATE, 7,
              Operation.EXPORT, 2,
              Operation.ARCHIVE, 2,
              Operation.DESTROY, 2));

  private static final double DISCLOSURES = 0.2;
  private static final double TO_PROCESSORS = 0.4;

  /** What any organisation handles daily. */
  private static final List<String> CATEGORIES =
      List.of(
          "name",
          "email",
          "phone",
          "login-id",
          "password",
          "ip-address",
          "cookie-id",
          "service-use-record",
          "visit-record",
          "payment-record",
          "purchase-history",
          "contract-record",
          "complaint-record",
          "customer-contact-record",
          "posted-content",
          "product-review",
          "location",
          "health");

  private static final int MAX_CATEGORIES = 4;

  private final Policy policy;
  private final List<String> purposes;
  private final Random random;

  EventDrafts(Policy policy, Random random) {
    this.policy = policy;
    this.random = random;
    Set<String> declared = new TreeSet<>(policy.at(KnownHistory.DAY).purposes().keySet());
    this.purposes = new ArrayList<>(declared);
    this.purposes.add("quality-training"); // of most policies outside
  }

  /** A sort, each as often as a day has it. */
  Sort sort() {
    if (random.nextDouble() < DISCLOSURES) {
      return new Sort(
          null,
          random.nextDouble() < TO_PROCESSORS ? RecipientKind.PROCESSOR : any(RecipientKind.class));
    }
    int chosen = random.nextInt(ACCESSES.values().stream().mapToInt(weight -> weight).sum());
    for (Map.Entry<Operation, Integer> each : ACCESSES.entrySet()) {
      chosen -= each.getValue();
      if (chosen < 0) {
        return new Sort(each.getKey(), null);
      }
    }
    throw new IllegalStateException("weights do not add up");
  }

  /** Some act of a sort. */
  Event next(Sort sort, String eventId) {
    return Event.of(
        sort.recipient() == null
            ? access(sort.operation(), eventId)
            : disclosure(sort.recipient(), eventId));
  }

  private Access access(Operation operation, String eventId) {
    return Access.newBuilder()
        .setEventId(eventId)
        .setOccurredAt(KnownHistory.DAY.plus(Duration.ofSeconds(random.nextInt(86_400))))
        .setPolicyId(policy.policyId())
        .setService("shop")
        .setSubjectIds(List.of(KnownHistory.SUBJECT))
        .setActor(actor())
        .setOperation(operation)
        .setPurpose(one(purposes))
        .setDataCategories(categories())
        .setStore(any(Store.class))
        .setCollection(operation == Operation.COLLECT ? collection() : null)
        .setMessage(operation == Operation.CONTACT ? message() : null)
        .setExport(operation == Operation.EXPORT ? new Export("report", "head-of-data", 1L) : null)
        .setDestruction(operation == Operation.DESTROY ? destruction() : null)
        .build();
  }

  private Disclosure disclosure(RecipientKind recipient, String eventId) {
    return Disclosure.newBuilder()
        .setEventId(eventId)
        .setOccurredAt(KnownHistory.DAY.plus(Duration.ofSeconds(random.nextInt(86_400))))
        .setPolicyId(policy.policyId())
        .setService("shop")
        .setSubjectIds(List.of(KnownHistory.SUBJECT))
        .setActor(actor())
        .setRecipient(
            new Recipient(
                recipient == RecipientKind.PROCESSOR ? "cloud" : one(KnownHistory.RECIPIENTS),
                recipient,
                "a recipient",
                perhaps(one(List.of("KR", "SG", "US", "JP")))))
        .setPurpose(one(purposes))
        .setDataCategories(categories())
        .setLegalBasis(new LegalBasis(any(LegalBasisKind.class), perhaps("a statute")))
        .setInstrument(random.nextBoolean() ? instrument() : null)
        .setSafeguard(
            random.nextBoolean()
                ? new Safeguard(SafeguardKind.DATA_SHARING_AGREEMENT, "agreement-4")
                : null)
        .setJustification(perhaps("the reason, written down"))
        .setTransferId(perhaps(KnownHistory.TRANSFER))
        .build();
  }

  private Actor actor() {
    ActorKind kind = random.nextBoolean() ? ActorKind.SYSTEM : any(ActorKind.class);
    return new Actor(
        kind == ActorKind.STAFF ? one(KnownHistory.HANDLERS) : "somebody",
        kind,
        kind == ActorKind.PROCESSOR_STAFF ? one(KnownHistory.PROCESSORS) : null,
        null,
        null);
  }

  private Collection collection() {
    return Collection.newBuilder()
        .setSource(any(CollectionSource.class))
        .setMethod(any(CollectionMethod.class))
        .setEncryptedInTransit(true)
        .setNoticeGiven(true)
        .setOptional(random.nextBoolean())
        .setCookieClass(any(CookieClass.class))
        .setThirdPartyConsentDeclared(random.nextBoolean())
        .build();
  }

  private Message message() {
    return Message.newBuilder()
        .setChannel(any(MessageChannel.class))
        .setAdvertising(random.nextBoolean())
        .setLabelledAsAdvertising(random.nextBoolean())
        .setSenderNamed(true)
        .setOptOutOffered(random.nextBoolean())
        .setRequestId(perhaps(KnownHistory.OPEN_REQUEST))
        .build();
  }

  private Destruction destruction() {
    return new Destruction(DestructionMedium.ELECTRONIC, any(DestructionMethod.class));
  }

  private Instrument instrument() {
    return Instrument.newBuilder()
        .setKind(any(InstrumentKind.class))
        .setReference("2024-17")
        .setIssuer("district court")
        .setIssuedAt(KnownHistory.DAY.minus(Duration.ofDays(1)))
        .build();
  }

  private List<String> categories() {
    Set<String> some = new TreeSet<>();
    for (int i = 1 + random.nextInt(MAX_CATEGORIES); i > 0; i--) {
      some.add(one(CATEGORIES));
    }
    return List.copyOf(some);
  }

  private String perhaps(String value) {
    return random.nextBoolean() ? value : null;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** Any symbol but the first, which is UNKNOWN. */
  private <E extends Enum<E>> E any(Class<E> type) {
    E[] all = type.getEnumConstants();
    return all[1 + random.nextInt(all.length - 1)];
  }
}
