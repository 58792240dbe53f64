package io.clausewatch.contract;

import java.time.Duration;

/**
 * How long Kafka keeps what is not compacted, counted from its arrival.
 *
 * @param events events, facts and alerts: as long as the stream processor may be away
 * @param trail the trail: as far back as the index can be rebuilt
 * @param deadLetters dead letters
 */
public record Retention(Duration events, Duration trail, Duration deadLetters) {

  /** 14 days; 730 days, the Korean rule for those who hold much data; 90 days. */
  public static final Retention DEFAULT =
      new Retention(Duration.ofDays(14), Duration.ofDays(730), Duration.ofDays(90));
}
