/**
 * The command {@code ./clausewatch}: the table of all commands, and what they have alike. What each
 * does is in {@code cli}, for one that needs no local stack, and in {@code launch}, for one that
 * starts the local stack or looks after it.
 */
package io.clausewatch.local.app;
