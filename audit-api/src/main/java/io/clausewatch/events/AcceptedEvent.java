package io.clausewatch.events;

import java.time.Instant;

/**
 * An event that this server has accepted, and that may not be judged yet.
 *
 * @param eventId its id, in Unicode NFC
 * @param service who sent it, in Unicode NFC
 * @param kind such as {@code access}
 * @param occurredAt when it happened, by the producer's clock
 * @param receivedAt when it was accepted, by this server's clock
 */
public record AcceptedEvent(
    String eventId, String service, String kind, Instant occurredAt, Instant receivedAt) {}
