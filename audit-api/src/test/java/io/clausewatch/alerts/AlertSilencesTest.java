package io.clausewatch.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clausewatch.contract.AlertSilence;
import io.clausewatch.contract.Fault;
import io.clausewatch.http.Caller;
import io.clausewatch.http.InvalidRequestException;
import io.clausewatch.http.Role;
import io.clausewatch.search.NamedSubjects;
import io.clausewatch.table.MemoryTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class AlertSilencesTest {
  private static final Caller KIM = new Caller("kim", Role.OFFICER);
  private static final Map<String, List<String>> CRM = Map.of("service", List.of("crm"));

  private Instant now = Instant.parse("2026-11-30T10:00:00Z");
  private Predicate<NamedSubjects> areSubjects = names -> false;
  private final AtomicInteger recorded = new AtomicInteger();
  private Runnable record = recorded::incrementAndGet;
  private final AlertSilences silences =
      new AlertSilences(new MemoryTable<>(), names -> areSubjects.test(names), () -> now);

  private AlertSilence make(Map<String, List<String>> match, Instant until, String reason) {
    return silences.make(KIM, match, until, reason, id -> "ref-" + id, record);
  }

  private List<String> faults(Map<String, List<String>> match, Instant until, String reason) {
    try {
      make(match, until, reason);
    } catch (InvalidRequestException e) {
      return e.faults().stream().map(Fault::path).toList();
    }
    return List.of();
  }

  @Test
  void oneIsInForceUntilItsEnd() {
    AlertSilence made = make(CRM, now.plusSeconds(60), "  moving house ");
    assertThat(made.getBy()).isEqualTo("kim");
    assertThat(made.getReason()).isEqualTo("moving house");
    assertThat(silences.inForce()).containsExactly(made);
    now = now.plusSeconds(60);
    assertThat(silences.inForce()).isEmpty();
  }

  @Test
  void oneCanBeEndedOnce() {
    AlertSilence made = make(CRM, now.plusSeconds(60), "a test");
    assertThat(silences.end(made.getSilenceId(), record)).isTrue();
    assertThat(silences.inForce()).isEmpty();
    assertThat(silences.end(made.getSilenceId(), record)).isFalse();
    assertThat(recorded).hasValue(2); // the third found nothing to end
  }

  @Test
  void everyFaultIsNamedAtOnce() {
    assertThat(faults(Map.of("sevice", List.of("crm")), now, " "))
        .containsExactly("match", "until", "reason");
    assertThat(faults(Map.of(), null, null)).containsExactly("match", "until", "reason");
    assertThat(faults(Map.of("service", List.of()), now.plusSeconds(60), "x"))
        .containsExactly("match.service");
    assertThat(faults(CRM, now.plus(Duration.ofDays(400)), "x")).containsExactly("until");
  }

  @Test
  void noIdOfADataSubjectIsKept() {
    areSubjects = names -> !names.isEmpty();
    assertThat(faults(CRM, now.plusSeconds(60), "member-4711 is angry")).contains("reason");
    assertThat(silences.inForce()).isEmpty();
  }

  @Test
  void thereAreNotMoreThanAnybodyCanSee() {
    for (int i = 0; i < AlertSilences.MAX; i++) {
      make(CRM, now.plusSeconds(60), "a test");
    }
    assertThatThrownBy(() -> make(CRM, now.plusSeconds(60), "a test"))
        .isInstanceOf(InvalidRequestException.class);
    assertThat(recorded).hasValue(AlertSilences.MAX);
  }

  @Test
  void ofManyWhoAskAtOnceNoMoreAreGivenOneThanThereIsRoomFor() {
    for (int i = 2; i < AlertSilences.MAX; i++) {
      make(CRM, now.plusSeconds(60), "a test");
    }
    AtomicInteger made = new AtomicInteger();
    CyclicBarrier together = new CyclicBarrier(8);
    try (ExecutorService many = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8; i++) {
        many.execute(
            () -> {
              try {
                together.await();
                make(CRM, now.plusSeconds(60), "a test");
                made.incrementAndGet();
              } catch (InvalidRequestException e) {
                // There was no room.
              } catch (InterruptedException | BrokenBarrierException e) {
                throw new AssertionError(e);
              }
            });
      }
    }
    assertThat(made).hasValue(2);
    assertThat(silences.inForce()).hasSize(AlertSilences.MAX);
  }

  @Test
  void whatCannotBeRecordedIsNotDone() {
    AlertSilence made = make(CRM, now.plusSeconds(60), "a test");
    record =
        () -> {
          throw new IllegalStateException("Kafka is away");
        };
    assertThatThrownBy(() -> make(CRM, now.plusSeconds(60), "another")).hasMessage("Kafka is away");
    assertThatThrownBy(() -> silences.end(made.getSilenceId(), record)).hasMessage("Kafka is away");
    assertThat(silences.inForce()).containsExactly(made);
  }
}
