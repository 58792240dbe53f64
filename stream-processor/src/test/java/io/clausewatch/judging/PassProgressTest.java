package io.clausewatch.judging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.clausewatch.contract.Rejudge;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;

class PassProgressTest {
  private static final String POLICY = "corner-shop";
  private static final Instant NOW = Instant.parse("2026-11-30T13:02:00Z");

  private static double share(String subjectRef) {
    String cursor = StoreKeys.subject(POLICY, subjectRef) + "0000019a\0e1";
    return PassProgress.begun(NOW).after(cursor, 1).share(POLICY);
  }

  private static String ref(Random random) {
    byte[] hash = new byte[16];
    random.nextBytes(hash);
    return HexFormat.of().formatHex(hash);
  }

  private static List<String> sortedRefs(Random random, int count) {
    return Stream.generate(() -> ref(random)).limit(count).sorted().toList();
  }

  @Property(seed = "20261130")
  void growsWithThePlaceOfTheCursor(@ForAll Random random) {
    List<Double> shares =
        sortedRefs(random, 50).stream().map(PassProgressTest::share).distinct().toList();
    assertThat(shares)
        .hasSize(50)
        .isSorted()
        .allSatisfy(share -> assertThat(share).isGreaterThanOrEqualTo(0).isLessThan(1));
  }

  /** The greatest distance of 10,000 from what is even is 0.0195 in all but one of a thousand. */
  @Property(tries = 20, seed = "20261130")
  void isTheShareOfTheSubjectsThatAreThrough(@ForAll Random random) {
    int count = 10_000;
    List<String> refs = sortedRefs(random, count);
    for (int k = 0; k < count; k++) {
      assertThat(share(refs.get(k))).isCloseTo((double) k / count, within(0.03));
    }
  }

  @Example
  void goesFromNothingToAll() {
    assertThat(PassProgress.begun(NOW).share(POLICY)).isEqualTo(0);
    assertThat(share("0".repeat(32))).isEqualTo(0);
    assertThat(share("8" + "0".repeat(31))).isEqualTo(0.5);
    assertThat(share("f".repeat(32))).isBetween(0.999999, Math.nextDown(1.0));
    assertThat(PassProgress.begun(NOW).after(null, 1).share(POLICY)).isEqualTo(1);
  }

  @Property(seed = "20261130")
  void eventsAboutNobodyComeFirst(@ForAll @NotEmpty String eventId) {
    String cursor = StoreKeys.subject(POLICY, null) + "0000019a\0" + eventId;
    assertThat(PassProgress.begun(NOW).after(cursor, 1).share(POLICY)).isEqualTo(0);
  }

  @Example
  void workThatDoesNotSayWhenItBeganBeginsNow() {
    PassProgress later = PassProgress.begun(NOW).after("corner-shop\0ab", 500);
    Rejudge work =
        RejudgeScope.ofPolicy(POLICY).rest(later, RejudgeCause.ofPolicy("a digest", Instant.EPOCH));
    assertThat(PassProgress.of(work, NOW.plusSeconds(9))).isEqualTo(later);

    work.setStartedAt(null);
    assertThat(PassProgress.of(work, NOW.plusSeconds(9)).startedAt()).isEqualTo(NOW.plusSeconds(9));
  }
}
