package io.clausewatch.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.Access;
import io.clausewatch.contract.ConsentAction;
import io.clausewatch.contract.ConsentGiver;
import io.clausewatch.contract.DeadLetter;
import io.clausewatch.contract.DeadLetterReason;
import io.clausewatch.contract.Event;
import io.clausewatch.contract.EventKind;
import io.clausewatch.contract.Fact;
import io.clausewatch.contract.FollowUpKind;
import io.clausewatch.ingest.EventPartitioner;
import io.clausewatch.policy.PolicyCatalog;
import java.text.Normalizer;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** One id is one event, whatever the partitions and topics in which its records lie. */
class EventIdTest {
  private static final PolicyCatalog POLICIES = Shop.policies();
  private static final int PARTITIONS = 3;
  private static final String ANNA = "customer-anna";

  @Property(seed = "20261130")
  void theSameEventInTwoPartitionsIsOne(
      @ForAll @IntRange(max = PARTITIONS - 1) int first,
      @ForAll @IntRange(max = PARTITIONS - 1) int second,
      @ForAll @IntRange(max = 4) int number) {
    try (SimulatedTasks tasks = new SimulatedTasks(POLICIES, PARTITIONS)) {
      Event event = Shop.contact("event-" + number, 1, "order-fulfilment", ANNA, "bela");
      tasks.take(event, first);
      tasks.take(event, second);

      assertThat(tasks.deadLetters).isEmpty();
      assertThat(tasks.counts.of("taken")).isEqualTo(1);
      assertThat(tasks.counts.of("duplicate")).isEqualTo(1);
    }
  }

  @Property(seed = "20261130")
  void anotherEventOfTheIdConflictsWhereverItLies(
      @ForAll @IntRange(max = PARTITIONS - 1) int first,
      @ForAll @IntRange(max = PARTITIONS - 1) int second,
      @ForAll @IntRange(max = 4) int number,
      @ForAll @IntRange(max = 3) int which) {
    String id = "event-" + number;
    Event other =
        switch (which) {
          case 0 -> Shop.contact(id, 2, "order-fulfilment", ANNA);
          case 1 -> Shop.contact(id, 1, "order-fulfilment", "bela");
          case 2 -> ofAnotherService(Shop.access(id, 1, "order-fulfilment", ANNA));
          default ->
              Shop.consent(id, 1, ConsentAction.GRANTED, ConsentGiver.SUBJECT, "analytics", ANNA);
        };
    try (SimulatedTasks tasks = new SimulatedTasks(POLICIES, PARTITIONS)) {
      tasks.take(Shop.contact(id, 1, "order-fulfilment", ANNA), first);
      tasks.take(other, second);

      assertThat(tasks.counts.of("taken")).isEqualTo(1);
      DeadLetter letter = tasks.deadLetters.getFirst();
      assertThat(tasks.deadLetters).hasSize(1);
      assertThat(letter.getReason()).isEqualTo(DeadLetterReason.CONFLICTING);
      assertThat(letter.getEventId()).isEqualTo(id);
      assertThat(letter.getTopic()).endsWith("events." + other.kind().id());
      assertThat(letter.getPartition()).isEqualTo(second);
    }
  }

  private static Event ofAnotherService(Access access) {
    access.setService("another-desk");
    return Event.of(access);
  }

  /** As a retry that is made anew from a set. */
  @Example
  void aListInAnotherOrderIsNoOtherEvent() {
    try (SimulatedTasks tasks = new SimulatedTasks(POLICIES, PARTITIONS)) {
      tasks.take(Shop.contact("e1", 1, "order-fulfilment", ANNA, "bela"), 0);
      tasks.take(Shop.contact("e1", 1, "order-fulfilment", "bela", ANNA), 1);

      assertThat(tasks.deadLetters).isEmpty();
      assertThat(tasks.counts.of("duplicate")).isEqualTo(1);
    }
  }

  @Example
  void anIdIsTheSameInBothUnicodeForms() {
    String id = "événement";
    String decomposed = Normalizer.normalize(id, Normalizer.Form.NFD);
    try (SimulatedTasks tasks = new SimulatedTasks(POLICIES, PARTITIONS)) {
      tasks.take(Shop.contact(decomposed, 1, "order-fulfilment", ANNA), 0);
      tasks.take(Shop.contact(id, 1, "order-fulfilment", ANNA), 1);

      assertThat(tasks.deadLetters).isEmpty();
      assertThat(tasks.counts.of("taken")).isEqualTo(1);
      assertThat(tasks.counts.of("duplicate")).isEqualTo(1);
    }
  }

  @Example
  void onlyWhatLiesElsewhereIsSentOn() {
    int home = new EventPartitioner(PARTITIONS).partition("e1");
    try (SimulatedTasks tasks = new SimulatedTasks(POLICIES, PARTITIONS)) {
      tasks.take(Shop.contact("e1", 1, "order-fulfilment", ANNA), home);
      assertThat(tasks.counts.of("rekeyed")).isZero();
      tasks.take(Shop.contact("e1", 1, "order-fulfilment", ANNA), (home + 1) % PARTITIONS);
      assertThat(tasks.counts.of("rekeyed")).isEqualTo(1);
    }
  }

  /** Nothing gets lost on the way between two partitions. */
  @Property(tries = 50, seed = "20261130")
  void anEventThatLiesElsewhereMakesTheSameFacts(
      @ForAll EventKind kind, @ForAll @IntRange(max = 4) int number) {
    Stream<Event> shipped =
        ShippedEvents.policyIds().stream().flatMap(policyId -> ShippedEvents.of(policyId).stream());
    Event followUp = Shop.followUp("e1", 1, "e0", FollowUpKind.REVIEW, "hans", ANNA);
    List<Event> events =
        Stream.concat(shipped, Stream.of(followUp)).filter(event -> event.kind() == kind).toList();
    Event event = events.get(number % events.size());
    int home = new EventPartitioner(PARTITIONS).partition(event.eventId());

    assertThat(factsOf(event, (home + 1) % PARTITIONS)).isEqualTo(factsOf(event, home));
  }

  private static List<Fact> factsOf(Event event, int partition) {
    try (SimulatedTasks tasks = new SimulatedTasks(POLICIES, PARTITIONS)) {
      tasks.take(event, partition);
      return tasks.facts;
    }
  }
}
