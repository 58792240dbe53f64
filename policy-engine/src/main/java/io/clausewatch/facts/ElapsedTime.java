package io.clausewatch.facts;

import java.time.Duration;
import java.time.Instant;

/**
 * The time between two instants. It keeps both, since how long a month is depends on which one.
 *
 * @param from where it begins
 * @param until where it ends; before the beginning where it is less than nothing
 */
public record ElapsedTime(Instant from, Instant until) implements Comparable<ElapsedTime> {

  /** How long it is. */
  public Duration duration() {
    return Duration.between(from, until);
  }

  @Override
  public int compareTo(ElapsedTime other) {
    return duration().compareTo(other.duration());
  }
}
