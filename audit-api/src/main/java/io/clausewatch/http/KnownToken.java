package io.clausewatch.http;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * What is known of a token or API key.
 *
 * @param caller who has it
 * @param until the last day on which it counts, in UTC; empty when it has no end
 */
public record KnownToken(Caller caller, Optional<LocalDate> until) {

  /** One without an end. */
  public KnownToken(Caller caller) {
    this(caller, Optional.empty());
  }

  /** The first instant at which it counts no more; empty when it has no end. */
  public Optional<Instant> endsAt() {
    return until.map(day -> day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  /** Whether it counts no more. */
  public boolean isOver(Instant now) {
    return endsAt().filter(end -> !now.isBefore(end)).isPresent();
  }
}
