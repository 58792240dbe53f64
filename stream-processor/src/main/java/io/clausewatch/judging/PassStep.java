package io.clausewatch.judging;

import java.time.Duration;

/**
 * How long a step of judging again may take, before the events that wait have their turn. Most
 * events stay as they are, and to find that takes a tenth of the time that it takes to write what
 * changed: so a step is over when some events have changed, or after many times as many that have
 * not.
 *
 * @param events how many are read at once; the step is over when as many have changed
 * @param reads how often some are read, at most
 * @param within none are read after this: each partition of a thread takes as long, and the events
 *     that wait meanwhile come first
 */
public record PassStep(int events, int reads, Duration within) {
  /** What the processor does. */
  public static final PassStep DEFAULT = new PassStep(500, 10, Duration.ofMillis(10));
}
