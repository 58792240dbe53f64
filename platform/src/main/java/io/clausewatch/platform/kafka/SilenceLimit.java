package io.clausewatch.platform.kafka;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * For whoever polls for records that are known to be there: takes silence for what it is, an
 * outage. Not thread-safe.
 */
public final class SilenceLimit {
  private static final Duration MAX = Duration.ofSeconds(60);

  private final LongSupplier nanos;
  private long since;

  /**
   * A limit that begins now.
   *
   * @param nanos time elapsed since some fixed moment
   */
  public SilenceLimit(LongSupplier nanos) {
    this.nanos = nanos;
    this.since = nanos.getAsLong();
  }

  /**
   * Looks at what came of a poll.
   *
   * @param nothing whether no record came: there was none but markers of transactions, or none yet
   * @throws TimeoutException when none has come for long
   */
  public void check(boolean nothing) {
    long now = nanos.getAsLong();
    if (!nothing) {
      since = now;
    } else if (now - since > MAX.toNanos()) {
      throw new TimeoutException("nothing has come for " + MAX.toSeconds() + " s");
    }
  }
}
