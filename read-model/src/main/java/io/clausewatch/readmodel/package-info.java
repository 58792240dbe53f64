/**
 * What the indexer writes and the searches read: the documents, and the catalogue of their fields.
 * Between index and search in contract → ingest → judge → <b>index → search</b>.
 *
 * <p>A document holds a record of the contract ({@link io.clausewatch.readmodel.TrailDocument},
 * {@link io.clausewatch.readmodel.FindingDocument}, {@link
 * io.clausewatch.readmodel.DeadlineDocument}). Its catalogue says of each field how the index holds
 * it, what can be asked by it and where it is shown; whatever has to know the fields of a document
 * asks the catalogue. A further field that officers search by is a line in {@code EventFields}, and
 * a word in each language.
 */
package io.clausewatch.readmodel;
