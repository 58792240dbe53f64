/**
 * The way to Elasticsearch, the names and mappings of the indices, and the documents that both the
 * indexer and the searches have to understand alike: between index and search in contract → ingest
 * → judge → <b>index → search</b>.
 */
package io.clausewatch.platform.elasticsearch;
