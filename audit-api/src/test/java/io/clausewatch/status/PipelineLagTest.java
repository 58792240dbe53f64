package io.clausewatch.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.Topics;
import io.clausewatch.platform.kafka.ConsumerGroups;
import io.clausewatch.status.PipelineLag.Reading;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PipelineLagTest {

  private static final TopicPartition EVENTS = new TopicPartition("t.events.access", 1);
  private static final TopicPartition FACTS = new TopicPartition("t.facts", 0);
  private static final TopicPartition TRAIL = new TopicPartition("t.trail", 1);
  private static final TopicPartition FINDINGS = new TopicPartition("t.findings", 0);
  private static final TopicPartition TRIAGE = new TopicPartition("t.triage", 1);
  private static final TopicPartition DEADLINES = new TopicPartition("t.deadlines", 1);

  private final FakeOffsets offsets = new FakeOffsets();
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong nanos = new AtomicLong();
  private final PipelineLag lag =
      new PipelineLag(
          offsets, new Topics("t.", 2, 1), ConsumerGroups.of("t."), 2, accepted::get, nanos::get);

  @Test
  void eventsAndFactsAreTheProcessorsAndWhatCameOfThemTheIndexers() {
    offsets.ends.putAll(
        Map.of(
            EVENTS, 1L, FACTS, 10L, TRAIL, 100L, FINDINGS, 1000L, DEADLINES, 10_000L, TRIAGE,
            100_000L));
    assertThat(lag.now()).isEqualTo(new Reading(11L, 111_100L, null));
  }

  @Test
  void theProcessorIsAskedFirst() {
    lag.now();
    assertThat(offsets.asked)
        .containsExactly(
            "committed " + ConsumerGroups.of("t.").processor(),
            "ends",
            "committed " + ConsumerGroups.of("t.").indexer(),
            "ends");
  }

  /** An event on its way through, one hop at each question that is asked: never is everything 0. */
  @Test
  void anEventOnItsWayIsNeverOverlooked() {
    for (int start = 0; start < 6; start++) {
      FakeOffsets moving = new FakeOffsets();
      moving.ends.put(EVENTS, 1L);
      int[] step = {0};
      int first = start;
      moving.meanwhile =
          () -> {
            if (step[0]++ >= first) {
              advance(moving);
            }
          };
      PipelineLag moved =
          new PipelineLag(
              moving,
              new Topics("t.", 2, 1),
              ConsumerGroups.of("t."),
              2,
              () -> 0,
              System::nanoTime);
      Reading reading = moved.now();
      boolean done =
          moving
              .committed
              .getOrDefault(ConsumerGroups.of("t.").indexer(), Map.of())
              .containsKey(TRAIL);
      if (reading.processor() == 0 && reading.indexer() == 0) {
        assertThat(done).as("start %s", start).isTrue();
      }
    }
  }

  /** The pipeline does its next step: judge the fact of the event, then index what came of it. */
  private static void advance(FakeOffsets offsets) {
    Map<TopicPartition, Long> processor =
        new HashMap<>(
            offsets.committed.getOrDefault(ConsumerGroups.of("t.").processor(), Map.of()));
    if (!processor.containsKey(EVENTS)) {
      processor.put(EVENTS, 1L);
      offsets.ends.put(FACTS, 1L);
    } else if (!processor.containsKey(FACTS)) {
      processor.put(FACTS, 1L);
      offsets.ends.put(TRAIL, 1L);
    } else {
      offsets.committed.put(ConsumerGroups.of("t.").indexer(), Map.of(TRAIL, 1L));
    }
    offsets.committed.put(ConsumerGroups.of("t.").processor(), processor);
  }

  @Test
  void aReadingIsKeptForAMoment() {
    assertThat(lag.now().processor()).isZero();
    offsets.ends.put(EVENTS, 5L);
    nanos.addAndGet(Duration.ofMillis(200).toNanos());
    assertThat(lag.now().processor()).isZero();
    nanos.addAndGet(1);
    assertThat(lag.now().processor()).isEqualTo(5);
  }

  @Test
  void aReadingFromBeforeAnEventWasAcceptedIsNotKept() {
    assertThat(lag.now().processor()).isZero();
    offsets.ends.put(EVENTS, 5L);
    accepted.incrementAndGet();
    assertThat(lag.now().processor()).isEqualTo(5);
  }

  @Test
  void anEventAcceptedWhileReadingMakesTheNextReadingFresh() {
    offsets.meanwhile = () -> accepted.set(1);
    lag.now();
    offsets.ends.put(EVENTS, 5L);
    assertThat(lag.now().processor()).isEqualTo(5);
  }

  @Test
  void whatIsUnknownIsNotZero() {
    offsets.unknown = "Kafka does not answer";
    assertThat(lag.now()).isEqualTo(new Reading(null, null, "Kafka does not answer"));
  }

  @Test
  void whatIsKnownIsSaidAllTheSame() {
    offsets.ends.put(EVENTS, 5L);
    offsets.meanwhile =
        () -> {
          if (offsets.asked.getLast().contains(ConsumerGroups.of("t.").indexer())) {
            offsets.unknown = "no";
          }
        };
    assertThat(lag.now()).isEqualTo(new Reading(5L, null, "no"));
  }
}
