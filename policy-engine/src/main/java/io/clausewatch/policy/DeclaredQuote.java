package io.clausewatch.policy;

/**
 * Something that a policy declares, and where.
 *
 * @param section where it stands
 * @param quote its words, verbatim
 */
public record DeclaredQuote(String section, String quote) {}
