package io.clausewatch.policy;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import io.clausewatch.contract.Access;
import io.clausewatch.contract.Actor;
import io.clausewatch.contract.ActorKind;
import io.clausewatch.contract.BreachRisk;
import io.clausewatch.contract.Collection;
import io.clausewatch.contract.CollectionMethod;
import io.clausewatch.contract.CollectionSource;
import io.clausewatch.contract.Consent;
import io.clausewatch.contract.ConsentAction;
import io.clausewatch.contract.ConsentGiver;
import io.clausewatch.contract.ConsentNotice;
import io.clausewatch.contract.CookieClass;
import io.clausewatch.contract.DataSubjectRight;
import io.clausewatch.contract.Destruction;
import io.clausewatch.contract.DestructionMedium;
import io.clausewatch.contract.DestructionMethod;
import io.clausewatch.contract.Disclosure;
import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.Export;
import io.clausewatch.contract.FollowUp;
import io.clausewatch.contract.FollowUpKind;
import io.clausewatch.contract.IdText;
import io.clausewatch.contract.Instrument;
import io.clausewatch.contract.InstrumentKind;
import io.clausewatch.contract.IssuerKind;
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
import io.clausewatch.contract.Request;
import io.clausewatch.contract.RequestStage;
import io.clausewatch.contract.Safeguard;
import io.clausewatch.contract.SafeguardKind;
import io.clausewatch.contract.Store;
import io.clausewatch.contract.Subject;
import io.clausewatch.contract.SubjectChange;
import io.clausewatch.facts.EvaluationContext;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Every name by which a rule reads the judged event; they follow the field names of the event
 * contract.
 */
final class RuleVariables {

  private static final EnumDomain ANYTHING = new EnumDomain.Anything();
  private static final Set<EventKind> EVERY_KIND = EnumSet.allOf(EventKind.class);
  private static final Set<EventKind> HANDLING = EnumSet.of(EventKind.ACCESS, EventKind.DISCLOSURE);
  private static final Set<EventKind> ACTING =
      EnumSet.of(EventKind.ACCESS, EventKind.DISCLOSURE, EventKind.FOLLOW_UP);
  private static final Map<String, RuleVariable> ALL = new LinkedHashMap<>();

  private RuleVariables() {}

  /** Name to variable. */
  static Map<String, RuleVariable> all() {
    return ALL;
  }

  static {
    Section<EvaluationContext> context = new Section<>("", EVERY_KIND, s -> s);
    context.text("kind", kinds(), s -> s.event().kind().id());
    context.text("service", ANYTHING, s -> s.event().service());
    context.add("occurredAt", SimpleType.TIMESTAMP, ANYTHING, EvaluationContext::at);

    Section<EvaluationContext> handling =
        new Section<>("", HANDLING, s -> s.access() == null && s.disclosure() == null ? null : s);
    handling.text("purpose", new EnumDomain.Purpose(), EvaluationContext::purpose);
    handling.add(
        "categories",
        ListType.create(SimpleType.STRING),
        new EnumDomain.Category(),
        EvaluationContext::categories);

    Section<Actor> actor = new Section<>("actor.", ACTING, EvaluationContext::actor);
    actor.text("id", ANYTHING, Actor::getId);
    actor.symbol("kind", ActorKind.class, Actor::getKind);
    actor.text("processorId", ANYTHING, Actor::getProcessorId);
    actor.text("role", ANYTHING, Actor::getRole);

    Section<Access> access = new Section<>("", Set.of(EventKind.ACCESS), EvaluationContext::access);
    access.symbol("operation", Operation.class, Access::getOperation);
    access.symbol("store", Store.class, Access::getStore);

    Section<Collection> collection = access.part("collection.", Access::getCollection);
    collection.symbol("source", CollectionSource.class, Collection::getSource);
    collection.symbol("method", CollectionMethod.class, Collection::getMethod);
    collection.flag("encryptedInTransit", Collection::getEncryptedInTransit);
    collection.flag("noticeGiven", Collection::getNoticeGiven);
    collection.flag("optional", Collection::getOptional);
    collection.flag("serviceRefused", Collection::getServiceRefused);
    collection.symbol("cookieClass", CookieClass.class, Collection::getCookieClass);
    collection.flag("thirdPartyConsentDeclared", Collection::getThirdPartyConsentDeclared);

    Section<Message> message = access.part("message.", Access::getMessage);
    message.symbol("channel", MessageChannel.class, Message::getChannel);
    message.flag("advertising", Message::getAdvertising);
    message.flag("labelledAsAdvertising", Message::getLabelledAsAdvertising);
    message.flag("senderNamed", Message::getSenderNamed);
    message.flag("optOutOffered", Message::getOptOutOffered);
    message.text("requestId", ANYTHING, Message::getRequestId);
    message.flag("reviewOffered", Message::getReviewOffered);

    Section<Export> export = access.part("export.", Access::getExport);
    export.text("reason", ANYTHING, Export::getReason);
    export.text("approvedBy", ANYTHING, Export::getApprovedBy);
    export.add("recordCount", SimpleType.INT, ANYTHING, Export::getRecordCount);

    Section<Destruction> destruction = access.part("destruction.", Access::getDestruction);
    destruction.symbol("medium", DestructionMedium.class, Destruction::getMedium);
    destruction.symbol("method", DestructionMethod.class, Destruction::getMethod);

    Section<Disclosure> disclosure =
        new Section<>("", Set.of(EventKind.DISCLOSURE), EvaluationContext::disclosure);
    disclosure.flag("aggregated", Disclosure::getAggregated);
    disclosure.text("transferId", ANYTHING, Disclosure::getTransferId);

    Section<Recipient> recipient = disclosure.part("recipient.", Disclosure::getRecipient);
    recipient.text("id", ANYTHING, Recipient::getId);
    recipient.symbol("kind", RecipientKind.class, Recipient::getKind);
    recipient.text("name", ANYTHING, Recipient::getName);
    recipient.text("country", new EnumDomain.Country(), Recipient::getCountry);

    // Of an access both came later, and may be left out: a part that is not there, as before.
    Section<EvaluationContext> reasoned =
        new Section<>(
            "",
            HANDLING,
            s ->
                s.disclosure() != null
                        || (s.access() != null && s.access().getJustification() != null)
                    ? s
                    : null);
    reasoned.text("justification", ANYTHING, EvaluationContext::justification);
    Section<LegalBasis> legalBasis =
        new Section<>("legalBasis.", HANDLING, EvaluationContext::legalBasis);
    legalBasis.symbol("kind", LegalBasisKind.class, LegalBasis::getKind);
    legalBasis.text("statute", ANYTHING, LegalBasis::getStatute);

    Section<Instrument> instrument = disclosure.part("instrument.", Disclosure::getInstrument);
    instrument.symbol("kind", InstrumentKind.class, Instrument::getKind);
    instrument.text("reference", ANYTHING, Instrument::getReference);
    instrument.text("issuer", ANYTHING, Instrument::getIssuer);
    instrument.symbol("issuerKind", IssuerKind.class, Instrument::getIssuerKind);

    Section<Safeguard> safeguard = disclosure.part("safeguard.", Disclosure::getSafeguard);
    safeguard.symbol("kind", SafeguardKind.class, Safeguard::getKind);
    safeguard.text("reference", ANYTHING, Safeguard::getReference);

    Section<Notice> notice =
        new Section<>("notice.", Set.of(EventKind.NOTICE), EvaluationContext::notice);
    notice.symbol("kind", NoticeKind.class, Notice::getKind);
    notice.add("effectiveAt", SimpleType.TIMESTAMP, ANYTHING, Notice::getEffectiveAt);
    notice.flag("material", Notice::getMaterial);
    notice.symbol("channel", NoticeChannel.class, Notice::getChannel);
    notice.text("relatesTo", ANYTHING, Notice::getRelatesTo);
    notice.add("affectedCount", SimpleType.INT, ANYTHING, Notice::getAffectedCount);
    notice.symbol("risk", BreachRisk.class, Notice::getRisk);
    notice.text("authority", ANYTHING, Notice::getAuthority);
    notice.text("topic", ANYTHING, Notice::getTopic);

    consent();

    Section<FollowUp> followUp =
        new Section<>("followUp.", Set.of(EventKind.FOLLOW_UP), EvaluationContext::followUp);
    followUp.symbol("kind", FollowUpKind.class, FollowUp::getKind);
    followUp.text("relatesTo", ANYTHING, FollowUp::getRelatesTo);
    followUp.text("text", ANYTHING, FollowUp::getText);

    Section<Subject> subject =
        new Section<>("subject.", Set.of(EventKind.SUBJECT), EvaluationContext::change);
    subject.symbol("change", SubjectChange.class, Subject::getChange);

    Section<Request> request =
        new Section<>("request.", Set.of(EventKind.REQUEST), EvaluationContext::request);
    request.text("id", ANYTHING, Request::getRequestId);
    request.symbol("right", DataSubjectRight.class, Request::getRight);
    request.symbol("stage", RequestStage.class, Request::getStage);
    request.text("reason", ANYTHING, Request::getReason);
    request.flag("identityVerified", Request::getIdentityVerified);
  }

  private static void consent() {
    Section<Consent> consent =
        new Section<>("consent.", Set.of(EventKind.CONSENT), EvaluationContext::consent);
    consent.symbol("action", ConsentAction.class, Consent::getAction);
    consent.list("purposes", new EnumDomain.Purpose(), Consent::getPurposes);
    consent.text("recipientId", ANYTHING, Consent::getRecipientId);
    consent.list("dataCategories", new EnumDomain.Category(), Consent::getDataCategories);
    consent.list(
        "channels",
        EnumDomain.Symbols.of(MessageChannel.class),
        given -> given.getChannels().stream().map(MessageChannel::name).toList());
    consent.symbol("givenBy", ConsentGiver.class, Consent::getGivenBy);
    consent.add("validUntil", SimpleType.TIMESTAMP, ANYTHING, Consent::getValidUntil);
    consent.symbol("method", CollectionMethod.class, Consent::getMethod);
    consent.flag("explicit", Consent::getExplicit);
    consent.flag("separate", Consent::getSeparate);

    Section<ConsentNotice> told = consent.part("consent.notice.", Consent::getNotice);
    told.flag("recipientNamed", ConsentNotice::getRecipientNamed);
    told.flag("itemsNamed", ConsentNotice::getItemsNamed);
    told.flag("purposeNamed", ConsentNotice::getPurposeNamed);
    told.flag("retentionNamed", ConsentNotice::getRetentionNamed);
  }

  private static EnumDomain kinds() {
    Set<String> ids = new LinkedHashSet<>();
    Arrays.stream(EventKind.values()).map(EventKind::id).forEach(ids::add);
    return new EnumDomain.Symbols(ids);
  }

  /** A part of the event: what holds some variables, and how to reach it. */
  private record Section<T>(String prefix, Set<EventKind> on, Function<EvaluationContext, T> of) {

    <P> Section<P> part(String name, Function<T, P> part) {
      return new Section<>(
          name,
          on,
          context -> {
            T whole = of.apply(context);
            return whole == null ? null : part.apply(whole);
          });
    }

    /** In NFC, as the literals of rules are: ids already come so, other texts as they were sent. */
    void text(String name, EnumDomain domain, Function<T, String> field) {
      add(
          name,
          SimpleType.STRING,
          domain,
          part -> {
            String text = field.apply(part);
            return text == null ? null : IdText.normalise(text);
          });
    }

    void list(String name, EnumDomain domain, Function<T, List<String>> field) {
      add(name, ListType.create(SimpleType.STRING), domain, field);
    }

    void flag(String name, Function<T, Boolean> field) {
      add(name, SimpleType.BOOL, ANYTHING, field);
    }

    <E extends Enum<E>> void symbol(String name, Class<E> type, Function<T, E> field) {
      add(name, SimpleType.STRING, EnumDomain.Symbols.of(type), field);
    }

    @SuppressWarnings("unchecked") // the section hands its own part to its own field
    void add(String name, CelType type, EnumDomain domain, Function<T, ?> field) {
      String full = prefix + name;
      ALL.put(
          full, new RuleVariable(full, type, domain, on, of::apply, part -> field.apply((T) part)));
    }
  }
}
