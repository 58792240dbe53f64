package io.clausewatch.search;

/**
 * How many documents have a value.
 *
 * @param key the value
 * @param count how many
 */
public record TermCount(String key, long count) {}
