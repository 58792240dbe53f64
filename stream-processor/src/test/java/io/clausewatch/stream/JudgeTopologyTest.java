package io.clausewatch.stream;

import static io.clausewatch.contract.ConsentAction.GRANTED;
import static io.clausewatch.contract.ConsentAction.WITHDRAWN;
import static io.clausewatch.contract.ConsentGiver.GUARDIAN;
import static io.clausewatch.contract.ConsentGiver.SUBJECT;
import static io.clausewatch.contract.NoticeKind.BUSINESS_TRANSFER;
import static io.clausewatch.contract.NoticeKind.POLICY_CHANGE;
import static io.clausewatch.contract.RecipientKind.LAW_ENFORCEMENT;
import static io.clausewatch.contract.RecipientKind.PARTNER;
import static io.clausewatch.contract.RecipientKind.SUCCESSOR;
import static io.clausewatch.contract.SubjectChange.REGISTERED;
import static io.clausewatch.stream.Shop.consent;
import static io.clausewatch.stream.Shop.contact;
import static io.clausewatch.stream.Shop.disclosure;
import static io.clausewatch.stream.Shop.handler;
import static io.clausewatch.stream.Shop.notice;
import static io.clausewatch.stream.Shop.read;
import static io.clausewatch.stream.Shop.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.DeadLetter;
import io.clausewatch.contract.DeadLetterReason;
import io.clausewatch.contract.Disclosure;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.Fact;
import io.clausewatch.contract.FactScope;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.FindingStatus;
import io.clausewatch.contract.Outcome;
import io.clausewatch.contract.Rejudge;
import io.clausewatch.contract.TrailEntry;
import io.clausewatch.contract.Verdict;
import io.clausewatch.judge.FindingId;
import io.clausewatch.judging.EntryId;
import io.clausewatch.judging.JudgedEventStore;
import io.clausewatch.judging.PassStep;
import io.clausewatch.judging.RejudgePasses;
import io.clausewatch.judging.SubjectFactStore;
import java.text.Normalizer;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What comes out of the topology when events come in: verdicts, revisions, and what happens when
 * facts come late.
 */
class JudgeTopologyTest {
  private static final String ANNA = "customer-anna";
  private static final String BELA = "customer-bela";

  private final Pipeline pipeline = new Pipeline(Shop.policies());

  @AfterEach
  void stop() {
    pipeline.close();
  }

  @Test
  void aLawfulEventIsInTheTrailWithoutVerdicts() {
    pipeline.send(contact("e1", 1, "order-fulfilment", ANNA));

    assertThat(pipeline.findings).isEmpty();
    TrailEntry entry = pipeline.trail.getFirst();
    String ref = Pipeline.PSEUDONYM.ref(ANNA);
    assertThat(pipeline.trail).hasSize(1);
    assertThat(entry.getEntryId()).isEqualTo(EntryId.of("e1", ref));
    assertThat(entry.getRevision()).isEqualTo(1);
    assertThat(entry.getSubjectRef()).isEqualTo(ref);
    assertThat(entry.getReceivedAt()).isEqualTo(Pipeline.START);
    assertThat(entry.getPolicyVersion()).isEqualTo("1");
    assertThat(entry.getVerdicts()).isEmpty();
    assertThat(((Access) entry.getEvent()).getSubjectIds()).containsExactly(ref);
  }

  @Test
  void aViolationIsAFindingAndAVerdictAndIfCriticalAnAlert() {
    pipeline.send(disclosure("e1", 1, LAW_ENFORCEMENT, null, ANNA));

    String ref = Pipeline.PSEUDONYM.ref(ANNA);
    Finding finding = pipeline.findings.getFirst();
    assertThat(finding.getFindingId()).isEqualTo(FindingId.of(Shop.POLICY, "SHOP-LE", "e1", ref));
    assertThat(finding.getRevision()).isEqualTo(1);
    assertThat(finding.getStatus()).isEqualTo(FindingStatus.OPEN);
    assertThat(finding.getRetroactive()).isFalse();
    assertThat(finding.getQuote()).isEqualTo("only under a warrant");
    assertThat(finding.getExplanation()).isEqualTo("name went to recipient-1.");
    assertThat(finding.getEventKind()).isEqualTo("disclosure");
    assertThat(finding.getActorId()).isEqualTo("till-1");
    assertThat(finding.getRecipientKind()).isEqualTo("LAW_ENFORCEMENT");
    assertThat(finding.getDetectedAt()).isEqualTo(Pipeline.START);
    assertThat(pipeline.alerts).containsExactly(finding);
    assertThat(pipeline.trail.getFirst().getVerdicts())
        .containsExactly(new Verdict("SHOP-LE", Outcome.VIOLATED, finding.getFindingId(), null));
  }

  @Test
  void anEventAboutThreeSubjectsIsJudgedForEach() {
    pipeline.send(
        consent("c1", 0, GRANTED, SUBJECT, "order-fulfilment", BELA),
        disclosure("e1", 1, PARTNER, null, ANNA, BELA, "customer-carl"));

    assertThat(pipeline.standing()).containsExactly("SHOP-THIRD e1", "SHOP-THIRD e1");
    assertThat(pipeline.trail).hasSize(4);
  }

  /** Two systems of one organisation may compose the letters of a name in their own ways. */
  @Test
  void oneNameInTwoUnicodeFormsIsOnePerson() {
    String composed = "박서연";
    String decomposed = Normalizer.normalize(composed, Normalizer.Form.NFD);
    pipeline.send(
        consent("c1", 0, GRANTED, SUBJECT, "order-fulfilment", composed),
        disclosure("e1", 1, PARTNER, null, decomposed));
    assertThat(pipeline.standing()).isEmpty();

    pipeline.send(
        consent("c2", 2, WITHDRAWN, SUBJECT, "order-fulfilment", decomposed),
        disclosure("e2", 3, PARTNER, null, composed));
    assertThat(pipeline.standing()).containsExactly("SHOP-THIRD e2");
    assertThat(pipeline.trail)
        .extracting(TrailEntry::getSubjectRef)
        .containsOnly(Pipeline.PSEUDONYM.ref(composed));
  }

  @Test
  void anEntryIsFoundHoweverItsIdIsComposed() {
    pipeline.send(
        handler("r1", 0, "rene\u0301", 0),
        read("e1", 1, "rené", ANNA),
        read("e2", 1, "Rene\u0301", ANNA));

    assertThat(pipeline.standing()).as("case matters").containsExactly("SHOP-HANDLER e2");
  }

  @Test
  void aLateGrantRetractsAndALateWithdrawalRaisesAgain() {
    pipeline.send(disclosure("e1", 2, PARTNER, null, ANNA));
    pipeline.advance(Duration.ofHours(1));
    pipeline.send(consent("c1", 1, GRANTED, SUBJECT, "order-fulfilment", ANNA));
    pipeline.advance(Duration.ofHours(1));
    pipeline.send(consent("c2", 1.5, WITHDRAWN, SUBJECT, "order-fulfilment", ANNA));

    assertThat(pipeline.findings)
        .extracting(
            Finding::getRevision, Finding::getStatus, Finding::getRetroactive, Finding::getRaisedIn)
        .containsExactly(
            tuple(1, FindingStatus.OPEN, false, 1),
            tuple(2, FindingStatus.RETRACTED, true, 1),
            tuple(3, FindingStatus.OPEN, true, 3));
    assertThat(pipeline.findings)
        .allSatisfy(finding -> assertThat(finding.getDetectedAt()).isEqualTo(Pipeline.START))
        .extracting(Finding::getRevisedAt)
        .isSorted();
    assertThat(pipeline.trail.stream().filter(entry -> entry.getEvent() instanceof Disclosure))
        .extracting(TrailEntry::getRevision)
        .containsExactly(1, 2, 3);
  }

  @Test
  void aLateFactThatChangesNothingChangesNothing() {
    pipeline.send(
        contact("e1", 2, "direct-marketing", ANNA),
        consent("c1", 3, WITHDRAWN, SUBJECT, "direct-marketing", ANNA));

    assertThat(pipeline.findings).isEmpty();
    assertThat(pipeline.trail).extracting(TrailEntry::getRevision).containsExactly(1, 1);
    assertThat(pipeline.counts.of("judgedAgain")).isPositive();
  }

  @Test
  void aBirthDateToldLaterRaisesACriticalFindingAndAnAlert() {
    pipeline.send(
        contact("e1", 2, "order-fulfilment", ANNA),
        subject("s1", 5, REGISTERED, LocalDate.of(2020, 1, 1), ANNA));
    assertThat(pipeline.standing()).containsExactly("SHOP-CHILD e1");
    assertThat(pipeline.alerts).hasSize(1);
    assertThat(pipeline.alerts.getFirst().getRetroactive()).isTrue();

    pipeline.send(consent("c1", 1, GRANTED, GUARDIAN, "order-fulfilment", ANNA));
    assertThat(pipeline.standing()).isEmpty();
    assertThat(pipeline.alerts).hasSize(1);
  }

  @Test
  void aLaterEntryJudgesThoseAloneAgainThatLookedItUp() {
    pipeline.send(
        handler("r1", 6, "hans", 0),
        read("e1", 5, "mallory", ANNA),
        read("e2", 5, "mallory", BELA),
        read("e3", 5, "hans", BELA));
    pipeline.advance(Duration.ofSeconds(1));
    assertThat(judgedAgainBy(handler("r2", 7, "mallory", 4))).isEqualTo(2);
    assertThat(pipeline.standing()).isEmpty();

    pipeline.restart();
    assertThat(judgedAgainBy(handler("r3", 8, "zoe", 4)))
        .as("a task that does not know what was looked up judges all again")
        .isEqualTo(5);
    pipeline.advance(Duration.ofSeconds(1));
    assertThat(judgedAgainBy(handler("r4", 8, "hans", 6)))
        .as("it finds that out beside its work")
        .isEqualTo(1);
  }

  private int judgedAgainBy(Event event) {
    int before = pipeline.counts.of("judgedAgain");
    pipeline.send(event);
    return pipeline.counts.of("judgedAgain") - before;
  }

  @Test
  void aRegisterEntryJudgesAgainWhatItTouches() {
    pipeline.send(read("e1", 5, "mallory", ANNA), read("e2", 5, "hans", BELA));
    assertThat(pipeline.standing()).isEmpty();

    pipeline.send(handler("r1", 6, "hans", 0));
    assertThat(pipeline.standing()).containsExactly("SHOP-HANDLER e1");

    pipeline.send(handler("r2", 7, "mallory", 4));
    assertThat(pipeline.standing()).isEmpty();
  }

  @Test
  void aNoticeToEverybodyIsJudgedOnceAndKnownToAll() {
    pipeline.send(
        disclosure("e1", 20, SUCCESSOR, "sale-1", ANNA),
        disclosure("e2", 20, SUCCESSOR, "sale-1", BELA),
        notice("n1", 2, BUSINESS_TRANSFER, 20d, "sale-1"),
        notice("n2", 2, POLICY_CHANGE, 5d, "v2"));

    assertThat(pipeline.standing()).containsExactly("SHOP-CHANGE n2");
    Finding change =
        pipeline.latest().values().stream()
            .filter(finding -> finding.getStatus() == FindingStatus.OPEN)
            .findFirst()
            .orElseThrow();
    assertThat(change.getSubjectRef()).isNull();
    assertThat(change.getRevision()).isEqualTo(1);
    assertThat(change.getRetroactive()).isFalse();
    assertThat(pipeline.trail.stream().filter(entry -> entry.getSubjectRef() == null)).hasSize(2);
  }

  @Test
  void aNoticeThatNamesSubjectsIsOneForEach() {
    pipeline.send(
        disclosure("e1", 20, SUCCESSOR, "sale-1", ANNA, BELA),
        notice("n1", 2, BUSINESS_TRANSFER, 20d, "sale-1", ANNA),
        notice("n2", 2, POLICY_CHANGE, 5d, "v2", ANNA, BELA));

    assertThat(pipeline.standing())
        .containsExactly("SHOP-CHANGE n2", "SHOP-CHANGE n2", "SHOP-SALE e1");
  }

  @Test
  void duplicatesAreOneEvent() {
    Event judged = disclosure("e1", 1, PARTNER, null, ANNA);
    Event consent = consent("c1", 2, GRANTED, SUBJECT, "order-fulfilment", ANNA);
    Event notice = notice("n1", 2, POLICY_CHANGE, 5d, "v2");
    pipeline.send(judged, judged, consent, notice, judged, consent, notice);

    assertThat(pipeline.counts.of("taken")).isEqualTo(3);
    assertThat(pipeline.counts.of("duplicate")).isEqualTo(4);
    assertThat(pipeline.trail).hasSize(3);
    assertThat(pipeline.findings).hasSize(2);
    assertThat(pipeline.deadLetters).isEmpty();
  }

  @Test
  void aFactThatComesTwiceIsOneFact() {
    Event judged = disclosure("e1", 1, PARTNER, null, "some-ref");
    Fact fact = new Fact(FactScope.SUBJECT, "some-ref", Pipeline.START, judged.record(), null);
    pipeline.sendFact(fact);
    pipeline.sendFact(fact);

    assertThat(pipeline.trail).hasSize(1);
    assertThat(pipeline.findings).hasSize(1);
  }

  @Test
  void anEventUnderAnUnknownPolicyIsUndecided() {
    Access access = Shop.access("e1", 1, "order-fulfilment", ANNA);
    access.setPolicyId("no-such-policy");
    pipeline.send(Event.of(access));

    assertThat(pipeline.findings).isEmpty();
    assertThat(pipeline.trail.getFirst().getPolicyVersion()).isNull();
    assertThat(pipeline.trail.getFirst().getVerdicts())
        .containsExactly(
            new Verdict(null, Outcome.UNDECIDED, null, "no policy of this id is known"));
    assertThat(pipeline.counts.of("undecided")).isEqualTo(1);
  }

  @Test
  void whatTheVocabularyDoesNotKnowIsUndecidedBesides() {
    pipeline.send(contact("e1", 1, "horoscopes", ANNA));

    assertThat(pipeline.standing()).containsExactly("SHOP-PURPOSE e1");
    assertThat(pipeline.trail.getFirst().getVerdicts())
        .extracting(Verdict::getClauseId, Verdict::getOutcome)
        .containsExactly(tuple(null, Outcome.UNDECIDED), tuple("SHOP-PURPOSE", Outcome.VIOLATED));
  }

  @Test
  void manyActsAreJudgedAgainInSteps() {
    int judgedEvents = 2 * PassStep.DEFAULT.events() + 7;
    List<Event> reads = new ArrayList<>();
    for (int i = 0; i < judgedEvents; i++) {
      reads.add(read("e" + i, 5, "mallory", "customer-" + i % 40));
    }
    pipeline.send(reads.toArray(Event[]::new));
    pipeline.read(pipeline.topics.facts());

    pipeline.send(handler("r1", 1, "hans", 0));

    assertThat(pipeline.standing()).hasSize(judgedEvents);
    assertThat(pipeline.read(pipeline.topics.facts()).stream().map(Fact::getEvent))
        .filteredOn(Rejudge.class::isInstance)
        .hasSize(2);
    assertThat(pipeline.entries(RejudgePasses.STORE)).isEmpty();

    pipeline.send(handler("r2", 1, "mallory", 0));
    assertThat(pipeline.standing()).isEmpty();
  }

  @Test
  void manyActsOfOneSubjectAreJudgedAgainInSteps() {
    int judgedEvents = PassStep.DEFAULT.events() + 1;
    List<Event> contacts = new ArrayList<>();
    for (int i = 0; i < judgedEvents; i++) {
      contacts.add(contact("e" + i, 5, "direct-marketing", ANNA));
    }
    pipeline.send(contacts.toArray(Event[]::new));

    pipeline.send(consent("c1", 2, WITHDRAWN, SUBJECT, "direct-marketing", ANNA));

    assertThat(pipeline.standing()).hasSize(judgedEvents);
    assertThat(pipeline.entries(RejudgePasses.STORE)).isEmpty();
  }

  @Test
  void aChangedPolicyTellsThatItIsInForce() throws Exception {
    pipeline.advance(Duration.ofSeconds(1)).send(read("e1", 5, "mallory", ANNA));
    pipeline.restart(Shop.policies("severity: HIGH", "severity: LOW"));
    pipeline.advance(Duration.ofSeconds(1));

    assertThat(pipeline.readRecords(pipeline.topics.policyPasses()))
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.key()).isEqualTo(Shop.POLICY + "|0");
              assertThat(record.value().getShare()).isEqualTo(1);
              assertThat(record.value().getFinishedAt()).isNotNull();
            });
  }

  @Test
  void aTaskThatComesWithoutTheTimesOfForgettingFindsThemAnew() throws Exception {
    pipeline.send(
        disclosure("e1", 1, PARTNER, null, ANNA),
        consent("c1", 2, GRANTED, SUBJECT, "order-fulfilment", BELA));
    pipeline.restart();
    assertThat(pipeline.entries(JudgedEventStore.ARRIVALS)).isEmpty();

    pipeline.advance(Duration.ofSeconds(1));
    assertThat(pipeline.entries(JudgedEventStore.ARRIVALS)).hasSize(3);
    pipeline.advance(Pipeline.HORIZON.plusMinutes(1));
    assertThat(pipeline.entries(JudgedEventStore.ACTS)).isEmpty();
    assertThat(pipeline.entries(JudgedEventStore.ARRIVALS)).hasSize(1);
  }

  @Test
  void whatIsOlderThanTheHorizonIsForgottenAndLateFactsSaySo() {
    pipeline.send(
        disclosure("e1", 1, PARTNER, null, ANNA),
        consent("c1", 2, GRANTED, SUBJECT, "order-fulfilment", BELA));
    pipeline.advance(Pipeline.HORIZON.minusMinutes(1));
    assertThat(pipeline.entries(JudgedEventStore.ACTS)).hasSize(2);
    pipeline.advance(Duration.ofMinutes(2));

    assertThat(pipeline.entries(JudgedEventStore.ACTS)).isEmpty();
    assertThat(pipeline.entries(JudgedEventStore.FINDINGS)).isEmpty();
    assertThat(pipeline.entries(JudgedEventStore.ARRIVALS)).hasSize(1); // that all are known
    assertThat(pipeline.entries(SubjectFactStore.STORE)).hasSize(1);

    pipeline.send(consent("c2", 0, GRANTED, SUBJECT, "order-fulfilment", ANNA));
    assertThat(pipeline.counts.of("late")).isEqualTo(1);
    assertThat(pipeline.findings).hasSize(1);
  }

  @Test
  void aRestartLosesNothing() {
    pipeline.send(
        disclosure("e1", 2, PARTNER, null, ANNA),
        handler("r1", 1, "hans", 0),
        consent("c1", 1, GRANTED, SUBJECT, "order-fulfilment", BELA));
    pipeline.restart();
    pipeline.send(
        consent("c2", 1, GRANTED, SUBJECT, "order-fulfilment", ANNA),
        read("e2", 5, "mallory", ANNA),
        disclosure("e3", 2, PARTNER, null, BELA));

    assertThat(pipeline.standing()).containsExactly("SHOP-HANDLER e2");
    assertThat(pipeline.findings).extracting(Finding::getRevision).containsExactly(1, 2, 1);
  }

  @Test
  void aFactThatIsNoneIsBuriedAndTheNextIsJudged() {
    pipeline.sendBytes(pipeline.topics.facts().name(), "any", new byte[] {1, 2, 3});
    pipeline.send(disclosure("e1", 2, PARTNER, null, ANNA));

    assertThat(pipeline.deadLetters)
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.getReason()).isEqualTo(DeadLetterReason.UNDECODABLE);
              assertThat(letter.getTopic()).isEqualTo(pipeline.topics.facts().name());
            });
    assertThat(pipeline.standing()).containsExactly("SHOP-THIRD e1");
  }

  @Test
  void aFaultOfTheProgramBuriesOneFactAndStopsNoOther() {
    pipeline.counts.failsAt = "judged";
    pipeline.send(disclosure("e1", 2, PARTNER, null, ANNA));
    pipeline.counts.failsAt = "taken";
    pipeline.send(disclosure("e2", 2, PARTNER, null, ANNA));
    pipeline.counts.failsAt = null;
    pipeline.send(disclosure("e3", 2, PARTNER, null, ANNA));

    assertThat(pipeline.deadLetters)
        .extracting(DeadLetter::getReason)
        .containsExactly(DeadLetterReason.FAILED, DeadLetterReason.FAILED);
    assertThat(pipeline.deadLetters)
        .extracting(DeadLetter::getTopic)
        .containsExactly(
            pipeline.topics.facts().name(), pipeline.topics.events(EventKind.DISCLOSURE).name());
    assertThat(pipeline.deadLetters.toString()).doesNotContain("customer-anna");
    assertThat(pipeline.standing()).containsExactly("SHOP-THIRD e3");
  }
}
