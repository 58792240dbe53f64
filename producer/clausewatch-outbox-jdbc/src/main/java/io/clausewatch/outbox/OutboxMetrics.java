package io.clausewatch.outbox;

import java.time.Duration;

/**
 * How the outbox stands, to be put into the metrics of the service.
 *
 * @param waiting events that are to be sent
 * @param oldestAge how long the oldest of them has been there: whether anybody takes them; zero
 *     where there are none
 * @param refused events that were refused for what is in them, and stay until somebody looks at the
 *     column {@code refusal} and deletes them, or sets it to null
 */
public record OutboxMetrics(long waiting, Duration oldestAge, long refused) {}
