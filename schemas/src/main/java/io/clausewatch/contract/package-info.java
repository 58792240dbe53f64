/**
 * The contract: what producing services send, what the pipeline makes of it, and how both travel.
 *
 * <p>The first hop of <em>contract → ingest → judge → index → search</em>. The Avro records
 * themselves are generated from {@code src/main/avro}; here is what surrounds them: {@link
 * io.clausewatch.contract.Event} (a record of any of the eight kinds), {@link
 * io.clausewatch.contract.EventChecks} (the limits, the same at every door), {@link
 * io.clausewatch.contract.CloudEvents} (JSON to records), {@link io.clausewatch.contract.AvroJson}
 * (records to JSON), and {@link io.clausewatch.contract.Topics} with {@link
 * io.clausewatch.contract.AvroSerdes} (records to Kafka).
 *
 * <p>This is all that a producing service links, so it stays on Java 17 and knows nothing of
 * judging.
 */
package io.clausewatch.contract;
