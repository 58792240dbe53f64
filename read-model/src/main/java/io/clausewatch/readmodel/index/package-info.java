/**
 * The indices of Elasticsearch that hold the documents: names, mappings, the full text. Between
 * index and search in contract → ingest → judge → <b>index → search</b>.
 */
package io.clausewatch.readmodel.index;
