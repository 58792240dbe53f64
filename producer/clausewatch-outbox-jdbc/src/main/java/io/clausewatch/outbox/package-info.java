/**
 * The transactional outbox: a service records an event in the very transaction of what it tells of
 * ({@link io.clausewatch.outbox.Outbox}), and a relay sends what was committed and deletes it after
 * the acknowledgement ({@link io.clausewatch.outbox.OutboxRelay}). So an event is sent if and only
 * if it happened; one that is sent twice counts once, by its id.
 */
package io.clausewatch.outbox;
