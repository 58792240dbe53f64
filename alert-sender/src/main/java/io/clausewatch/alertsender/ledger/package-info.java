/**
 * The ledger: the topic of all messages, from which each receiver's outbox is made again, and to
 * which everything is written before it is sent. Instances share its partitions, and with them the
 * receivers: {@link io.clausewatch.alertsender.ledger.AlertLedger}, {@link
 * io.clausewatch.alertsender.ledger.LedgerPartition}.
 */
package io.clausewatch.alertsender.ledger;
