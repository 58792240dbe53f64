/**
 * The whole path contract → ingest → judge → index → search on one machine: the three servers it
 * rests on (Kafka, a Confluent-compatible schema registry, Elasticsearch) and the two apps as
 * supervised child processes.
 *
 * <p>It sits beside the path, not on it: the apps know nothing of it and get only what they get in
 * production, their settings. {@link io.clausewatch.local.stack.LocalStack} is the way in.
 */
package io.clausewatch.local.stack;
