/**
 * Makes what the judge found searchable: the fourth hop of contract → ingest → judge → index →
 * search.
 *
 * <p>A plain consumer beside the topology reads the trail, the findings, what officers did about
 * them, and the deadlines, turns each record into a document ({@link
 * io.clausewatch.readmodel.TrailDocument}, {@link io.clausewatch.readmodel.FindingDocument}, {@link
 * io.clausewatch.readmodel.DeadlineDocument}) and writes it in bulk under its own id, so that
 * writing it again changes nothing: whole entries and deadlines under their revision, findings by
 * telling the document that stands there of the engine's revision or the officer's act. It commits
 * an offset only after the documents before it have been refreshed: <em>committed means
 * searchable</em>. Of a backlog the next documents are made while the last are written. What
 * Elasticsearch cannot take now is waited out; what it can never take is pointed at by a dead
 * letter.
 *
 * <p>{@link io.clausewatch.indexing.ReindexMain} makes all of it anew: another such consumer reads
 * everything from the beginning into indices that nobody sees yet, which then take the place of the
 * old ones at once.
 */
package io.clausewatch.indexing;
