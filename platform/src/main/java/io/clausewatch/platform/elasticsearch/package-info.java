/** The way to Elasticsearch, for the indexer and the searches alike. */
package io.clausewatch.platform.elasticsearch;
