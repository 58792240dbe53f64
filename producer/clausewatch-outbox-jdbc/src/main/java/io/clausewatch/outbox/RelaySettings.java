package io.clausewatch.outbox;

import java.time.Duration;

/**
 * How a relay works.
 *
 * @param batch how many events it takes at a time, and so holds in memory
 * @param pollInterval how long it waits when there is nothing to send
 * @param sendTimeout how long it waits for the acknowledgements of a batch, whose rows it holds
 *     locked meanwhile
 * @param maxPause how long it waits at most after a failure; the first time a tenth of a second,
 *     then twice as long each time
 */
public record RelaySettings(
    int batch, Duration pollInterval, Duration sendTimeout, Duration maxPause) {

  /** What suits most services. */
  public static final RelaySettings DEFAULT =
      new RelaySettings(
          200, Duration.ofMillis(200), Duration.ofSeconds(30), Duration.ofSeconds(30));
}
