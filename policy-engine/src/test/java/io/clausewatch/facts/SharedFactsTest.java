package io.clausewatch.facts;

import static org.assertj.core.api.Assertions.assertThat;

import io.clausewatch.contract.Event;
import io.clausewatch.contract.Register;
import io.clausewatch.contract.RegisterKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SharedFactsTest {
  private static final Instant DAY_0 = Instant.parse("2026-03-01T12:00:00Z");

  private static Instant day(int day) {
    return DAY_0.plus(Duration.ofDays(day));
  }

  private static Register entry(String id, int told, String assignment, Integer until) {
    return Register.newBuilder()
        .setEventId(id)
        .setOccurredAt(day(told))
        .setPolicyId("p")
        .setService("s")
        .setEntryId("kim")
        .setKind(RegisterKind.HANDLER)
        .setAssignmentId(assignment)
        .setValidFrom(day(told))
        .setValidUntil(until == null ? null : day(until))
        .build();
  }

  private static List<String> valid(SharedFacts facts, int day) {
    return facts.valid(RegisterKind.HANDLER, "kim", day(day)).stream()
        .map(Register::getEventId)
        .toList();
  }

  private static SharedFacts facts(List<Register> entries) {
    return SharedFacts.of(entries.stream().map(Event::of).toList());
  }

  @Test
  void aTemporaryRightStandsBesideThePermanentOne() {
    SharedFacts facts =
        facts(List.of(entry("always", 0, null, null), entry("holiday", 2, "cover", 4)));

    assertThat(valid(facts, 1)).containsExactly("always");
    assertThat(valid(facts, 3)).containsExactly("holiday", "always");
    assertThat(valid(facts, 5)).containsExactly("always");
  }

  @Test
  void anEntryIsReplacedByItsOwnAlone() {
    SharedFacts facts =
        facts(
            List.of(
                entry("always", 0, null, null),
                entry("cover-1", 1, "cover", null),
                // Ends the cover, and nothing else.
                entry("cover-2", 2, "cover", 2),
                // An entry without an assignment is that of its own id.
                entry("again", 3, "kim", null)));

    assertThat(valid(facts, 1)).containsExactly("cover-1", "always");
    assertThat(valid(facts, 2)).containsExactly("cover-2", "always");
    assertThat(valid(facts, 3)).containsExactly("again");
  }

  @Property(seed = "20261130")
  void theOrderInWhichEntriesComeLeavesNoTrace(@ForAll Random random) {
    List<Register> entries = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String assignment = random.nextBoolean() ? null : "a" + random.nextInt(3);
      entries.add(entry("e" + i, random.nextInt(6), assignment, random.nextBoolean() ? null : 5));
    }
    SharedFacts inOrder = facts(entries);
    Collections.shuffle(entries, random);
    SharedFacts shuffled = facts(entries);

    for (int day = 0; day < 7; day++) {
      assertThat(valid(shuffled, day)).isEqualTo(valid(inOrder, day));
    }
  }
}
