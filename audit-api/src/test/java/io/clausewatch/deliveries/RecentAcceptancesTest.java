package io.clausewatch.deliveries;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.deliveries.DeliveryCursor.Source;
import io.clausewatch.events.AcceptedEvent;
import io.clausewatch.search.SearchCondition.AnyOf;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecentAcceptancesTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private final RecentAcceptances recent = new RecentAcceptances();

  private static AcceptedEvent event(String id) {
    return new AcceptedEvent(id, "shop", "access", NOW, NOW);
  }

  @Test
  void holdsTheNewestUntilTheyAreJudged() {
    recent.accepted(List.of(event("a"), event("b")));
    recent.accepted(List.of(event("c")));
    recent.judged(List.of("b", "zzz"));

    assertThat(recent.pending()).extracting(AcceptedEvent::eventId).containsExactly("c", "a");
  }

  @Test
  void isBounded() {
    recent.accepted(
        IntStream.range(0, RecentAcceptances.MAX + 10).mapToObj(i -> event("e" + i)).toList());
    IntStream.range(0, 3_000).forEach(i -> recent.rejected("s" + i, List.of("$: x" + i)));
    IntStream.range(0, 100).forEach(i -> recent.rejected("s0", List.of("$: y" + i)));

    assertThat(recent.pending()).hasSize(RecentAcceptances.MAX);
    assertThat(recent.rejections()).hasSize(1_000);
    assertThat(recent.rejections().get("s0").count()).isEqualTo(101);
    assertThat(recent.rejections().get("s0").faults()).hasSize(20).startsWith("$: y99");
  }

  @Test
  void aQueryOfSomeServicesHoldsTheseAlone() {
    DeliveryQuery query =
        new DeliveryQuery(
            Optional.of(Set.of("till")),
            List.of(),
            Set.of(),
            Optional.empty(),
            Optional.empty(),
            10,
            Optional.empty());

    assertThat(query.holds(event("a"))).isFalse();
    assertThat(query.conditions()).containsExactly(new AnyOf("service", List.of("till")));
    assertThat(query.isOfNobody()).isFalse();
  }

  @Test
  void aCursorIsReadAsItWasWritten() {
    DeliveryCursor cursor = new DeliveryCursor(NOW, Source.DEAD_LETTERS, "t-1-2");

    assertThat(DeliveryCursor.decode(cursor.encode())).contains(cursor);
    assertThat(DeliveryCursor.decode("e30")).isEmpty();
    assertThat(DeliveryCursor.decode("%%")).isEmpty();
    assertThat(DeliveryCursor.decode("eyJ0IjoxLCJzIjoiWCIsInAiOiIifQ")).isEmpty();
  }
}
