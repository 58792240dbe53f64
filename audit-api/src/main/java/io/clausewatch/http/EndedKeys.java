package io.clausewatch.http;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the log of keys that are used after their end: a service that goes on sending is noticed by
 * whoever can give it a new one. Of each key once a minute. Safe for use by many threads.
 */
final class EndedKeys {
  private static final Logger LOG = LoggerFactory.getLogger(EndedKeys.class);
  private static final Duration AGAIN = Duration.ofMinutes(1);

  /** As many as there are keys. */
  private final Map<KnownToken, Instant> toldAt = new HashMap<>();

  /** Notes that an ended key was refused. */
  synchronized void refused(KnownToken known, Instant now) {
    Instant told = toldAt.get(known);
    if (told == null || !now.isBefore(told.plus(AGAIN))) {
      toldAt.put(known, now);
      LOG.warn(
          "The key of {} ended on {} and was refused",
          known.caller().name(),
          known.until().orElseThrow());
    }
  }
}
