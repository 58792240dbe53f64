package io.clausewatch.stream;

import static io.clausewatch.contract.RecipientKind.PARTNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.ConsentAction;
import io.clausewatch.contract.ConsentGiver;
import io.clausewatch.contract.DataSubjectRight;
import io.clausewatch.contract.DeadLetter;
import io.clausewatch.contract.DeadLetterReason;
import io.clausewatch.contract.Disclosure;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.Fact;
import io.clausewatch.contract.FactScope;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.FollowUpKind;
import io.clausewatch.contract.NoticeKind;
import io.clausewatch.contract.PersonalValues;
import io.clausewatch.contract.Request;
import io.clausewatch.contract.RequestStage;
import io.clausewatch.contract.ReservedNames;
import io.clausewatch.contract.Subject;
import io.clausewatch.contract.SubjectChange;
import io.clausewatch.contract.TrailEntry;
import io.clausewatch.judging.JudgedEventStore;
import io.clausewatch.judging.SubjectFactStore;
import io.clausewatch.policy.PolicyCatalog;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What intake makes of records, good and bad, and what it hands on. */
class IntakeTopologyTest {
  private static final String ANNA = "customer-anna";
  private static final String BELA = "customer-bela";

  private final Pipeline pipeline = new Pipeline(Shop.policies());
  private final String accesses = pipeline.topics.events(EventKind.ACCESS).name();

  @AfterEach
  void stop() {
    pipeline.close();
  }

  @Test
  void oneFactForEachSubject() {
    pipeline.send(Shop.contact("e1", 1, "order-fulfilment", ANNA, BELA));

    List<TestRecord<String, Fact>> facts = pipeline.readRecords(pipeline.topics.facts());
    assertThat(facts)
        .extracting(TestRecord::key)
        .containsExactly(
            "corner-shop|" + Pipeline.PSEUDONYM.ref(ANNA),
            "corner-shop|" + Pipeline.PSEUDONYM.ref(BELA));
    assertThat(facts)
        .allSatisfy(
            record -> {
              Fact fact = record.value();
              assertThat(fact.getScope()).isEqualTo(FactScope.SUBJECT);
              assertThat(fact.getReceivedAt()).isEqualTo(Pipeline.START);
              assertThat(((Access) fact.getEvent()).getSubjectIds())
                  .containsExactly(fact.getSubjectRef());
              assertThat(record.headers()).isEmpty();
            });
  }

  @Test
  void whatConcernsEverybodyIsToldBeforeItIsJudged() {
    pipeline.send(
        Shop.notice("n1", 1, NoticeKind.POLICY_CHANGE, 20d, "v2"),
        Shop.handler("r1", 1, "hans", 0));

    assertThat(pipeline.readRecords(pipeline.topics.facts()))
        .extracting(TestRecord::key, record -> record.value().getScope())
        .containsExactly(
            tuple("corner-shop|", FactScope.EVERYBODY),
            tuple("corner-shop|", FactScope.POLICY),
            tuple("corner-shop|", FactScope.EVERYBODY),
            tuple("corner-shop|", FactScope.POLICY));
  }

  @Test
  void whatIsNoAvroIsUndecodable() {
    pipeline.sendBytes(accesses, "k", new byte[] {9, 9, 9});
    pipeline.sendBytes(accesses, "k", null);
    pipeline.sendBytes(accesses, "k", new byte[0]);
    byte[] cut = pipeline.bytes(accesses, Shop.access("e1", 1, "analytics", ANNA));
    pipeline.sendBytes(accesses, "k", Arrays.copyOf(cut, cut.length / 2));
    pipeline.sendBytes(accesses, "k", ByteBuffer.allocate(9).put((byte) 0).putInt(4711).array());

    assertThat(pipeline.deadLetters)
        .hasSize(5)
        .extracting(DeadLetter::getReason)
        .containsOnly(DeadLetterReason.UNDECODABLE);
    assertThat(pipeline.deadLetters)
        .extracting(DeadLetter::getOffset)
        .containsExactly(0L, 1L, 2L, 3L, 4L);
    assertThat(pipeline.deadLetters).extracting(DeadLetter::getTopic).containsOnly(accesses);
  }

  @Test
  void aLengthThatLiesDoesNotExhaustTheHeap() {
    byte[] schemaId = pipeline.bytes(accesses, Shop.access("e1", 1, "analytics", ANNA));
    // After the header, Avro's length of the first string: 2,000,000,000.
    ByteBuffer lie = ByteBuffer.allocate(10).put(schemaId, 0, 5);
    lie.put(new byte[] {(byte) 0x80, (byte) 0xD0, (byte) 0xAC, (byte) 0xF3, 0x0E});
    pipeline.sendBytes(accesses, "k", lie.array());

    assertThat(pipeline.deadLetters)
        .singleElement()
        .extracting(DeadLetter::getReason)
        .isEqualTo(DeadLetterReason.UNDECODABLE);
  }

  @Test
  void anEventOnTheTopicOfAnotherKindIsBuried() {
    byte[] consent =
        pipeline.bytes(
            accesses, Shop.subject("s1", 1, SubjectChange.REGISTERED, null, ANNA).record());
    pipeline.sendBytes(accesses, "s1", consent);

    assertThat(pipeline.deadLetters).hasSize(1);
    assertThat(pipeline.trail).isEmpty();
  }

  @Test
  void everyFaultIsNamedWithoutItsValue() {
    Access access = Shop.access("e1", 31.5, "order-fulfilment", ANNA, ANNA);
    access.setService("x".repeat(300));
    pipeline.send(Event.of(access));

    DeadLetter letter = pipeline.deadLetters.getFirst();
    assertThat(letter.getReason()).isEqualTo(DeadLetterReason.INVALID);
    assertThat(letter.getEventId()).isEqualTo("e1");
    assertThat(letter.getDiedAt()).isEqualTo(Pipeline.START);
    assertThat(letter.getFaults())
        .hasSize(3)
        .anyMatch(fault -> fault.contains("occurredAt"))
        .anyMatch(fault -> fault.contains("service"))
        .anyMatch(fault -> fault.contains("subjectIds[1]"))
        .noneMatch(fault -> fault.contains(ANNA) || fault.contains("xxx"));
    assertThat(pipeline.trail).isEmpty();
  }

  @Test
  void anEventIdAtFaultIsNotRepeated() {
    pipeline.send(Event.of(Shop.access("x".repeat(300), 1, "order-fulfilment", ANNA)));

    assertThat(pipeline.deadLetters.getFirst().getEventId()).isNull();
    assertThat(pipeline.deadLetters.getFirst().getFaults().toString()).doesNotContain("xxx");
  }

  @Test
  void anotherEventUnderAUsedIdConflicts() {
    pipeline.send(
        Shop.contact("e1", 1, "order-fulfilment", ANNA),
        Shop.contact("e1", 2, "order-fulfilment", ANNA),
        Shop.contact("e1", 1, "order-fulfilment", BELA),
        Shop.disclosure("e1", 1, PARTNER, null, ANNA),
        Shop.contact("e1", 1, "order-fulfilment", ANNA));

    assertThat(pipeline.trail).hasSize(1);
    assertThat(pipeline.deadLetters)
        .hasSize(3)
        .allSatisfy(
            letter -> {
              assertThat(letter.getReason()).isEqualTo(DeadLetterReason.CONFLICTING);
              assertThat(letter.getEventId()).isEqualTo("e1");
            });
    assertThat(pipeline.counts.of("duplicate")).isEqualTo(1);
  }

  /** The shop's policy with own acts recorded under it. */
  private static Pipeline audited() throws Exception {
    return new Pipeline(
        Shop.policies("policyId: corner-shop\n", "policyId: corner-shop\nownActs: true\n"));
  }

  @Test
  void anActIsTakenInFromTheTopicOfOwnActsAlone() throws Exception {
    try (Pipeline audited = audited()) {
      Access judged = Shop.access("act-1", 1, "order-fulfilment", ANNA);
      judged.setService(ReservedNames.SERVICE);
      String own = audited.topics.ownActs().name();
      audited.send(Event.of(judged));
      assertThat(audited.deadLetters)
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.getReason()).isEqualTo(DeadLetterReason.RESERVED);
                assertThat(letter.getEventId()).isEqualTo("act-1");
                assertThat(letter.getFaults())
                    .hasSize(2)
                    .anyMatch(fault -> fault.startsWith("$.policyId: expected "))
                    .anyMatch(fault -> fault.startsWith("$.service: expected "))
                    .noneMatch(fault -> fault.contains(ANNA));
              });
      assertThat(audited.trail).isEmpty();
      assertThat(audited.counts.of("RESERVED")).isEqualTo(1);

      audited.sendBytes(own, "act-1", audited.bytes(own, judged));
      assertThat(audited.trail).as("what was refused takes no id").hasSize(1);
      audited.send(Event.of(judged));
      assertThat(audited.trail).hasSize(1);
      assertThat(audited.deadLetters).hasSize(2);
    }
  }

  /** A handler who is registered under it is made up as an act is. */
  @Test
  void nothingElseIsTakenInUnderThePolicyOfOwnActs() throws Exception {
    try (Pipeline audited = audited()) {
      audited.send(
          Shop.read("e1", 1, "hans", ANNA),
          Shop.disclosure("e2", 1, PARTNER, null, ANNA),
          Shop.consent("e3", 1, ConsentAction.GRANTED, ConsentGiver.SUBJECT, "analytics", ANNA),
          Shop.subject("e4", 1, SubjectChange.REGISTERED, null, ANNA),
          Event.of(request("e5")),
          Shop.notice("e6", 1, NoticeKind.POLICY_CHANGE, 2d, "v2", ANNA),
          Shop.handler("e7", 1, "hans", 1),
          Shop.followUp("e8", 1, "e1", FollowUpKind.REVIEW, "hans", ANNA));

      assertThat(audited.deadLetters)
          .hasSize(EventKind.values().length)
          .extracting(DeadLetter::getReason)
          .containsOnly(DeadLetterReason.RESERVED);
      assertThat(audited.read(audited.topics.facts())).isEmpty();
    }
  }

  @Test
  void noServiceHasClausewatchsName() {
    Access access = Shop.access("e1", 1, "order-fulfilment", ANNA);
    access.setService(ReservedNames.SERVICE);
    pipeline.send(Event.of(access));

    assertThat(pipeline.deadLetters)
        .singleElement()
        .extracting(DeadLetter::getReason)
        .isEqualTo(DeadLetterReason.RESERVED);
    assertThat(pipeline.trail).isEmpty();
  }

  @Test
  void personalValuesAreRejectedWhereTheSettingSaysSo() throws Exception {
    PolicyCatalog policies =
        Shop.policies("policyId: corner-shop\n", "policyId: corner-shop\nownActs: true\n");
    Access access = Shop.access("e1", 1, "order-fulfilment", ANNA, "anna@example.com");
    access.setPolicyId("elsewhere");
    try (Pipeline strict = new Pipeline(policies, Pipeline.ALERT_SETTLE, PersonalValues.REJECT)) {
      strict.send(Event.of(access));
      assertThat(strict.deadLetters)
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.getReason()).isEqualTo(DeadLetterReason.INVALID);
                assertThat(letter.getEventId()).isEqualTo("e1");
                assertThat(letter.getFaults())
                    .singleElement()
                    .asString()
                    .startsWith("$.subjectIds[1]: expected an id")
                    .doesNotContain("anna@example.com");
              });

      // What people do through Clausewatch is recorded, whatever they are called.
      Access own = Shop.access("act-1", 1, "order-fulfilment", ANNA);
      own.getActor().setId("kim@example.com");
      String ownActs = strict.topics.ownActs().name();
      strict.sendBytes(ownActs, "act-1", strict.bytes(ownActs, own));
      assertThat(strict.trail).hasSize(1);
    }
    pipeline.send(Event.of(access));
    assertThat(pipeline.trail).hasSize(2);
    assertThat(pipeline.deadLetters).isEmpty();
  }

  @Test
  void theOrderOfAttributesMakesNoOtherEvent() {
    Map<String, String> forward = new LinkedHashMap<>();
    Map<String, String> backward = new LinkedHashMap<>();
    for (int i = 0; i < 9; i++) {
      forward.put("attribute" + i, "x");
      backward.put("attribute" + (8 - i), "x");
    }
    for (Map<String, String> attributes : List.of(forward, backward)) {
      Subject change =
          (Subject) Shop.subject("s1", 1, SubjectChange.REGISTERED, null, ANNA).record();
      change.setAttributes(attributes);
      pipeline.send(Event.of(change));
    }

    assertThat(pipeline.deadLetters).isEmpty();
    assertThat(pipeline.counts.of("duplicate")).isEqualTo(1);
  }

  @Test
  void blankOptionalTextCountsAsNotThere() {
    for (String justification : new String[] {"  ", null}) {
      var disclosure = (Disclosure) Shop.disclosure("e1", 1, PARTNER, null, ANNA).record();
      disclosure.setJustification(justification);
      pipeline.send(Event.of(disclosure));
    }

    assertThat(pipeline.counts.of("duplicate")).isEqualTo(1);
    assertThat(((Disclosure) pipeline.trail.getFirst().getEvent()).getJustification()).isNull();
  }

  @Test
  void anEventIsOneHoweverItsIdsAreComposed() {
    pipeline.send(
        Shop.contact("é", 1, "order-fulfilment", "Zoë"),
        Shop.contact("e\u0301", 1, "order-fulfilment", "Zoe\u0308"));

    assertThat(pipeline.counts.of("duplicate")).isEqualTo(1);
    assertThat(pipeline.deadLetters).isEmpty();
    assertThat(pipeline.trail)
        .singleElement()
        .extracting(entry -> ((Access) entry.getEvent()).getEventId())
        .isEqualTo("é");
  }

  @Test
  void blanksAtTheEndsOfAnIdAreAFault() {
    pipeline.send(Shop.contact("e1", 1, "order-fulfilment", ANNA + "\u00A0"));

    assertThat(pipeline.deadLetters)
        .singleElement()
        .extracting(DeadLetter::getFaults)
        .asString()
        .contains("$.subjectIds[0]: expected no blank at either end")
        .doesNotContain(ANNA);
  }

  @Test
  void aTimeThatJsonCannotTellIsAFault() {
    Event notice = Shop.notice("n1", 1, NoticeKind.POLICY_CHANGE, 20d, "v2");
    notice.notice().setEffectiveAt(Instant.parse("+10000-01-01T00:00:00Z"));
    pipeline.send(notice);

    assertThat(pipeline.deadLetters)
        .singleElement()
        .extracting(DeadLetter::getFaults)
        .asString()
        .contains("$.effectiveAt: expected a time in the years 0001 to 9999");
  }

  @Test
  void anIdIsRememberedForTheHorizon() {
    Event event = Shop.contact("e1", 1, "order-fulfilment", ANNA);
    pipeline.send(event);
    pipeline.advance(Pipeline.HORIZON.minusDays(1));
    pipeline.send(event);
    assertThat(pipeline.counts.of("duplicate")).isEqualTo(1);

    pipeline.advance(Duration.ofDays(200));
    pipeline.send(Shop.contact("e2", 1, "order-fulfilment", ANNA), event);
    assertThat(pipeline.counts.of("duplicate")).isEqualTo(1);
    assertThat(pipeline.counts.of("taken")).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(EventKind.class)
  void noRawIdLeavesIntake(EventKind kind) {
    pipeline.send(
        switch (kind) {
          case ACCESS -> Shop.contact("e1", 1, "analytics", ANNA, BELA);
          case DISCLOSURE -> Shop.disclosure("e1", 1, PARTNER, null, ANNA, BELA);
          case CONSENT ->
              Shop.consent("e1", 1, ConsentAction.GRANTED, ConsentGiver.SUBJECT, "analytics", ANNA);
          case SUBJECT -> Shop.subject("e1", 1, SubjectChange.REGISTERED, null, ANNA);
          case REQUEST -> Event.of(request("e1"));
          case NOTICE -> Shop.notice("e1", 1, NoticeKind.POLICY_CHANGE, 2d, "v2", ANNA, BELA);
          case REGISTER -> Shop.handler("e1", 1, "hans", 1);
          case FOLLOW_UP -> Shop.followUp("e1", 1, "e0", FollowUpKind.APPROVAL, "hans", ANNA, BELA);
        });

    List<Object> out = new ArrayList<>();
    for (TestRecord<String, Fact> fact : pipeline.readRecords(pipeline.topics.facts())) {
      out.add(fact.key());
      out.add(fact.value());
    }
    out.addAll(pipeline.trail);
    out.addAll(pipeline.findings);
    assertThat(pipeline.trail).isNotEmpty();
    assertThat(out).allSatisfy(o -> assertThat(o.toString()).doesNotContain(ANNA, BELA));
    for (String store :
        List.of(
            JudgedEventStore.ACTS,
            JudgedEventStore.FINDINGS,
            JudgedEventStore.ARRIVALS,
            SubjectFactStore.STORE,
            SubjectFactStore.HOLDINGS)) {
      assertThat(pipeline.entries(store).toString()).doesNotContain(ANNA, BELA);
    }
    assertThat(pipeline.seen("e1")).singleElement().satisfies(hash -> assertThat(hash).hasSize(17));
  }

  private static Request request(String id) {
    return Request.newBuilder()
        .setEventId(id)
        .setOccurredAt(Shop.day(1))
        .setPolicyId(Shop.POLICY)
        .setService(Shop.SERVICE)
        .setSubjectId(ANNA)
        .setRequestId("request-1")
        .setRight(DataSubjectRight.ACCESS)
        .setStage(RequestStage.RECEIVED)
        .setReason("asked by " + ANNA)
        .build();
  }

  @Test
  void aReplayMakesTheSame() {
    Event event = Shop.disclosure("e1", 1, PARTNER, null, ANNA);
    pipeline.send(event);
    try (Pipeline other = new Pipeline(Shop.policies())) {
      other.send(event);
      assertThat(other.trail).isEqualTo(pipeline.trail).first().isInstanceOf(TrailEntry.class);
      assertThat(other.findings).isEqualTo(pipeline.findings).first().isInstanceOf(Finding.class);
    }
  }
}
