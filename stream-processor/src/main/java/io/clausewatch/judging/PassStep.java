package io.clausewatch.judging;

/**
 * How long a step of judging again may take, before the events that wait have their turn. Most
 * events stay as they are, and to find that takes a tenth of the time that it takes to write what
 * changed: so a step is over when some events have changed, or after many times as many that have
 * not. It is told in events and not in time, so that the same records make the same steps.
 *
 * @param events how many are read at once; the step is over when as many have changed
 * @param reads how often some are read, at most
 */
public record PassStep(int events, int reads) {
  /** Some 40 milliseconds. */
  public static final PassStep DEFAULT = new PassStep(500, 10);
}
