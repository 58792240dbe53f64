/**
 * What each receiver is to be told, and when: messages, their groups, what keeps them back,
 * reminders, and the end of all that was told. Knows nothing of Kafka, networks or clocks: {@link
 * io.clausewatch.alertsender.outbox.ReceiverOutbox} is told what happened and what time it is, and
 * says what to keep and what to send.
 */
package io.clausewatch.alertsender.outbox;
