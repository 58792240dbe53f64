package io.clausewatch.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PassGaugesTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final StreamCounters counters = new StreamCounters(registry);

  /** What the gauges say, by policy and partition. */
  private Map<String, Double> gauges() {
    Map<String, Double> gauges = new TreeMap<>();
    for (Gauge gauge : registry.find("clausewatch.policy.pass.share").gauges()) {
      gauges.put(
          gauge.getId().getTag("policy") + " " + gauge.getId().getTag("partition"), gauge.value());
    }
    return gauges;
  }

  @Test
  void aGaugeIsThereWhileItsPassIsUnderWay() {
    assertThat(gauges()).isEmpty();

    counters.passGoesOn("shop", 0, 0.25);
    counters.passGoesOn("shop", 1, 0.5);
    counters.passGoesOn("club", 1, 0.125);
    counters.passGoesOn("shop", 0, 0.75);
    assertThat(gauges())
        .containsExactlyInAnyOrderEntriesOf(Map.of("shop 0", 0.75, "shop 1", 0.5, "club 1", 0.125));

    counters.passEnded("shop", 0);
    counters.passEnded("no pass of it was told of", 0);
    assertThat(gauges()).containsOnlyKeys("shop 1", "club 1");

    counters.passesLeft(1);
    assertThat(gauges()).isEmpty();

    counters.passGoesOn("shop", 0, 0.0625);
    assertThat(gauges()).as("the next pass").isEqualTo(Map.of("shop 0", 0.0625));
  }
}
