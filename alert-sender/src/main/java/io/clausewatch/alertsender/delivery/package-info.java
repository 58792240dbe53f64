/**
 * The ways to the receivers: each makes of a message what its kind of receiver reads, tries to
 * deliver it once, and says what came of it. What is tried again, and when, the outbox decides.
 */
package io.clausewatch.alertsender.delivery;
