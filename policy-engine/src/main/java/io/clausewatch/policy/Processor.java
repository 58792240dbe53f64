package io.clausewatch.policy;

import java.util.Set;

/**
 * A processor that a policy lists.
 *
 * @param id the id that events use
 * @param name for people to read
 * @param purposes its tasks
 * @param declared where it is listed
 */
record Processor(String id, String name, Set<String> purposes, DeclaredQuote declared) {}
