package io.clausewatch.facts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class FactTimelineTest {
  private static final Comparator<Told> ORDER =
      Comparator.comparing(Told::at).thenComparing(Told::id);

  record Told(Instant at, String id, int times) {}

  @Property(seed = "20261130")
  void whateverTheOrderTheyStandByTimeAndIdEachAsItWasToldLast(@ForAll("stories") List<Told> told) {
    FactTimeline<Told> facts = new FactTimeline<>(Told::at, Told::id);
    TreeMap<Told, Told> expected = new TreeMap<>(ORDER);
    for (Told one : told) {
      facts.put(one);
      expected.put(one, one);
      assertThat(facts).containsExactlyElementsOf(expected.values());
    }
  }

  @Provide
  Arbitrary<List<Told>> stories() {
    return Combinators.combine(
            Arbitraries.longs().between(-3, 3).map(Instant::ofEpochSecond),
            Arbitraries.of("a", "b", "c"),
            Arbitraries.integers())
        .as(Told::new)
        .list()
        .ofMaxSize(30);
  }
}
