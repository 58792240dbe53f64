/**
 * The audit API as a program, above every feature: its settings, and its wiring.
 *
 * <p>{@link io.clausewatch.app.AuditApiMain} is the table of contents: what there is, and what it
 * needs.
 */
package io.clausewatch.app;
