/**
 * Searches findings, the trail and deadlines: the last hop of contract → ingest → judge → index →
 * <b>search</b>.
 *
 * <p>{@link io.clausewatch.search.SearchParameters} reads a request's parameters into {@link
 * io.clausewatch.search.SearchCriteria}, naming every fault at once; {@link
 * io.clausewatch.search.SearchClient} asks Elasticsearch and pages through what it finds. The page
 * for privacy officers uses the same classes, so that it can do nothing that the API cannot.
 *
 * <p>Only the keyed hash of a subject id is ever searched for: a raw one is hashed while the
 * parameters are read, and kept nowhere.
 */
package io.clausewatch.search;
