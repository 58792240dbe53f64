/**
 * The ways to Kafka and to the schema registry: connections, the setup of topics, rights, consumer
 * groups, the loop by which topics are read, and what refusals mean. Used on every hop of contract
 * → ingest → judge → index → search.
 */
package io.clausewatch.platform.kafka;
