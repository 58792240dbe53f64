/**
 * The ways to Kafka and to the schema registry: connections, the setup of topics, rights, consumer
 * groups, and what their refusals mean. Used on every hop of contract → ingest → judge → index →
 * search.
 */
package io.clausewatch.platform.kafka;
