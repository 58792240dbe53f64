/**
 * The command {@code ./clausewatch}: reads its options and calls what does the work. It starts the
 * whole path contract → ingest → judge → index → search on this machine, or speaks to one that
 * runs.
 */
package io.clausewatch.local.cli;
