/**
 * Exports of a search: all that it finds, as a file that is written while it is read.
 *
 * <p>{@link io.clausewatch.files.DownloadParameters} reads what is asked for beside the search;
 * {@link io.clausewatch.search.PagedResults} come from the index one by one; {@link
 * io.clausewatch.export.RowWriter} writes each document; {@link
 * io.clausewatch.files.StreamedDownload} carries the bytes to the client.
 */
package io.clausewatch.export;
