/**
 * What each receiver is to be told, and when: messages, their groups, what keeps them back,
 * reminders, and the end of all that was told. Knows nothing of Kafka, networks or clocks: {@link
 * io.clausewatch.alertsender.outbox.ReceiverOutbox} is told what happened and what time it is, and
 * says what to keep and what to send.
 *
 * <p>The life of a message, class by class:
 *
 * <ol>
 *   <li>{@link io.clausewatch.alertsender.outbox.FindingNews} has it made when something was
 *       decided about a finding, {@link io.clausewatch.alertsender.outbox.TroubleNews} when the
 *       pipeline has a trouble, {@link io.clausewatch.alertsender.outbox.FindingEscalations} for
 *       when nobody answers; {@link io.clausewatch.alertsender.outbox.NewMessages} makes it.
 *   <li>{@link io.clausewatch.alertsender.outbox.MessageSuccession} has it wait for those about the
 *       same matter that go before it.
 *   <li>{@link io.clausewatch.alertsender.outbox.MessagePlacement} says when it is due, and in
 *       which group.
 *   <li>{@link io.clausewatch.alertsender.outbox.HoldingBack} keeps it back through silences and
 *       quiet hours; {@link io.clausewatch.alertsender.outbox.MessageCancelling} takes it back when
 *       it is over before anybody saw it.
 *   <li>{@link io.clausewatch.alertsender.outbox.MessageGathering} makes one message of it and
 *       others when their time has come.
 *   <li>{@link io.clausewatch.alertsender.outbox.MessageAttempts} sends it, until it is delivered
 *       or dead.
 *   <li>{@link io.clausewatch.alertsender.outbox.OutdatedMessages} takes a dead one back that
 *       somebody has sent once more, if it is not so any more.
 *   <li>{@link io.clausewatch.alertsender.outbox.ReminderSchedule} reminds of it as long as nobody
 *       takes care of it.
 *   <li>{@link io.clausewatch.alertsender.outbox.RestingMessages} forgets it when it has been over
 *       for long.
 * </ol>
 *
 * <p>All of them work on {@link io.clausewatch.alertsender.outbox.KeptMessages}, whose {@link
 * io.clausewatch.alertsender.outbox.OutboxIndex} follows from what was kept alone: matters ({@link
 * io.clausewatch.alertsender.outbox.ToldMatters}), groups ({@link
 * io.clausewatch.alertsender.outbox.MessageGroups}) and what is due ({@link
 * io.clausewatch.alertsender.outbox.DueQueue}).
 */
package io.clausewatch.alertsender.outbox;
