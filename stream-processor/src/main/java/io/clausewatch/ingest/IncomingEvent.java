package io.clausewatch.ingest;

import io.clausewatch.contract.EventKind;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * An event that keeps the contract, on its way through intake.
 *
 * @param place where its record lies
 * @param receivedAt when it reached Kafka
 * @param hidden the event without raw subject ids
 * @param sentId its id as it was sent, before it was put in Unicode NFC
 * @param contentHash what it says, see {@link ContentHash}
 * @param legacyHash the same as {@link LegacyContentHash} tells it; made when it is asked for,
 *     which it mostly is not
 */
record IncomingEvent(
    RecordMetadata place,
    Instant receivedAt,
    PseudonymisedEvent hidden,
    String sentId,
    ByteBuffer contentHash,
    Supplier<ByteBuffer> legacyHash) {

  /** The event's kind. */
  EventKind kind() {
    return hidden.event().kind();
  }

  /** The event's id. */
  String eventId() {
    return hidden.event().eventId();
  }
}
