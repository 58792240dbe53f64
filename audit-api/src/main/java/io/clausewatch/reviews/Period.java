package io.clausewatch.reviews;

import java.time.Instant;

/**
 * A stretch of time.
 *
 * @param from its first instant
 * @param to the first instant after it
 */
public record Period(Instant from, Instant to) {}
