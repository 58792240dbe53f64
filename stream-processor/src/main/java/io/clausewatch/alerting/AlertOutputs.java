package io.clausewatch.alerting;

/**
 * The names of the children that take what is decided.
 *
 * @param decisions takes alert decisions, by the id of their finding
 * @param deadLetters takes dead letters
 */
public record AlertOutputs(String decisions, String deadLetters) {}
