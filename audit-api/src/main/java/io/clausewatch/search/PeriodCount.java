package io.clausewatch.search;

import java.time.Instant;

/**
 * How many documents lie in a period.
 *
 * @param from its first instant
 * @param count how many
 */
public record PeriodCount(Instant from, long count) {}
