package io.clausewatch.local.demo;

import java.time.Instant;
import java.util.Set;

/**
 * An event that the demo sends.
 *
 * @param id its eventId
 * @param policyId its policy
 * @param occurredAt when it happened
 * @param cloudEvent the whole of it as JSON, as the HTTP door takes it
 * @param breaks the clauses that it breaks; empty where it is lawful
 */
record DemoEvent(
    String id, String policyId, Instant occurredAt, String cloudEvent, Set<String> breaks) {}
