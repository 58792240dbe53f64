/**
 * Makes what the judge found searchable: the fourth hop of contract → ingest → judge → index →
 * search.
 *
 * <p>A plain consumer beside the topology reads the trail, the findings and the deadlines, turns
 * each record into a document ({@link io.clausewatch.index.TrailDocument}, {@link
 * io.clausewatch.index.FindingDocument}, {@link io.clausewatch.index.DeadlineDocument}) and writes
 * it in bulk under its own id and revision, so that writing it again changes nothing. It commits an
 * offset only after the documents before it have been refreshed: <em>committed means
 * searchable</em>. What Elasticsearch cannot take now is waited out; what it can never take is
 * pointed at by a dead letter.
 */
package io.clausewatch.index;
