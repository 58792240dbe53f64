/**
 * A client of the HTTP API: sends events to the door where ingest begins, and asks search at the
 * far end of the path contract → ingest → judge → index → search. Knows nothing of how the command
 * shows what it gets.
 */
package io.clausewatch.local.client;
