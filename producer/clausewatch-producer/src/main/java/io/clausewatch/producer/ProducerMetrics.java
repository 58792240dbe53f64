package io.clausewatch.producer;

import java.time.Duration;

/**
 * How a producer stands, to be put into the metrics of the service.
 *
 * @param accepted events that {@code send} took, since the start
 * @param delivered events that are durable, since the start
 * @param failed events whose future failed, refused ones and those not taken included
 * @param retries how often something had to be tried again
 * @param waitingEvents events that wait to be sent or acknowledged, now
 * @param waitingBytes what they take of the buffer, or of the spool
 * @param oldestAge how long the oldest of them has been waiting; zero where none does
 */
public record ProducerMetrics(
    long accepted,
    long delivered,
    long failed,
    long retries,
    int waitingEvents,
    long waitingBytes,
    Duration oldestAge) {}
