/**
 * Small tables that live in compacted topics: every server reads the whole topic into memory, and
 * what is written is durable in Kafka before anybody is told.
 *
 * <p>Routes depend on {@link io.clausewatch.table.KeyedTable}; {@link
 * io.clausewatch.table.KafkaTable} is it.
 */
package io.clausewatch.table;
