/**
 * What the command shows: tables that fit the terminal, progress on long work. Knows nothing of
 * events or findings; it stands beside the path contract → ingest → judge → index → search.
 */
package io.clausewatch.local.terminal;
