/**
 * What a Java service sends events with: a typed builder for each kind ({@code AccessEvent}, {@code
 * DisclosureEvent}, …), and {@link io.clausewatch.producer.ClausewatchProducer}, which brings them
 * to Clausewatch by Kafka or over HTTP and tells of each what became of it.
 *
 * <p>The builders are generated from the contract. No id of a data subject is in a log, a metric, a
 * message of an exception or a {@code toString} of this package.
 */
package io.clausewatch.producer;
