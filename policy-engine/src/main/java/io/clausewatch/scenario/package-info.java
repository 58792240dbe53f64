/**
 * Scenarios: a policy's own examples of what keeps and what breaks each clause, written by whoever
 * writes the policy, run through the real contract and the real judge in milliseconds.
 *
 * <p>In the path contract → ingest → <b>judge</b> → index → search this is how a policy author
 * tests what the judge judges by.
 */
package io.clausewatch.scenario;
