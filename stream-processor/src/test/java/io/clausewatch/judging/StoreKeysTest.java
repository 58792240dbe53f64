package io.clausewatch.judging;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.Event;
import io.clausewatch.stream.Shop;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoreKeysTest {
  private static final String SUBJECT = StoreKeys.subject("shop", "ref");

  @Test
  void actsOfASubjectSortByTimeThenId() {
    List<String> keys =
        List.of(act("b", 1), act("a", 2), act("b", 2), act("a", 300), act("a", 40_000));
    assertThat(keys).isSorted().allMatch(key -> key.startsWith(SUBJECT));
    assertThat(keys).allMatch(key -> key.compareTo(StoreKeys.endOf(SUBJECT)) < 0);
    assertThat(StoreKeys.after(keys.get(1))).isGreaterThan(keys.get(1)).isLessThan(keys.get(2));
  }

  @Test
  void noPolicyHoldsTheKeysOfAnother() {
    String policy = StoreKeys.policy("shop");
    for (String other : List.of("shop2", "shop|x", "sho", "shop ")) {
      String key = StoreKeys.subject(other, "ref");
      assertThat(key.compareTo(policy) >= 0 && key.compareTo(StoreKeys.endOf(policy)) < 0)
          .isFalse();
    }
    assertThat(StoreKeys.subject("shop", null)).startsWith(policy);
  }

  @Test
  void arrivalsSortByArrivalAndLeadToTheAct() {
    Instant first = Instant.parse("2026-01-01T00:00:00Z");
    String act = act("a", 1);
    String arrival = StoreKeys.arrival(first, act);

    assertThat(StoreKeys.actOfArrival(arrival)).isEqualTo(act);
    assertThat(arrival).isGreaterThan(StoreKeys.instant(first));
    assertThat(arrival).isLessThan(StoreKeys.instant(first.plusMillis(1)));
  }

  private static String act(String eventId, double day) {
    return StoreKeys.judgedEvent(SUBJECT, Event.of(Shop.access(eventId, day, "audit", "x")));
  }
}
