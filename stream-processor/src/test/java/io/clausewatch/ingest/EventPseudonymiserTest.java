package io.clausewatch.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.Actor;
import io.clausewatch.contract.ActorKind;
import io.clausewatch.contract.AvroJson;
import io.clausewatch.contract.Consent;
import io.clausewatch.contract.ConsentAction;
import io.clausewatch.contract.DataSubjectRight;
import io.clausewatch.contract.Disclosure;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.Export;
import io.clausewatch.contract.Instrument;
import io.clausewatch.contract.InstrumentKind;
import io.clausewatch.contract.LegalBasis;
import io.clausewatch.contract.LegalBasisKind;
import io.clausewatch.contract.Message;
import io.clausewatch.contract.MessageChannel;
import io.clausewatch.contract.Notice;
import io.clausewatch.contract.NoticeKind;
import io.clausewatch.contract.Operation;
import io.clausewatch.contract.Recipient;
import io.clausewatch.contract.RecipientKind;
import io.clausewatch.contract.Register;
import io.clausewatch.contract.RegisterKind;
import io.clausewatch.contract.Request;
import io.clausewatch.contract.RequestStage;
import io.clausewatch.contract.Safeguard;
import io.clausewatch.contract.SafeguardKind;
import io.clausewatch.contract.Subject;
import io.clausewatch.contract.SubjectChange;
import io.clausewatch.contract.SubjectSpelling;
import io.clausewatch.platform.config.Secret;
import io.clausewatch.platform.privacy.SubjectPseudonym;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Which fields a subject id is taken out of, and how. */
class EventPseudonymiserTest {
  private static final SubjectPseudonym PSEUDONYM =
      new SubjectPseudonym(Secret.of("a key of at least thirty-two characters"));
  private static final Instant THEN = Instant.parse("2026-03-01T12:00:00Z");
  private static final String ANNA = "anna-4711";
  private static final String BELA = "bela-0815";
  private static final String A = PSEUDONYM.ref(ANNA);
  private static final String B = PSEUDONYM.ref(BELA);

  private final EventPseudonymiser pseudonymiser = new EventPseudonymiser(PSEUDONYM);

  @SuppressWarnings("unchecked")
  private <R extends SpecificRecord> R hidden(R record) {
    return (R) pseudonymiser.pseudonymise(Event.of(record)).event().record();
  }

  @Test
  void anotherSpellingIsHiddenAndTheCanonicalOneKeptAsHash() {
    Disclosure disclosure = disclosure();
    disclosure.setSubjectIds(List.of("Bug.Choi@example.com", BELA));
    disclosure.setJustification("sent to bug.choi@example.com님 on request");
    PseudonymisedEvent hidden = pseudonymiser.pseudonymise(Event.of(disclosure));

    assertThat(hidden.event().disclosure().getJustification())
        .isEqualTo("sent to " + PSEUDONYM.ref("Bug.Choi@example.com") + "님 on request");
    assertThat(hidden.spellings())
        .containsExactly(
            new SubjectSpelling(PSEUDONYM.ref("bug.choi@example.com"), 20),
            new SubjectSpelling(B, 9));
    EventPseudonymiser before = EventPseudonymiser.asVersion010(PSEUDONYM);
    assertThat(before.pseudonymise(Event.of(disclosure)).event().disclosure().getJustification())
        .isEqualTo(disclosure.getJustification());
  }

  @ParameterizedTest(name = "{0} {1} becomes {2}")
  @MethodSource
  void actors(ActorKind kind, String id, String expected) {
    Access access = access();
    access.setActor(new Actor(id, kind, id, "host-of-" + id, null));

    Actor actor = hidden(access).getActor();
    assertThat(actor.getId()).isEqualTo(expected);
    assertThat(actor.getProcessorId()).isEqualTo(id.equals(ANNA) ? A : id);
    assertThat(actor.getSourceIp()).doesNotContain(ANNA);
  }

  static Stream<Arguments> actors() {
    return Stream.of(
        arguments(ActorKind.SUBJECT, ANNA, A),
        arguments(ActorKind.SUBJECT, "x", PSEUDONYM.ref("x")),
        arguments(ActorKind.REPRESENTATIVE, "lawyer", PSEUDONYM.ref("lawyer")),
        arguments(ActorKind.STAFF, ANNA, A),
        arguments(ActorKind.STAFF, "staff-1", "staff-1"),
        arguments(ActorKind.STAFF, "staff-" + ANNA, "staff-" + ANNA),
        arguments(ActorKind.PROCESSOR_STAFF, "p", "p"),
        arguments(ActorKind.SYSTEM, "crm", "crm"));
  }

  @ParameterizedTest(name = "{0} {1} becomes {2}")
  @MethodSource
  void recipients(RecipientKind kind, String id, String expected) {
    Disclosure disclosure = disclosure();
    disclosure.setRecipient(new Recipient(id, kind, "Mr " + ANNA, "SG"));

    Recipient recipient = hidden(disclosure).getRecipient();
    assertThat(recipient.getId()).isEqualTo(expected);
    assertThat(recipient.getName()).isEqualTo("Mr " + A);
    assertThat(recipient.getCountry()).isEqualTo("SG");
  }

  static Stream<Arguments> recipients() {
    return Stream.of(
        arguments(RecipientKind.SUBJECT, ANNA, A),
        arguments(RecipientKind.SUBJECT, "other", PSEUDONYM.ref("other")),
        arguments(RecipientKind.SUBJECT_REPRESENTATIVE, "lawyer", PSEUDONYM.ref("lawyer")),
        arguments(RecipientKind.PARTNER, BELA, B),
        arguments(RecipientKind.PARTNER, "partner-1", "partner-1"));
  }

  /** They are subject ids like any other, and may be nobody's whom the event is about. */
  @Test
  void whoActsOrReceivesAsADataSubjectIsHiddenInTextsToo() {
    Disclosure disclosure = disclosure();
    disclosure.setActor(new Actor("Carla-1234", ActorKind.REPRESENTATIVE, null, null, null));
    disclosure.setRecipient(
        new Recipient("dora-5678", RecipientKind.SUBJECT, "Mrs DORA-5678", null));
    disclosure.setJustification("carla-1234 asked for dora-5678");
    Disclosure hidden = hidden(disclosure);

    assertThat(hidden.getRecipient().getName()).isEqualTo("Mrs " + PSEUDONYM.ref("dora-5678"));
    assertThat(hidden.getJustification())
        .isEqualTo(PSEUDONYM.ref("Carla-1234") + " asked for " + PSEUDONYM.ref("dora-5678"));
  }

  @Test
  void everyFreeStringOfAnAccess() {
    Access access = access();
    access.setMessage(
        Message.newBuilder()
            .setChannel(MessageChannel.EMAIL)
            .setRequestId("request-of-" + ANNA)
            .build());
    access.setExport(new Export("for " + ANNA + " and " + BELA, ANNA, 2L));

    Access hidden = hidden(access);
    assertThat(hidden.getSubjectIds()).containsExactly(A, B);
    assertThat(hidden.getMessage().getRequestId()).isEqualTo("request-of-" + A);
    assertThat(hidden.getExport()).isEqualTo(new Export("for " + A + " and " + B, A, 2L));
  }

  @Test
  void everyFreeStringOfADisclosure() {
    Disclosure disclosure = disclosure();
    disclosure.setLegalBasis(new LegalBasis(LegalBasisKind.LEGAL_OBLIGATION, "Lex " + ANNA));
    disclosure.setInstrument(
        Instrument.newBuilder()
            .setKind(InstrumentKind.WARRANT)
            .setReference("W-" + ANNA)
            .setIssuer("Court of " + BELA)
            .build());
    disclosure.setSafeguard(new Safeguard(SafeguardKind.ADEQUACY_DECISION, "S-" + BELA));
    disclosure.setJustification(ANNA + " is " + ANNA + "'s brother");

    Disclosure hidden = hidden(disclosure);
    assertThat(hidden.getLegalBasis().getStatute()).isEqualTo("Lex " + A);
    assertThat(hidden.getInstrument().getReference()).isEqualTo("W-" + A);
    assertThat(hidden.getInstrument().getIssuer()).isEqualTo("Court of " + B);
    assertThat(hidden.getSafeguard().getReference()).isEqualTo("S-" + B);
    assertThat(hidden.getJustification()).isEqualTo(A + " is " + A + "'s brother");
  }

  @Test
  void idsThatLinkEventsOnlyWhenTheyAreASubjectId() {
    Disclosure disclosure = disclosure();
    disclosure.setTransferId("sale-of-" + ANNA);
    assertThat(hidden(disclosure).getTransferId()).isEqualTo("sale-of-" + ANNA);
    disclosure.setTransferId(ANNA);
    assertThat(hidden(disclosure).getTransferId()).isEqualTo(A);

    Notice notice =
        Notice.newBuilder()
            .setEventId("n1")
            .setOccurredAt(THEN)
            .setPolicyId("shop")
            .setService("till")
            .setNoticeId("breach-" + ANNA)
            .setKind(NoticeKind.BREACH_DISCOVERED)
            .setSubjectIds(List.of(ANNA, BELA))
            .setRelatesTo(ANNA)
            .build();
    Notice hidden = hidden(notice);
    assertThat(hidden.getSubjectIds()).containsExactly(A, B);
    assertThat(hidden.getNoticeId()).isEqualTo("breach-" + ANNA);
    assertThat(hidden.getRelatesTo()).isEqualTo(A);
  }

  @Test
  void theSubjectOfAConsentARequestAndAChange() {
    Consent consent =
        Consent.newBuilder()
            .setEventId("c1")
            .setOccurredAt(THEN)
            .setPolicyId("shop")
            .setService("till")
            .setSubjectId(ANNA)
            .setAction(ConsentAction.GRANTED)
            .setRecipientId("partner-1")
            .build();
    assertThat(hidden(consent).getSubjectId()).isEqualTo(A);
    assertThat(hidden(consent).getRecipientId()).isEqualTo("partner-1");

    Request request =
        Request.newBuilder()
            .setEventId("r1")
            .setOccurredAt(THEN)
            .setPolicyId("shop")
            .setService("till")
            .setSubjectId(ANNA)
            .setRequestId("request-of-" + ANNA)
            .setRight(DataSubjectRight.ACCESS)
            .setStage(RequestStage.REFUSED)
            .setReason(ANNA + " is not known")
            .build();
    assertThat(hidden(request).getSubjectId()).isEqualTo(A);
    assertThat(hidden(request).getRequestId()).isEqualTo("request-of-" + A);
    assertThat(hidden(request).getReason()).isEqualTo(A + " is not known");

    Subject change =
        Subject.newBuilder()
            .setEventId("s1")
            .setOccurredAt(THEN)
            .setPolicyId("shop")
            .setService("till")
            .setSubjectId(ANNA)
            .setChange(SubjectChange.REGISTERED)
            .setAttributes(Map.of("memberType", "AGENCY", "alias", "also " + ANNA))
            .build();
    assertThat(hidden(change).getSubjectId()).isEqualTo(A);
    assertThat(hidden(change).getAttributes())
        .isEqualTo(Map.of("memberType", "AGENCY", "alias", "also " + A));
  }

  @Test
  void aRegisterEntryNamesNobody() {
    Register entry =
        Register.newBuilder()
            .setEventId("g1")
            .setOccurredAt(THEN)
            .setPolicyId("shop")
            .setService("till")
            .setEntryId("handler-1")
            .setKind(RegisterKind.HANDLER)
            .setValidFrom(THEN)
            .build();
    assertThat(hidden(entry)).isEqualTo(entry);
  }

  @Test
  void theOriginalIsLeftAsItWas() {
    Disclosure disclosure = disclosure();
    disclosure.setJustification("about " + ANNA);
    Disclosure before = Disclosure.newBuilder(disclosure).build();
    hidden(disclosure);
    assertThat(disclosure).isEqualTo(before);
  }

  @Test
  void nothingOfASubjectIdIsLeftInTheWholeRecord() {
    Disclosure disclosure = disclosure();
    disclosure.setActor(new Actor(ANNA, ActorKind.SUBJECT, ANNA, ANNA, null));
    disclosure.setRecipient(new Recipient(BELA, RecipientKind.SUBJECT, BELA, null));
    disclosure.setTransferId(BELA);
    disclosure.setJustification(BELA);
    assertThat(AvroJson.toJson(hidden(disclosure)).toString()).doesNotContain(ANNA, BELA);
  }

  @ParameterizedTest
  @CsvSource({
    // A longer id is looked for first, and nothing inside of a ref.
    "user-1,  user-12, saw user-12 and user-1, saw <2> and <1>",
    "user-1,  user-12, user-123,               <2>3",
    "abcd,    beef,    abcdbeef,               <1><2>",
    // Short ids are in ordinary words.
    "abc,     efg,     abc in abcdefg,         abc in abcdefg",
    "abc,     efg,     abc,                    <1>",
    "anna,    bela,    nothing of either,      nothing of either",
    "한국어이름, bela,   한국어이름 님,              <1> 님",
  })
  void textIsSearchedForIds(String first, String second, String text, String expected) {
    Disclosure disclosure = disclosure();
    disclosure.setSubjectIds(List.of(first, second));
    disclosure.setJustification(text);
    assertThat(hidden(disclosure).getJustification())
        .isEqualTo(
            expected.replace("<1>", PSEUDONYM.ref(first)).replace("<2>", PSEUDONYM.ref(second)));
  }

  private static Access access() {
    return Access.newBuilder()
        .setEventId("e1")
        .setOccurredAt(THEN)
        .setPolicyId("shop")
        .setService("till")
        .setSubjectIds(List.of(ANNA, BELA))
        .setActor(new Actor("crm", ActorKind.SYSTEM, null, null, null))
        .setOperation(Operation.READ)
        .setPurpose("audit")
        .setDataCategories(List.of("name"))
        .build();
  }

  private static Disclosure disclosure() {
    return Disclosure.newBuilder()
        .setEventId("e1")
        .setOccurredAt(THEN)
        .setPolicyId("shop")
        .setService("till")
        .setSubjectIds(List.of(ANNA, BELA))
        .setActor(new Actor("crm", ActorKind.SYSTEM, null, null, null))
        .setRecipient(new Recipient("partner-1", RecipientKind.PARTNER, null, null))
        .setPurpose("audit")
        .setDataCategories(List.of("name"))
        .setLegalBasis(new LegalBasis(LegalBasisKind.NONE, null))
        .build();
  }
}
