/**
 * The judge: from a policy, an event and what was true at that instant to the clauses that it
 * breaks. Pure: no Kafka, no clock, no I/O.
 *
 * <p>In the path contract → ingest → <b>judge</b> → index → search this is the judge itself.
 */
package io.clausewatch.judge;
