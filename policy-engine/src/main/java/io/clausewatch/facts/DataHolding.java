package io.clausewatch.facts;

import java.time.Instant;

/**
 * Personal data that is to be destroyed: what the exceptions of a deadline look at.
 *
 * @param category the category
 * @param collectedAt when it was last collected
 * @param startedAt when the clock started
 * @param dueAt the last instant at which it may still be destroyed in time
 */
public record DataHolding(String category, Instant collectedAt, Instant startedAt, Instant dueAt) {}
