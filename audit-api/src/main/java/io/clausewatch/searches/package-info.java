/**
 * Searches that officers and auditors keep under a name, for themselves or for all.
 *
 * <p>{@link io.clausewatch.searches.SavedSearches} is the way in, for the API and for pages. They
 * are kept in Kafka alone, by a {@link io.clausewatch.table.KeyedTable}, and never with a raw
 * subject id.
 */
package io.clausewatch.searches;
