/**
 * What changes while messages are sent: the routes file, which is read again when it changes, and
 * the pipeline's own troubles.
 */
package io.clausewatch.alertsender.watch;
