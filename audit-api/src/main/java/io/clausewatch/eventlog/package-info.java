/**
 * Where records are durable in Kafka before anybody is told: events that came in over HTTP, what
 * people did through this server, and what else it keeps. The way from the API into the path
 * contract → <b>ingest</b> → judge → index → search.
 */
package io.clausewatch.eventlog;
