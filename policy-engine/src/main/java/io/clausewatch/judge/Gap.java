package io.clausewatch.judge;

/**
 * Something that could not be decided.
 *
 * @param clauseId the clause; null where the whole event is meant
 * @param reason in words, without any value of the event but vocabulary ids
 */
public record Gap(String clauseId, String reason) {}
