package io.clausewatch.stream;

import static io.clausewatch.contract.NoticeKind.BREACH_DISCOVERED;
import static io.clausewatch.contract.NoticeKind.BREACH_NOTIFIED_AUTHORITY;
import static io.clausewatch.contract.NoticeKind.BREACH_NOTIFIED_SUBJECTS;
import static io.clausewatch.contract.SubjectChange.CANCELLED;
import static io.clausewatch.contract.SubjectChange.DISPUTE_CLOSED;
import static io.clausewatch.contract.SubjectChange.DISPUTE_OPENED;
import static io.clausewatch.contract.SubjectChange.REGISTERED;
import static io.clausewatch.stream.Shop.collect;
import static io.clausewatch.stream.Shop.day;
import static io.clausewatch.stream.Shop.destroy;
import static io.clausewatch.stream.Shop.notice;
import static io.clausewatch.stream.Shop.subject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.clausewatch.contract.Deadline;
import io.clausewatch.contract.DeadlineStatus;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.Finding;
import io.clausewatch.contract.FindingStatus;
import io.clausewatch.judging.DeadlineStore;
import io.clausewatch.judging.PassStep;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Clocks that events start: when they run out, what stops and suspends them, and that they outlive
 * restarts. The pipeline's clock starts on day 30.
 */
class DeadlineTopologyTest {
  private static final String ANNA = "customer-anna";
  private static final String BELA = "customer-bela";
  private static final LocalDate CHILD = LocalDate.of(2020, 1, 1);

  private final Pipeline pipeline = new Pipeline(Shop.policies());

  @AfterEach
  void stop() {
    pipeline.close();
  }

  private List<Deadline> about(String clauseId) {
    return pipeline.deadlines.stream()
        .filter(deadline -> deadline.getClauseId().equals(clauseId))
        .toList();
  }

  @Test
  void aMissedDeadlineIsFoundOnceItIsSettled() {
    pipeline.send(collect("c1", 1, ANNA), subject("s1", 2, CANCELLED, null, ANNA));
    pipeline.advance(Pipeline.SETTLE.minusSeconds(1));
    assertThat(pipeline.findings).isEmpty();

    pipeline.advance(Duration.ofSeconds(2));

    Finding finding = pipeline.findings.getFirst();
    assertThat(pipeline.findings).hasSize(1);
    assertThat(finding.getClauseId()).isEqualTo("SHOP-LEAVE");
    assertThat(finding.getEventId()).isEqualTo("s1");
    assertThat(finding.getEventKind()).isEqualTo("subject");
    assertThat(finding.getDueAt()).isEqualTo(day(7));
    assertThat(finding.getDataCategories()).containsExactly("name");
    assertThat(finding.getRetroactive()).isFalse();
    assertThat(finding.getRevisedBecause()).isNull();
    assertThat(finding.getEvidence()).extracting(e -> e.getEventId()).containsExactly("s1", "c1");
    assertThat(about("SHOP-LEAVE"))
        .extracting(Deadline::getStatus, Deadline::getDueAt, Deadline::getRevision)
        .containsExactly(
            tuple(DeadlineStatus.RUNNING, day(7), 1), tuple(DeadlineStatus.OVERDUE, day(7), 2));
    assertThat(about("SHOP-LEAVE"))
        .extracting(Deadline::getDeadlineId)
        .containsOnly(finding.getFindingId());
  }

  @Test
  void aDeadlineInTheFutureRunsOutByTheClockAloneAlsoAfterARestart() {
    pipeline.send(collect("c1", 1, ANNA), subject("s1", 29, CANCELLED, null, ANNA));
    pipeline.advance(Duration.ofDays(3));
    pipeline.restart();
    pipeline.advance(Duration.ofDays(1).minusMillis(1));
    assertThat(pipeline.findings).isEmpty();

    pipeline.advance(Duration.ofSeconds(1));

    assertThat(pipeline.standing()).containsExactly("SHOP-LEAVE s1");
  }

  @Test
  void whatIsDestroyedLateStaysFoundAndSaysWhen() {
    pipeline.send(collect("c1", 1, ANNA), subject("s1", 2, CANCELLED, null, ANNA));
    pipeline.advance(Duration.ofDays(1));
    pipeline.send(destroy("d1", 8, ANNA));

    Finding finding = pipeline.findings.getLast();
    assertThat(finding.getStatus()).isEqualTo(FindingStatus.OPEN);
    assertThat(finding.getExplanation())
        .isEqualTo(
            "Not deleted: name (due 2026-03-08 12:00 UTC, done only on 2026-03-09 12:00 UTC).");
    assertThat(finding.getRetroactive()).isTrue();
    assertThat(finding.getRevisedBecause()).contains("destroy", "access event d1", "arrived on");
    assertThat(pipeline.standing()).containsExactly("SHOP-LEAVE s1");
  }

  @Test
  void aDestructionInTimeThatIsToldLateRetracts() {
    pipeline.send(collect("c1", 1, ANNA), subject("s1", 2, CANCELLED, null, ANNA));
    pipeline.advance(Duration.ofDays(1));
    pipeline.send(destroy("d1", 7, ANNA));

    assertThat(pipeline.standing()).isEmpty();
    assertThat(pipeline.findings)
        .extracting(Finding::getRevision, Finding::getStatus)
        .containsExactly(tuple(1, FindingStatus.OPEN), tuple(2, FindingStatus.RETRACTED));
    assertThat(about("SHOP-LEAVE").getLast().getStatus()).isEqualTo(DeadlineStatus.ENDED);
  }

  @Test
  void aDataSubjectWhoComesBackStopsTheClock() {
    pipeline.send(collect("c1", 1, ANNA), subject("s1", 29, CANCELLED, null, ANNA));
    pipeline.advance(Duration.ofDays(1));
    pipeline.send(subject("s2", 31, REGISTERED, null, ANNA));
    pipeline.advance(Duration.ofDays(60));

    assertThat(pipeline.findings).isEmpty();
    assertThat(about("SHOP-LEAVE").getLast().getStatus()).isEqualTo(DeadlineStatus.ENDED);
    assertThat(pipeline.entries(DeadlineStore.TIMERS)).isEmpty();
  }

  @Test
  void anOpenDisputeSuspendsAndItsEndResumes() {
    pipeline.send(
        collect("c1", 1, ANNA),
        subject("s1", 2, CANCELLED, null, ANNA),
        destroyName("d1", 3),
        subject("s2", 20, DISPUTE_OPENED, null, ANNA));
    pipeline.advance(Duration.ofDays(10));
    assertThat(about("SHOP-KEEP").getLast().getStatus()).isEqualTo(DeadlineStatus.SUSPENDED);
    assertThat(about("SHOP-KEEP").getLast().getDueAt()).isNull();

    pipeline.send(subject("s3", 39, DISPUTE_CLOSED, null, ANNA));
    assertThat(about("SHOP-KEEP").getLast().getStatus()).isEqualTo(DeadlineStatus.RUNNING);
    assertThat(about("SHOP-KEEP").getLast().getDueAt()).isEqualTo(day(44));

    pipeline.advance(Duration.ofDays(5));
    assertThat(pipeline.standing()).containsExactly("SHOP-KEEP s1");
  }

  private static Event destroyName(String id, double day) {
    var access = Shop.destroy(id, day, ANNA).access();
    access.setDataCategories(List.of("name"));
    return Event.of(access);
  }

  @Test
  void aBirthDateToldLaterStartsTheClockOfWhatWasCollected() {
    pipeline.send(collect("c1", 1, ANNA), collect("c2", 30, ANNA));
    pipeline.advance(Duration.ofDays(1));
    pipeline.send(subject("s1", 2, REGISTERED, CHILD, ANNA));
    pipeline.advance(Duration.ofDays(1));

    assertThat(pipeline.standing()).containsExactly("SHOP-CHILD-DELETE c2", "SHOP-CHILD-DELETE s1");
    assertThat(pipeline.alerts).extracting(Finding::getEventId).contains("s1", "c2");
  }

  @Test
  void aVisitToldLateTakesTheClockOverAlsoAfterARestart() {
    pipeline.send(Shop.under("book-club", collect("c1", 1, ANNA)), visit("v1", 2));
    pipeline.advance(Duration.ofDays(1));
    assertThat(idle()).containsExactly("CLUB-IDLE v1");

    pipeline.restart();
    pipeline.send(visit("v2", 4));
    assertThat(idle()).isEmpty();
    assertThat(pipeline.findings.getLast().getStatus()).isEqualTo(FindingStatus.RETRACTED);
    assertThat(pipeline.findings.getLast().getRevisedBecause()).contains("event v2");
    pipeline.advance(Duration.ofDays(1));

    assertThat(idle()).containsExactly("CLUB-IDLE v2");
    assertThat(about("CLUB-IDLE"))
        .filteredOn(deadline -> deadline.getEventId().equals("v1"))
        .extracting(Deadline::getStatus)
        .containsExactly(DeadlineStatus.RUNNING, DeadlineStatus.OVERDUE, DeadlineStatus.ENDED);
  }

  @Test
  void aVisitTooLateTakesNothingOver() {
    pipeline.send(Shop.under("book-club", collect("c1", 1, ANNA)), visit("v1", 4.5));
    pipeline.advance(Duration.ofDays(1));

    assertThat(idle()).containsExactly("CLUB-IDLE c1", "CLUB-IDLE v1");
  }

  private static Event visit(String id, double day) {
    return Shop.under("book-club", Shop.read(id, day, "hans", ANNA));
  }

  private List<String> idle() {
    return pipeline.standing().stream().filter(each -> each.startsWith("CLUB-IDLE")).toList();
  }

  @Test
  void theAuthorityIsToldOfEverybodyWhomeverTheNoticeNames() {
    pipeline.send(
        notice("b1", 1, BREACH_DISCOVERED, null, null, ANNA, BELA),
        notice("b2", 2, BREACH_NOTIFIED_SUBJECTS, null, "notice-b1", ANNA),
        notice("b3", 2, BREACH_NOTIFIED_AUTHORITY, null, "notice-b1", ANNA));
    pipeline.advance(Duration.ofDays(1));

    Finding finding = pipeline.findings.getFirst();
    assertThat(pipeline.standing()).containsExactly("SHOP-BREACH b1");
    assertThat(finding.getSubjectRef()).isEqualTo(Pipeline.PSEUDONYM.ref(BELA));
    assertThat(finding.getExplanation()).contains("a notice").doesNotContain("a report");
  }

  @Test
  void aClockOutlivesTheHorizonOfItsEvent() {
    pipeline.send(
        collect("c1", 1, ANNA),
        subject("s1", 2, CANCELLED, null, ANNA),
        destroyName("d1", 3),
        subject("s2", 20, DISPUTE_OPENED, null, ANNA));
    pipeline.advance(Pipeline.HORIZON.plusDays(1));
    pipeline.advance(Pipeline.HORIZON.plusDays(1));
    assertThat(pipeline.findings).isEmpty();

    pipeline.send(subject("s3", 200, DISPUTE_CLOSED, null, ANNA));
    pipeline.advance(Duration.ofDays(6));

    assertThat(pipeline.standing()).containsExactly("SHOP-KEEP s1");
  }

  @Test
  void whatIsDoneLongAfterItWasMissedIsStillSaid() {
    pipeline.send(collect("c1", 1, ANNA), subject("s1", 2, CANCELLED, null, ANNA));
    pipeline.advance(Pipeline.HORIZON.plusDays(1));
    pipeline.advance(Pipeline.HORIZON.plusDays(1));
    pipeline.send(destroy("d1", 200, ANNA));

    assertThat(pipeline.standing()).containsExactly("SHOP-KEEP s1", "SHOP-LEAVE s1");
    assertThat(pipeline.latest().values())
        .allSatisfy(
            finding -> assertThat(finding.getExplanation()).contains("done only on 2026-09-17"));
  }

  @Test
  void manyClocksRunOutTogether() {
    List<Event> events = new ArrayList<>();
    int subjects = PassStep.DEFAULT.events() + 1;
    for (int i = 0; i < subjects; i++) {
      events.add(collect("c" + i, 1, "customer-" + i));
      events.add(subject("s" + i, 2, CANCELLED, null, "customer-" + i));
    }
    pipeline.send(events.toArray(Event[]::new));

    pipeline.advance(Pipeline.SETTLE.plusSeconds(1));

    assertThat(pipeline.findings).hasSize(subjects);
  }

  @Test
  void aChangedPolicyJudgesAgain() throws Exception {
    pipeline.send(collect("c1", 1, ANNA), subject("s1", 2, CANCELLED, null, ANNA));
    pipeline.advance(Duration.ofDays(1));
    assertThat(pipeline.standing()).containsExactly("SHOP-LEAVE s1");

    pipeline.restart(Shop.policies("withoutDelay: P5D", "withoutDelay: P90D"));
    pipeline.advance(Duration.ofSeconds(1));
    assertThat(pipeline.standing()).isEmpty();
    assertThat(pipeline.findings.getLast().getStatus()).isEqualTo(FindingStatus.RETRACTED);
    assertThat(pipeline.findings.getLast().getRetroactive()).isFalse();
    assertThat(about("SHOP-LEAVE").getLast().getStatus()).isEqualTo(DeadlineStatus.RUNNING);

    pipeline.restart(Shop.policies());
    pipeline.advance(Duration.ofSeconds(1));
    assertThat(pipeline.standing()).containsExactly("SHOP-LEAVE s1");
    assertThat(pipeline.findings)
        .extracting(Finding::getFindingId)
        .containsOnly(pipeline.findings.getFirst().getFindingId());
    assertThat(pipeline.findings).extracting(Finding::getRevision).containsExactly(1, 2, 3);
  }
}
