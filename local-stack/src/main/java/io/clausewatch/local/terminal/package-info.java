/**
 * What the command shows: tables that fit the terminal, progress on long work, and why it could not
 * do something. Knows nothing of events or findings; it stands beside the path contract → ingest →
 * judge → index → search.
 */
package io.clausewatch.local.terminal;
