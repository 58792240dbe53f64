package io.clausewatch.stream;

import static io.clausewatch.contract.ConsentAction.GRANTED;
import static io.clausewatch.contract.ConsentGiver.SUBJECT;
import static io.clausewatch.contract.RecipientKind.LAW_ENFORCEMENT;
import static io.clausewatch.contract.RecipientKind.PARTNER;
import static io.clausewatch.stream.Shop.consent;
import static io.clausewatch.stream.Shop.disclosure;
import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.AlertChange;
import io.clausewatch.contract.AlertOrigin;
import io.clausewatch.contract.DeadLetterReason;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.Triage;
import io.clausewatch.contract.TriageStatus;
import io.clausewatch.ingest.RecordOrigin;
import io.clausewatch.readmodel.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is decided about alerts, from the events on. */
class AlertTopologyTest {
  private static final String ANNA = "customer-anna";

  private final Pipeline pipeline = new Pipeline(Shop.policies());

  @AfterEach
  void close() {
    pipeline.close();
  }

  private List<String> decided() {
    return pipeline.decisions.stream()
        .map(one -> one.getChange() + " " + one.getOrigin() + " " + one.getFinding().getEventId())
        .toList();
  }

  @Test
  void aFindingThatStandsForASecondIsRaised() {
    pipeline.send(disclosure("e1", 1, LAW_ENFORCEMENT, null, ANNA));
    assertThat(decided()).isEmpty();
    assertThat(pipeline.alerts).as("those of version 0.1.0 do not wait").hasSize(1);

    pipeline.advance(Pipeline.ALERT_SETTLE.plusMillis(100));
    assertThat(decided()).containsExactly("RAISED LIVE e1");
    Finding finding = pipeline.findings.getFirst();
    assertThat(pipeline.decisions.getFirst().getFinding()).isEqualTo(finding);
    assertThat(pipeline.counts.of("RAISED LIVE")).isEqualTo(1);
  }

  @Test
  void aConsentThatWasUnderWaySparesTheAlert() {
    pipeline.send(
        disclosure("e1", 2, PARTNER, null, ANNA),
        consent("c1", 1, GRANTED, SUBJECT, "order-fulfilment", ANNA));
    pipeline.advance(Duration.ofMinutes(1));
    assertThat(decided()).isEmpty();
    assertThat(pipeline.counts.of("spared")).isEqualTo(1);
  }

  @Test
  void aConsentThatComesLaterEndsIt() {
    pipeline.send(disclosure("e1", 2, PARTNER, null, ANNA)).advance(Duration.ofMinutes(1));
    pipeline.send(consent("c1", 1, GRANTED, SUBJECT, "order-fulfilment", ANNA));
    assertThat(decided()).containsExactly("RAISED LIVE e1", "RETRACTED LIVE e1");
  }

  @Test
  void whatWaitsOutlivesARestart() {
    pipeline.send(disclosure("e1", 2, PARTNER, null, ANNA));
    pipeline.restart();
    pipeline.advance(Duration.ofMinutes(1));
    assertThat(decided()).containsExactly("RAISED LIVE e1");
  }

  @Test
  void anOfficersDecisionIsOneToo() {
    pipeline.send(disclosure("e1", 2, PARTNER, null, ANNA)).advance(Duration.ofMinutes(1));
    String findingId = pipeline.findings.getFirst().getFindingId();
    act(Samples.triage(findingId, "a1", TriageStatus.DISMISSED));
    assertThat(pipeline.decisions)
        .extracting(one -> one.getChange())
        .containsExactly(AlertChange.RAISED, AlertChange.CLOSED, AlertChange.ASSIGNED);
    assertThat(pipeline.decisions.getLast().getBy()).isEqualTo("lee");
  }

  private void act(Triage act) {
    String topic = pipeline.topics.triage().name();
    pipeline.sendBytes(topic, act.getFindingId(), pipeline.bytes(topic, act));
  }

  @Test
  void aChangedPolicyIsTheOrigin() throws Exception {
    pipeline.send(disclosure("e1", 2, PARTNER, null, ANNA)).advance(Duration.ofMinutes(1));
    pipeline.restart(Shop.policies("severity: HIGH", "severity: LOW"));
    pipeline.advance(Duration.ofMinutes(1));
    assertThat(decided()).containsExactly("RAISED LIVE e1", "CHANGED POLICY e1");
  }

  @Test
  void whatIsSentOnceMoreIsTheOrigin() {
    Event event = disclosure("e1", 2, PARTNER, null, ANNA);
    String topic = pipeline.topics.events(event.kind()).name();
    pipeline.sendBytes(
        topic,
        event.eventId(),
        pipeline.bytes(topic, event.record()),
        RecordOrigin.headers(AlertOrigin.REPLAY));
    pipeline.advance(Duration.ofMinutes(1));
    assertThat(decided()).containsExactly("RAISED REPLAY e1");
  }

  @Test
  void whatStoodBeforeIsToldAsSuch() {
    Finding finding = Samples.finding("f", 1);
    String topic = pipeline.topics.findings().name();
    pipeline.sendBytes(topic, "f", pipeline.bytes(topic, finding), Pipeline.START.minusSeconds(1));
    look(599);
    assertThat(decided()).as("an act may still come").isEmpty();
    look(1);
    assertThat(decided()).containsExactly("RAISED STANDING " + finding.getEventId());
  }

  @Test
  void whatWasClosedLongAgoIsNotRaisedBecauseItsActIsReadLater() {
    String findings = pipeline.topics.findings().name();
    String acts = pipeline.topics.triage().name();
    Instant before = Pipeline.START.minus(Duration.ofDays(300));
    pipeline.sendBytes(findings, "f", pipeline.bytes(findings, Samples.finding("f", 1)), before);
    look(599);
    Triage act = Samples.triage("f", "a1", TriageStatus.DISMISSED);
    pipeline.sendBytes(acts, "f", pipeline.bytes(acts, act), before.plusSeconds(60));
    look(1200);
    assertThat(decided()).isEmpty();
  }

  /** Each look is a turn of the clock. */
  private void look(int times) {
    for (int i = 0; i < times; i++) {
      pipeline.advance(Duration.ofMillis(100));
    }
  }

  @Test
  void manySettleInSeveralTurns() {
    String topic = pipeline.topics.findings().name();
    for (int i = 0; i < 1_200; i++) {
      pipeline.sendBytes(topic, "f" + i, pipeline.bytes(topic, Samples.finding("f" + i, 1)));
    }
    pipeline.advance(Duration.ofSeconds(2));
    assertThat(pipeline.decisions).hasSize(500);
    look(2);
    assertThat(pipeline.decisions)
        .extracting(one -> one.getFinding().getFindingId())
        .hasSize(1_200)
        .doesNotHaveDuplicates();
  }

  @Test
  void withoutASettlingMomentItIsRaisedAtOnce() {
    try (Pipeline atOnce = new Pipeline(Shop.policies(), Duration.ZERO)) {
      atOnce.send(disclosure("e1", 2, PARTNER, null, ANNA));
      assertThat(atOnce.decisions).hasSize(1);
      atOnce.send(consent("c1", 1, GRANTED, SUBJECT, "order-fulfilment", ANNA));
      assertThat(atOnce.decisions)
          .extracting(one -> one.getChange())
          .containsExactly(AlertChange.RAISED, AlertChange.RETRACTED);
    }
  }

  @Test
  void whatIsNeitherAFindingNorAnActIsADeadLetter() {
    pipeline.sendBytes(pipeline.topics.findings().name(), "f", new byte[] {1, 2, 3});
    assertThat(pipeline.deadLetters)
        .extracting(one -> one.getReason())
        .containsExactly(DeadLetterReason.UNDECODABLE);
    assertThat(pipeline.counts.of("UNDECODABLE")).isEqualTo(1);
  }
}
