package io.clausewatch.platform.metrics;

import java.util.Objects;

/**
 * Whether an app can do its work now.
 *
 * @param ready whether it can
 * @param reason why not, in words; empty when it can
 */
public record Readiness(boolean ready, String reason) {
  /** Ready. */
  public static final Readiness READY = new Readiness(true, "");

  /** Requires a reason, perhaps empty. */
  public Readiness {
    Objects.requireNonNull(reason);
  }

  /**
   * Not ready.
   *
   * @param reason why, in words, without any value of a record
   * @return the answer
   */
  public static Readiness notReady(String reason) {
    return new Readiness(false, reason);
  }
}
