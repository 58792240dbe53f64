package io.clausewatch.stream;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A gauge for each pass over a policy that is under way in a partition, and none for any other.
 * Thread-safe, where one thread at a time speaks of a partition.
 */
final class PassGauges {
  private static final String NAME = "clausewatch.policy.pass.share";

  private final MeterRegistry registry;
  private final Map<Place, Double> shares = new ConcurrentHashMap<>();

  private record Place(String policyId, int partition) {}

  PassGauges(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Sets a gauge, which is there from the first time on. */
  void set(String policyId, int partition, double share) {
    Place place = new Place(policyId, partition);
    if (shares.put(place, share) == null) {
      Gauge.builder(NAME, shares, all -> all.getOrDefault(place, Double.NaN))
          .description("How much of a policy's events is judged again, from 0 to 1")
          .tags("policy", policyId, "partition", Integer.toString(partition))
          .register(registry);
    }
  }

  /** Takes a gauge away, where there is one. */
  void remove(String policyId, int partition) {
    remove(new Place(policyId, partition));
  }

  /** Takes those of a partition away. */
  void removeAll(int partition) {
    shares.keySet().stream().filter(place -> place.partition() == partition).forEach(this::remove);
  }

  private void remove(Place place) {
    if (shares.remove(place) != null) {
      registry
          .find(NAME)
          .tags("policy", place.policyId(), "partition", Integer.toString(place.partition()))
          .meters()
          .forEach(registry::remove);
    }
  }
}
