/**
 * What was true about a data subject at an instant: consents, membership, age, requests, notices
 * and the register, as told by events. Everything here is a function of a set of events: the order
 * in which they arrived leaves no trace.
 *
 * <p>In the path contract → ingest → <b>judge</b> → index → search this is what the judge looks at.
 */
package io.clausewatch.facts;
