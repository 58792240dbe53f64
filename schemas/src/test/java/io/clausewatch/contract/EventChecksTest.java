package io.clausewatch.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventChecksTest {

  private static List<String> faults(Event event) {
    return EventChecks.check(event, Samples.NOW).stream().map(Fault::toString).toList();
  }

  @ParameterizedTest
  @EnumSource(EventKind.class)
  void findsNothingInASoundEvent(EventKind kind) {
    assertThat(faults(Samples.event(kind))).isEmpty();
  }

  /** As who makes Avro records by hand can leave it. */
  @Test
  void whatARecordLacksIsNamedOnceEach() {
    Access access = Samples.event(EventKind.ACCESS).access();
    access.setOperation(null);
    access.setPurpose(null);
    access.getActor().setId(null);

    assertThat(faults(Event.of(access)))
        .hasSize(3)
        .allMatch(fault -> fault.endsWith(", found nothing"))
        .extracting(fault -> fault.substring(0, fault.indexOf(':')))
        .containsExactlyInAnyOrder("$.operation", "$.purpose", "$.actor.id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "é", "암호", "a b", "🎵"})
  void allowsIdsOf1To256Characters(String character) {
    Consent consent = Samples.event(EventKind.CONSENT).consent();
    int length = character.codePointCount(0, character.length());
    consent.setSubjectId(character.repeat(256 / length));
    consent.setEventId(character);

    assertThat(faults(Event.of(consent))).isEmpty();

    consent.setSubjectId(character.repeat(256 / length) + "x".repeat(256 % length + 1));
    assertThat(faults(Event.of(consent)))
        .containsExactly(
            "$.subjectId: expected a string of 1 to 256 characters, found a string of 257"
                + " characters");
  }

  @ParameterizedTest
  @CsvSource({"0, U+0000", "9, U+0009", "10, U+000A", "127, U+007F", "133, U+0085"})
  void refusesControlCharacters(int character, String name) {
    Request request = Samples.event(EventKind.REQUEST).request();
    request.setRequestId("r" + (char) character + "1");

    assertThat(faults(Event.of(request)))
        .containsExactly("$.requestId: expected no control characters, found " + name + " at 1");
  }

  @Test
  void refusesHalfASurrogatePair() {
    Request request = Samples.event(EventKind.REQUEST).request();
    request.setRequestId("r\uD83C");
    request.setSubjectId("\uDFB5s");

    assertThat(faults(Event.of(request)))
        .containsExactly(
            "$.subjectId: expected no control characters, found U+DFB5 at 0",
            "$.requestId: expected no control characters, found U+D83C at 1");
  }

  @Test
  void allowsLinesInFreeTextOnly() {
    Request request = Samples.event(EventKind.REQUEST).request();
    request.setReason("one\r\n\ttwo".repeat(400));
    assertThat(faults(Event.of(request))).isEmpty();

    request.setReason("x".repeat(4_000) + "\u0007");
    assertThat(faults(Event.of(request)))
        .containsExactly(
            "$.reason: expected a string of up to 4000 characters, found a string of 4001"
                + " characters",
            "$.reason: expected no control characters, found U+0007 at 4000");
  }

  @Test
  void refusesBlankIdsAndTakesBlankOptionalTextAsNotThere() {
    Disclosure disclosure = Samples.event(EventKind.DISCLOSURE).disclosure();
    disclosure.setEventId("");
    disclosure.setPurpose("  ");
    disclosure.setDataCategories(List.of("contact", ""));
    disclosure.setTransferId(" ");
    disclosure.setJustification("\n");
    disclosure.getRecipient().setCountry("");
    disclosure.getInstrument().setReference(" ");

    assertThat(faults(Event.of(disclosure)))
        .containsExactly(
            "$.eventId: expected a string of 1 to 256 characters, found an empty string",
            "$.purpose: expected a string of 1 to 256 characters, found a blank string",
            "$.dataCategories[1]: expected a string of 1 to 256 characters, found an empty string");

    EventChecks.canonicalise(disclosure);
    assertThat(disclosure.getTransferId()).isNull();
    assertThat(disclosure.getJustification()).isNull();
    assertThat(disclosure.getRecipient().getCountry()).isNull();
    assertThat(disclosure.getRecipient().getName()).isEqualTo("Metropolitan Police");
    assertThat(disclosure.getInstrument().getReference()).isNull();
    assertThat(disclosure.getPurpose()).isEqualTo("  ");
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\u00A0", "\u1680", "\u2007", "\u2028", "\u202F", "\u3000"})
  void refusesBlanksAtTheEndsOfIds(String blank) {
    Disclosure disclosure = Samples.event(EventKind.DISCLOSURE).disclosure();
    disclosure.setService(blank + "crm");
    disclosure.setSubjectIds(List.of("s" + blank + "1", "s-1" + blank));
    disclosure.setTransferId("t-1" + blank);
    disclosure.getActor().setProcessorId(blank + "p-1");
    disclosure.getRecipient().setName(blank + "a name is no id ");

    String fault = ": expected no blank at either end, found one";
    assertThat(faults(Event.of(disclosure)))
        .containsExactly(
            "$.service" + fault,
            "$.subjectIds[1]" + fault,
            "$.actor.processorId" + fault,
            "$.transferId" + fault);

    disclosure.setService(blank);
    disclosure.setTransferId(blank);
    assertThat(EventChecks.canonicalise(disclosure)).isTrue();
    assertThat(disclosure.getTransferId()).isNull();
    assertThat(faults(Event.of(disclosure)))
        .startsWith("$.service: expected a string of 1 to 256 characters, found a blank string");
  }

  /** Java's {@code isBlank} knows fewer blanks, and the ids of before were not in NFC. */
  @Test
  void clearsBlanksAsBefore() {
    Subject subject = Samples.event(EventKind.SUBJECT).subject();
    subject.setSubjectId("e\u0301");
    subject.setCountry("\u3000");
    subject.setAttributes(
        new HashMap<>(Map.of("e\u0301", "\u00A0", "tier", " ", "memberType", "ARTIST")));

    EventChecks.clearBlanks(subject);

    assertThat(subject.getSubjectId()).isEqualTo("e\u0301");
    assertThat(subject.getCountry()).isNull();
    assertThat(subject.getAttributes())
        .containsOnly(Map.entry("e\u0301", "\u00A0"), Map.entry("memberType", "ARTIST"));
    assertThat(EventChecks.canonicalise(subject)).isTrue();
    assertThat(subject.getSubjectId()).isEqualTo("é");
    assertThat(subject.getAttributes()).containsOnly(Map.entry("memberType", "ARTIST"));
  }

  @Test
  void refusesTwoNamesThatAreOne() {
    Subject subject = Samples.event(EventKind.SUBJECT).subject();
    subject.setAttributes(new HashMap<>(Map.of("e\u0301", "a", "é", "b", "a\u030A", "c")));

    EventChecks.canonicalise(subject);

    assertThat(subject.getAttributes())
        .containsOnly(Map.entry("e\u0301", "a"), Map.entry("é", "b"), Map.entry("å", "c"));
    assertThat(faults(Event.of(subject)))
        .singleElement()
        .asString()
        .endsWith(": expected a name of its own, found one that is the same in Unicode NFC");
  }

  @Test
  void limitsEveryTimeAndDate() {
    Disclosure disclosure = Samples.event(EventKind.DISCLOSURE).disclosure();
    disclosure.getInstrument().setIssuedAt(Instant.parse("0000-12-31T23:59:59.999Z"));
    disclosure.getInstrument().setValidUntil(Instant.parse("+10000-01-01T00:00:00Z"));
    assertThat(faults(Event.of(disclosure)))
        .containsExactly(
            "$.instrument.issuedAt: expected a time in the years 0001 to 9999, in UTC, found"
                + " 0000-12-31T23:59:59.999Z",
            "$.instrument.validUntil: expected a time in the years 0001 to 9999, in UTC, found"
                + " +10000-01-01T00:00:00Z");

    Subject subject = Samples.event(EventKind.SUBJECT).subject();
    subject.setBirthDate(LocalDate.of(10_000, 1, 1));
    assertThat(faults(Event.of(subject)))
        .containsExactly(
            "$.birthDate: expected a date in the years 0001 to 9999, found another year",
            "$.birthDate: expected a date not in the future, found a future one");
  }

  @Test
  void limitsOptionalText() {
    Disclosure disclosure = Samples.event(EventKind.DISCLOSURE).disclosure();
    disclosure.setTransferId("t".repeat(256));
    assertThat(faults(Event.of(disclosure))).isEmpty();

    disclosure.setTransferId("t".repeat(257));
    disclosure.getRecipient().setName("n\n");
    disclosure.getActor().setSourceIp("1".repeat(1_000));
    assertThat(faults(Event.of(disclosure)))
        .containsExactly(
            "$.actor.sourceIp: expected a string of up to 256 characters, found a string of 1000"
                + " characters",
            "$.recipient.name: expected no control characters, found U+000A at 1",
            "$.transferId: expected a string of up to 256 characters, found a string of 257"
                + " characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"kr", "KOR", "K", "K1", "ÄÖ"})
  void wantsTwoCapitalsOfACountry(String country) {
    Subject subject = Samples.event(EventKind.SUBJECT).subject();
    subject.setCountry(country);

    assertThat(faults(Event.of(subject))).singleElement().asString().startsWith("$.country: ");
  }

  @Test
  void limitsAttributes() {
    Subject subject = Samples.event(EventKind.SUBJECT).subject();
    subject.setAttributes(Map.of("k".repeat(300), "v".repeat(257)));

    assertThat(faults(Event.of(subject)))
        .containsExactly(
            "$.attributes."
                + "k".repeat(60)
                + "…: expected a string of 1 to 256 characters, found a string of 300 characters",
            "$.attributes."
                + "k".repeat(60)
                + "…: expected a string of up to 256 characters, found a string of 257 characters");
  }

  private static List<String> ids(int count) {
    return new ArrayList<>(IntStream.range(0, count).mapToObj(i -> "id-" + i).toList());
  }

  @Test
  void wantsOneToAThousandSubjects() {
    Access access = Samples.event(EventKind.ACCESS).access();
    access.setSubjectIds(ids(1_000));
    assertThat(faults(Event.of(access))).isEmpty();

    access.setSubjectIds(ids(1_001));
    assertThat(faults(Event.of(access)))
        .containsExactly("$.subjectIds: expected 1 to 1000 subject ids, found 1001 of them");

    access.setSubjectIds(List.of());
    assertThat(faults(Event.of(access)))
        .containsExactly("$.subjectIds: expected 1 to 1000 subject ids, found none");
  }

  @Test
  void wantsNoSubjectsOfStatisticsAndOfNoticesToEverybody() {
    Disclosure disclosure = Samples.event(EventKind.DISCLOSURE).disclosure();
    disclosure.setSubjectIds(List.of());
    assertThat(faults(Event.of(disclosure))).hasSize(1);
    disclosure.setAggregated(true);
    assertThat(faults(Event.of(disclosure))).isEmpty();

    Notice notice = Samples.event(EventKind.NOTICE).notice();
    notice.setSubjectIds(List.of());
    assertThat(faults(Event.of(notice))).isEmpty();
    notice.setSubjectIds(ids(1_001));
    assertThat(faults(Event.of(notice)))
        .containsExactly("$.subjectIds: expected 0 to 1000 subject ids, found 1001 of them");
  }

  @Test
  void refusesRepeatedSubjects() {
    Notice notice = Samples.event(EventKind.NOTICE).notice();
    notice.setSubjectIds(List.of("a", "b", "a", "b", "c", "a"));

    assertThat(faults(Event.of(notice)))
        .containsExactly(
            "$.subjectIds[2]: expected a subject id not listed before, found a repeat of [0]",
            "$.subjectIds[3]: expected a subject id not listed before, found a repeat of [1]",
            "$.subjectIds[5]: expected a subject id not listed before, found a repeat of [0]");

    notice.setSubjectIds(List.of("é", "e", "e\u0301"));
    assertThat(faults(Event.of(notice)))
        .containsExactly(
            "$.subjectIds[2]: expected a subject id not listed before, found a repeat of [0]");
  }

  @Test
  void limitsCategories() {
    Access access = Samples.event(EventKind.ACCESS).access();
    Disclosure disclosure = Samples.event(EventKind.DISCLOSURE).disclosure();
    Consent consent = Samples.event(EventKind.CONSENT).consent();
    access.setDataCategories(ids(100));
    assertThat(faults(Event.of(access))).isEmpty();

    access.setDataCategories(ids(101));
    disclosure.setDataCategories(ids(101));
    disclosure.getInstrument().setDataCategories(ids(200));
    consent.setDataCategories(ids(101));
    String fault = "dataCategories: expected at most 100 categories, found ";
    assertThat(faults(Event.of(access))).containsExactly("$." + fault + "101 of them");
    assertThat(faults(Event.of(disclosure)))
        .containsExactly("$." + fault + "101 of them", "$.instrument." + fault + "200 of them");
    assertThat(faults(Event.of(consent))).containsExactly("$." + fault + "101 of them");
  }

  @Test
  void limitsWhatIsRememberedOfADataSubject() {
    Consent consent = Samples.event(EventKind.CONSENT).consent();
    consent.setPurposes(ids(100));
    assertThat(faults(Event.of(consent))).isEmpty();
    consent.setPurposes(ids(101));
    assertThat(faults(Event.of(consent)))
        .containsExactly("$.purposes: expected at most 100 purposes, found 101 of them");
    Register register = Samples.event(EventKind.REGISTER).register();
    register.setPurposes(ids(101));
    register.setRoles(ids(101));
    register.setDataCategories(ids(101));
    assertThat(faults(Event.of(register)))
        .containsExactly(
            "$.purposes: expected at most 100 purposes, found 101 of them",
            "$.roles: expected at most 100 roles, found 101 of them",
            "$.dataCategories: expected at most 100 categories, found 101 of them");
    Subject subject = Samples.event(EventKind.SUBJECT).subject();
    subject.setAttributes(ids(101).stream().collect(Collectors.toMap(id -> id, id -> "x")));
    assertThat(faults(Event.of(subject)))
        .containsExactly("$.attributes: expected at most 100 entries, found 101 of them");
  }

  @Test
  void aFollowUpMayNameNobodyAndNoMoreThanOthers() {
    FollowUp followUp = Samples.event(EventKind.FOLLOW_UP).followUp();
    followUp.setSubjectIds(List.of());
    assertThat(faults(Event.of(followUp))).isEmpty();
    followUp.setSubjectIds(ids(1_001));
    followUp.setRelatesTo(" ");
    assertThat(faults(Event.of(followUp)))
        .containsExactly(
            "$.relatesTo: expected a string of 1 to 256 characters, found a blank string",
            "$.subjectIds: expected 0 to 1000 subject ids, found 1001 of them");
  }

  @Test
  void countsNobodyBelowZero() {
    Notice notice = Samples.event(EventKind.NOTICE).notice();
    notice.setAffectedCount(0L);
    assertThat(faults(Event.of(notice))).isEmpty();
    notice.setAffectedCount(-1L);
    assertThat(faults(Event.of(notice)))
        .containsExactly("$.affectedCount: expected 0 or more, found -1");
  }

  @Test
  void limitsWhenItHappened() {
    Notice notice = Samples.event(EventKind.NOTICE).notice();
    for (Instant sound :
        List.of(Instant.parse("1990-01-01T00:00:00Z"), Samples.NOW.plus(Duration.ofHours(24)))) {
      notice.setOccurredAt(sound);
      assertThat(faults(Event.of(notice))).isEmpty();
    }

    notice.setOccurredAt(Instant.parse("1989-12-31T23:59:59.999Z"));
    assertThat(faults(Event.of(notice)))
        .containsExactly(
            "$.occurredAt: expected a time not before 1990-01-01T00:00:00Z, found"
                + " 1989-12-31T23:59:59.999Z");
    notice.setOccurredAt(Samples.NOW.plus(Duration.ofHours(24)).plusMillis(1));
    assertThat(faults(Event.of(notice)))
        .containsExactly(
            "$.occurredAt: expected a time at most 24 hours ahead of the receiver's clock, which is"
                + " at 2026-11-24T12:00:00Z, found 2026-11-25T12:00:00.001Z");
  }

  @ParameterizedTest
  @CsvSource({"COLLECT, collection", "CONTACT, message", "EXPORT, export", "DESTROY, destruction"})
  void wantsWhatAnOperationNeeds(Operation operation, String needed) {
    Access access = Samples.event(EventKind.ACCESS).access();
    access.setOperation(operation);
    assertThat(faults(Event.of(access))).isEmpty();

    access.put(needed, null);
    assertThat(faults(Event.of(access)))
        .containsExactly(
            "$." + needed + ": expected an object, which " + operation + " needs, found nothing");

    ObjectNode sent = Samples.cloudEvent(EventKind.ACCESS);
    ObjectNode data = (ObjectNode) sent.get("data");
    data.put("operation", operation.name());
    data.remove(needed);
    assertThat(CloudEvents.read(sent, Samples.NOW).faults())
        .extracting(Fault::path)
        .containsExactly("$.data." + needed);

    data.put(needed, "something else");
    assertThat(CloudEvents.read(sent, Samples.NOW).faults())
        .as("of the wrong kind is not missing too")
        .extracting(Fault::path)
        .containsExactly("$.data." + needed);
  }

  @ParameterizedTest
  @EnumSource(names = {"READ", "USE", "UPDATE", "ARCHIVE", "UNKNOWN"})
  void wantsNothingMoreOfOtherOperations(Operation operation) {
    Access access = Samples.event(EventKind.ACCESS).access();
    access.setOperation(operation);
    List.of("collection", "message", "export", "destruction")
        .forEach(field -> access.put(field, null));

    assertThat(faults(Event.of(access))).as(operation.name().toLowerCase(Locale.ROOT)).isEmpty();
  }

  @Test
  void letsANewerWritersSymbolPass() {
    Disclosure disclosure = Samples.event(EventKind.DISCLOSURE).disclosure();
    disclosure.getRecipient().setKind(RecipientKind.UNKNOWN);

    assertThat(faults(Event.of(disclosure))).isEmpty();
  }

  @Test
  void refusesANegativeCount() {
    Access access = Samples.event(EventKind.ACCESS).access();
    access.getExport().setRecordCount(0);
    assertThat(faults(Event.of(access))).isEmpty();

    access.getExport().setRecordCount(-1);
    assertThat(faults(Event.of(access)))
        .containsExactly("$.export.recordCount: expected 0 or more, found -1");
  }

  @Test
  void limitsTheDayOfBirth() {
    Subject subject = Samples.event(EventKind.SUBJECT).subject();
    for (LocalDate sound : List.of(LocalDate.of(1900, 1, 1), LocalDate.of(2026, 11, 25))) {
      // By noon UTC it is the next day on the first islands.
      subject.setBirthDate(sound);
      assertThat(faults(Event.of(subject))).isEmpty();
    }

    subject.setBirthDate(LocalDate.of(1899, 12, 31));
    assertThat(faults(Event.of(subject)))
        .containsExactly(
            "$.birthDate: expected a date not before 1900-01-01, found an earlier one");
    subject.setBirthDate(LocalDate.of(2026, 11, 26));
    assertThat(faults(Event.of(subject)))
        .containsExactly("$.birthDate: expected a date not in the future, found a future one");
  }
}
