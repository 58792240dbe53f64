/**
 * The alert sender: reads what the stream decided that somebody may have to be told, and tells
 * those whom the routes file names. {@link io.clausewatch.alertsender.AlertSenderMain} wires it:
 * the ledger shares the receivers among instances, an outbox a receiver says what it is to be told
 * and when, deliveries tell it.
 */
package io.clausewatch.alertsender;
