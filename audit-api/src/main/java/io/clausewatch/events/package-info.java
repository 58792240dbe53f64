/**
 * The HTTP door: takes CloudEvents, names every fault of every one, and answers once Kafka holds
 * the good ones for good.
 *
 * <p>In the path <b>contract → ingest</b> → judge → index → search this is where events come in
 * that a producer doesn't write to Kafka by itself. What it writes is the raw event, to the topic
 * of its kind; everything after that is the stream processor's.
 */
package io.clausewatch.events;
